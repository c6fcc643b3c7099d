/** `<synapse-controls>`: the buttons, training at a chosen pace, and a line that says what Python is doing. */

import { linkTo } from "../../browser/link.js";
import { python } from "../../browser/python_client.js";
import { View, repaints } from "../../browser/view.js";

const SLOW_STEP = 300; // milliseconds between two steps at the slow pace

class Controls extends View {
  #training = false;
  /** What became of a link that was copied, until the network moves on. */
  #copied = "";

  start() {
    this.addEventListener("click", (event) => this.#clicked(event));
    this.#choice("speed")?.addEventListener("change", ({ target }) => (this.network.speed = PASS_SPEEDS[target.value]));
    this.untilGone(python.subscribe(() => this.#refresh()));
    this.untilGone(() => (this.#training = false));
    this.#refresh();
  }

  follow(event) {
    if (repaints(event)) this.#copied = "";
    this.#refresh();
  }

  #clicked({ target }) {
    if (target.matches(".retry")) python.retry();
    if (target.matches(".link")) this.#copyLink();
    const { act } = target.dataset;
    if (!act) return;
    const wasTraining = this.#training;
    this.#training = false;
    if (act !== "train") this.network.act([act], { staged: act === "forward" || act === "backprop" });
    else if (!wasTraining) this.#train();
    this.#refresh();
  }

  /** Step after step until the count is reached, the reader pauses, or a step is refused; one undo takes the run back. */
  async #train() {
    this.#training = true;
    this.#refresh();
    let left = Number(this.#choice("steps").value || Infinity);
    let merge = false;
    while (this.#training && left > 0) {
      const pace = this.#choice("speed").value;
      const count = pace === "slow" ? 1 : Math.min(Number(pace), left);
      if (!(await this.network.act(["train", count], { merge }))) break;
      merge = true;
      left -= count;
      await (pace === "slow" ? new Promise((resolve) => setTimeout(resolve, SLOW_STEP)) : nextFrame());
    }
    this.#training = false;
    this.#refresh();
  }

  /** The link goes to the clipboard, or, where that is closed to the page, into its address. */
  async #copyLink() {
    const link = linkTo(this);
    const text = link.then((url) => new Blob([url], { type: "text/plain" }));
    try {
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": text })]);
      this.#copied = "The link is copied.";
    } catch {
      history.replaceState(null, "", await link);
      this.#copied = "The link is in the address bar.";
    }
    this.#refresh();
  }

  #choice(name) {
    return this.querySelector(`[data-choice="${name}"]`);
  }

  #refresh() {
    const train = this.querySelector('[data-act="train"]');
    if (train) train.textContent = this.#training ? "Pause" : "Train";
    const undo = this.querySelector('[data-act="undo"]');
    if (undo) undo.disabled = !this.network.canUndo;
    const status = this.querySelector(".status");
    const words = this.#words();
    if (status.textContent !== words) status.textContent = words;
    this.querySelector(".retry").hidden = python.state !== "failed";
  }

  #words() {
    if (python.state === "failed") return this.network.message || `Python could not start: ${python.reason}`;
    if (this.network.restoring) return `Restoring the state of the link. ${python.progress.text}`;
    if (this.network.waiting) return `Waiting for Python. ${python.progress.text}`;
    if (this.network.message) return this.network.message;
    if (this.#copied) return this.#copied;
    if (python.state === "loading") return python.progress.text;
    return this.network.value("stale") === 1 ? "The weights have changed: Forward shows what they answer now." : "";
  }
}

/** How fast a pulse travels at each pace of training. */
const PASS_SPEEDS = { slow: 0.5, 1: 1, 10: 2, 200: 4 };

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));

customElements.define("synapse-controls", Controls);
