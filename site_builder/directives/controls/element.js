/** `<synapse-controls>`: the buttons, training at a chosen pace, and a line that says what Python is doing. */

import { announce, begin } from "../../browser/announce.js";
import { allow, putText } from "../../browser/put.js";
import { python } from "../../browser/python_client.js";
import { View } from "../../browser/view.js";

/** Links are for those who copy or open one; until then their module need not be here. */
const links = () => import("../../browser/link.js");
if (location.hash) links();
addEventListener("hashchange", links, { once: true });

const BEFORE = "Step goes through backprop, one named step at a time.";
const SLOW_STEP = 300; // milliseconds between two steps at the slow pace

class Controls extends View {
  #walk;
  /** What became of a link that was copied, and the network's numbers then: it is told until these are others. */
  #copied = { words: "", numbers: null };

  start() {
    const line = this.querySelector(".step-words");
    if (line) this.#walk = new Walk(this.network, line, [...this.querySelectorAll("[data-step]")]);
    if (line) this.#reserve();
    this.addEventListener("keydown", ({ key }) => key === "Escape" && this.#end());
    this.addEventListener("click", (event) => this.#clicked(event));
    this.addEventListener("change", () => this.#turn());
    this.untilGone(python.subscribe(() => this.#refresh()));
    if (this.#choice("speed")) this.#turn();
    this.#refresh();
  }

  follow(event) {
    if (event.type === "open") this.#reopen();
    this.#walk?.follow();
    this.#refresh();
  }

  #reserve() {
    const sizes = new ResizeObserver(() => this.#walk.reserve());
    sizes.observe(this);
    this.untilGone(() => sizes.disconnect());
  }

  /** The sentences of the walk are those of the layers that the page came with. */
  #reopen() {
    const layers = new Set([...this.querySelectorAll("[data-step]")].map(({ dataset }) => dataset.step.split(" ")[1]));
    const same = layers.size === this.network.spec.shape.length - 1;
    for (const part of this.querySelectorAll('[data-act="step"], [data-act="back"], .step-words')) part.toggleAttribute("data-absent", !same);
  }

  async #clicked({ target }) {
    if (target.matches(".retry")) python.retry();
    if (target.closest(".link")) this.#copyLink();
    const act = target.closest("[data-act]")?.dataset.act;
    if (!act) return;
    if (act === "step") await this.#walk.next();
    else if (act === "back") await this.#walk.back();
    else if (act !== "train") this.network.act([act], { staged: true });
    else if (this.network.running) this.network.stop();
    else await this.network.run(this.#training());
    this.#refresh();
  }

  #end() {
    this.#walk?.end();
    this.#refresh();
  }

  /** Step after step until the count is reached, at a pace that may change meanwhile. */
  async *#training() {
    for (let left = Number(this.#choice("steps").value || Infinity); left > 0; ) {
      const pace = this.#choice("speed").value;
      const count = pace === "slow" ? 1 : Math.min(Number(pace), left);
      yield ["train", count];
      left -= count;
      await (pace === "slow" ? new Promise((resolve) => setTimeout(resolve, SLOW_STEP)) : nextFrame());
    }
  }

  /** The pace is another: passes travel at it, and the button says it. */
  #turn() {
    const [steps, speed] = ["steps", "speed"].map((name) => this.#choice(name));
    const count = steps.value ? `${steps.selectedOptions[0].text} ${steps.value === "1" ? "step" : "steps"}` : "unlimited";
    this.network.speed = PASS_SPEEDS[speed.value];
    putText(this.querySelector(".pace .label"), `${count}, ${speed.selectedOptions[0].text}`);
  }

  /** The link goes to the clipboard, or, where that is closed to the page, into its address. */
  async #copyLink() {
    const begun = begin();
    const link = links().then(({ linkTo }) => linkTo(this));
    const text = link.then((url) => new Blob([url], { type: "text/plain" }));
    try {
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": text })]);
      this.#tellOfLink("The link is copied.", begun);
    } catch {
      history.replaceState(null, "", await link);
      this.#tellOfLink("The link is in the address bar.", begun);
    }
    this.#refresh();
  }

  #tellOfLink(words, begun) {
    this.#copied = { words, numbers: this.network.numbers };
    announce(this, words, begun);
  }

  #choice(name) {
    return this.querySelector(`[data-choice="${name}"]`);
  }

  #refresh() {
    const train = this.querySelector('[data-act="train"]');
    if (train) putText(train, this.network.running ? "Pause" : "Train");
    const undo = this.querySelector('[data-act="undo"]');
    if (undo) allow(undo, this.network.canUndo);
    const back = this.querySelector('[data-act="back"]');
    if (back) allow(back, this.#walk.active);
    putText(this.querySelector(".status"), this.#words());
    this.querySelector(".retry").toggleAttribute("hidden", python.state !== "failed");
  }

  #words() {
    if (python.state === "failed") return this.network.message || `Python could not start: ${python.reason}`;
    if (this.network.restoring) return `Restoring the state of the link. ${python.progress.text}`;
    if (this.network.waiting) return `Waiting for Python. ${python.progress.text}`;
    if (this.network.message) return this.network.message;
    if (this.#copied.numbers === this.network.numbers) return this.#copied.words;
    if (this.network.value("stale") === 1) return "The weights have changed: Forward shows what they answer now.";
    return python.state === "loading" ? python.progress.text : "";
  }
}

/** Backprop one named step after another, in the sentences that the page was built with. Any other action ends it. */
class Walk {
  #network;
  #line;
  #steps;
  #drawing; // that the controls stand below, where there is one: then the sentences take the place of its arithmetic
  #place = null; // the step on show; null outside a walk
  #numbers; // the network's after the walk's own last action, so that it knows another's
  #acting = false;
  #turn = Promise.resolve();
  #begun = 0; // when the button was pressed for what is being done

  constructor(network, line, steps) {
    this.#network = network;
    this.#line = line;
    this.#steps = steps;
    this.#drawing = line.closest(".diagram:not([data-plain])");
    this.#rest();
  }

  /** The sentences have the height of the highest of them, so that the page below stays where it is. */
  reserve() {
    const trial = this.#line.cloneNode(false);
    const width = `${this.#line.parentElement.getBoundingClientRect().width}px`;
    Object.assign(trial.style, { position: "absolute", display: "block", visibility: "hidden", minHeight: "0", width });
    this.#line.after(trial);
    const heights = this.#steps.map((step, place) => {
      trial.innerHTML = this.#sentence(step, place);
      return trial.getBoundingClientRect().height;
    });
    trial.remove();
    const height = `${Math.max(...heights)}px`;
    if (this.#drawing) this.#drawing.style.setProperty("--walk", height);
    else this.#line.style.minHeight = height;
  }

  #sentence({ innerHTML }, place) {
    return `<span class="step-place">Step ${place + 1} of ${this.#steps.length}</span> ${innerHTML}`;
  }

