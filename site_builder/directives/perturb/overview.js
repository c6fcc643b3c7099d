/** The bars of `<synapse-perturb>`: how far each weight and bias, by itself, moves the answers; one of them is on the slider. */

import { formatNumber } from "../../browser/format.js";
import { put, putText } from "../../browser/put.js";

export class Overview {
  #fieldset;
  #template;

  /** `choose(path)` puts a weight or bias on the slider. */
  constructor(element, choose) {
    this.#fieldset = element.querySelector(".perturb-overview");
    this.#template = element.querySelector(":scope > template");
    this.#fieldset.addEventListener("change", ({ target }) => choose(target.value));
  }

  get shown() {
    return !this.#fieldset.hidden;
  }

  /** A bar for each weight and bias of another network; false where there are more than `most`. */
  arrange(network, groups, most) {
    const bars = this.#fieldset.querySelector(".perturb-bars");
    network.forget(bars);
    const entries = groups.flatMap(([, paths]) => paths);
    this.#fieldset.hidden = entries.length > most;
    bars.replaceChildren(...(this.shown ? entries.map(([path, name]) => this.#bar(network.name, path, name)) : []));
    network.adopt(bars);
    return this.shown;
  }

  #bar(network, path, name) {
    const bar = this.#template.content.firstElementChild.cloneNode(true);
    bar.dataset.path = path;
    Object.assign(bar.querySelector("input"), { value: path, disabled: false });
    bar.querySelector(".bar-name").textContent = name;
    Object.assign(bar.querySelector(".bar-value").dataset, { live: `${network}.${path}`, format: ".2f" });
    return bar;
  }

  choose(path) {
    for (const input of this.#fieldset.querySelectorAll("input")) input.checked = input.value === path;
  }

  /** Draw how far each goes; `reach` is how far an answer can go, 0 where there are no bounds. */
  draw(sways, paths, reach) {
    const whole = reach || Math.max(...sways) || 1;
    paths.forEach((path, place) => {
      const bar = this.#fieldset.querySelector(`[data-path="${path}"]`);
      put(bar.querySelector(".bar-length"), "width", ((100 * sways[place]) / whole).toFixed(2));
      putText(bar.querySelector(".bar-sway").lastElementChild, formatNumber(sways[place], ".3f"));
    });
  }
}
