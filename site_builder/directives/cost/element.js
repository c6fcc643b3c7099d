/** `<synapse-cost>`: the cost over the share of the right answer, and where the network stands on that curve. */

import { formatNumber } from "../../browser/format.js";
import { put, putText } from "../../browser/put.js";
import { View } from "../../browser/view.js";

class Cost extends View {
  repaint() {
    const right = this.#right();
    for (const part of this.querySelectorAll(".price-here, .price-now")) part.toggleAttribute("hidden", right < 0);
    if (right < 0) return;
    const share = this.network.value(`probabilities[${right}]`);
    const cost = this.network.value("cost");
    const here = this.querySelector(".price-here");
    put(here, "cx", along(this.dataset.across, share));
    put(here, "cy", along(this.dataset.upwards, Math.min(cost, Number(this.dataset.top))));
    putText(this.querySelector('[data-read="share"]'), formatNumber(share, ".1%"));
    putText(this.querySelector('[data-read="cost"]'), formatNumber(cost, ".4f"));
  }

  /** Which answer is the right one; -1 where the targets do not name one alone, or another cost is worked out. */
  #right() {
    const { targets, probabilities } = this.network.layout;
    if (!probabilities) return -1;
    const wanted = Array.from({ length: targets[1][0] }, (_, place) => this.network.value(`targets[${place}]`));
    const named = wanted.filter((target) => target !== 0);
    return named.length === 1 && named[0] === 1 ? wanted.indexOf(1) : -1;
  }
}

/** Where a number stands: an axis is its origin and what 1 is long. */
function along(axis, value) {
  const [origin, per] = axis.split(" ").map(Number);
  return (origin + per * value).toFixed(2);
}

customElements.define("synapse-cost", Cost);