  /** No step is on show. */
  #rest() {
    this.#drawing?.removeAttribute("data-walking");
    this.#line.textContent = this.#drawing ? "" : BEFORE;
  }

  get active() {
    return this.#place !== null;
  }

  next() {
    return this.#inTurn(async () => {
      if (this.#applied) this.end();
      if (!this.active && !(await this.#begin())) return;
      const place = this.#place + 1;
      if (place < this.#steps.length - 1 || (await this.#act(["backprop"]))) this.#show(place, true);
    });
  }

  back() {
    return this.#inTurn(async () => {
      if (!this.active || (this.#applied && !(await this.#act(["undo"])))) return;
      if (this.#place > 0) this.#show(this.#place - 1, false);
      else this.end();
    });
  }

  end() {
    if (!this.active) return;
    this.#place = null;
    this.#network.forget(this.#line);
    this.#rest();
    this.#network.light([]);
  }

  /** The network has told something: when its numbers are others, and not by the walk's own action, the walk is over. */
  follow() {
    if (!this.active || this.#network.numbers === this.#numbers) return;
    this.#numbers = this.#network.numbers;
    if (!this.#acting) this.end();
    this.#acting = false;
  }

  get #applied() {
    return this.#place === this.#steps.length - 1;
  }

  /** Signals are those of the weights as they are: where these have changed since, the network runs forward first. */
  async #begin() {
    await this.#network.settle();
    this.#numbers = this.#network.numbers;
    this.#place = -1;
    const ready = this.#network.value("stale") !== 1 || (await this.#act(["forward"]));
    if (!ready) this.end();
    return ready;
  }

  /** Do something to the network as part of the walk; false when it was refused, or the walk is over. */
  async #act(action) {
    this.#acting = true;
    const done = await this.#network.act(action, { begun: this.#begun });
    this.#acting = false;
    return done && this.active;
  }

  /** Presses are done one after another, also where one has to wait for Python. */
  #inTurn(press) {
    const begun = begin();
    this.#turn = this.#turn.then(() => {
      this.#begun = begun;
      return press();
    });
    return this.#turn;
  }

  #show(place, onwards) {
    const step = this.#steps[place];
    const { light, gap } = step.dataset;
    this.#place = place;
    this.#network.forget(this.#line);
    this.#line.innerHTML = this.#sentence(step, place);
    this.#drawing?.setAttribute("data-walking", "");
    this.#network.adopt(this.#line);
    announce(this.#line, this.#line.textContent, this.#begun);
    if (gap && onwards) this.#network.pulse(Number(gap), "backward");
    this.#network.light(light.split(" "));
  }
}

/** How fast a pulse travels at each pace of training. */
const PASS_SPEEDS = { slow: 0.5, 1: 1, 10: 2, 200: 4 };

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));

customElements.define("synapse-controls", Controls);
