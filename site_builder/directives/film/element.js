/** `<synapse-film>`: plays and scrubs the keyframes that the build made, and hands their weights to the live network. */

import { formatNumber } from "../../browser/format.js";
import { Stage } from "../../browser/stage.js";
import { View } from "../../browser/view.js";

class Film extends View {
  #film;
  #stage;
  #stills;
  #starts;
  #layout; // of the network that the film shows; null while the page has another
  #place = 0;
  #timer = 0;

  start() {
    this.#film = JSON.parse(this.querySelector("[data-film]").textContent);
    this.#stage = new Stage(this.querySelector(".film-stage .brain"), this.#film);
    this.#stills = [...this.querySelectorAll(".film-stills .brain")].map((still) => new Stage(still, this.#film));
    this.#layout = this.network.layout;
    this.#starts = startsOf(this.#film.lengths);
    this.#play.addEventListener("click", () => (this.#timer ? this.#pause() : this.#run()));
    this.#slider.addEventListener("input", () => this.#seek(this.#slider.valueAsNumber));
    this.querySelector("select").addEventListener("change", () => this.#timer && this.#run());
    this.querySelector(".film-take").addEventListener("click", () => this.#goOn());
    this.querySelector(".film-chapters").addEventListener("click", ({ target }) => this.#chapter(target.closest("[data-scene]")));
    this.untilGone(() => this.#pause());
    this.#paint();
  }

  follow({ type, places }) {
    if (type === "open") this.#turnTo(this.network.original);
    if (type === "light" && this.network.layout === this.#layout) for (const stage of [this.#stage, ...this.#stills]) stage.light(this.network.layout, places);
  }

  /** The film plays whatever the network on the page is, which may be another than the one that it shows. */
  #turnTo(original) {
    this.querySelector(".film-other").hidden = original;
    this.querySelector(".film-take").disabled = !original;
    this.querySelector(".film-status").textContent = "";
    this.#layout = original ? this.network.layout : null;
  }

  get #play() {
    return this.querySelector(".film-play");
  }

  get #slider() {
    return this.querySelector("input[type=range]");
  }

  /** The cycle that a frame belongs to, as its place among the film's cycles. */
  #sceneAt(place) {
    return this.#starts.findLastIndex((start) => start <= place);
  }

  #run() {
    clearInterval(this.#timer);
    if (this.#place === this.#film.frames.length - 1) this.#place = -1;
    this.#timer = setInterval(() => this.#step(), Number(this.querySelector("select").value));
    this.#play.textContent = "Pause";
    this.#step();
  }

  #step() {
    this.#place += 1;
    this.#paint();
    if (this.#place === this.#film.frames.length - 1) this.#pause();
  }

  #pause() {
    clearInterval(this.#timer);
    this.#timer = 0;
    this.#play.textContent = "Play";
  }

  #seek(place) {
    this.#pause();
    this.#place = place;
    this.#paint();
  }

  #chapter(button) {
    if (button) this.#seek(this.#starts[Number(button.dataset.scene)]);
  }

  #paint() {
    const { neurons, outputs, cycles, errors, frames } = this.#film;
    const [example, ...numbers] = frames[this.#place];
    const scene = this.#sceneAt(this.#place);
    const activations = numbers.slice(0, neurons);
    this.#stage.paint(activations, numbers.slice(neurons));
    const cycle = formatNumber(cycles[scene], ",d");
    this.querySelector(".film-number").textContent = cycle;
    this.querySelector(".film-bar").setAttribute("width", Math.min(errors[scene] * 100, 100).toFixed(2));
    this.querySelector(".film-error output").textContent = formatNumber(errors[scene], ".2%");
    this.#slider.value = String(this.#place);
    this.#slider.setAttribute("aria-valuetext", `Cycle ${cycle}, example ${example + 1}`);
    this.#mark(".film-examples li", "example", example);
    this.#mark("[data-scene]", "scene", scene);
    this.#answer(example, activations.slice(-outputs));
    this.network.tell({ type: "film", cycle: cycles[scene] });
  }

  #mark(selector, field, current) {
    for (const element of this.querySelectorAll(selector)) {
      if (Number(element.dataset[field]) === current) element.setAttribute("aria-current", "true");
      else element.removeAttribute("aria-current");
    }
  }

  /** The example on show has its answer now; the others keep the one that they were last given. */
  #answer(example, answer) {
    const shown = this.querySelector(`[data-example="${example}"] output`);
    shown.textContent = answer.map((value) => formatNumber(value, ".2f")).join(" ");
  }

  async #goOn() {
    this.#pause();
    const scene = this.#sceneAt(this.#place);
    const cycle = this.#film.cycles[scene];
    const status = this.querySelector(".film-status");
    status.textContent = "Waiting for Python";
    const done = await this.network.act(["parameters", this.#film.parameters[scene], cycle - 1]);
    const before = formatNumber(cycle, ",d");
    status.textContent = done ? `The network now has the weights with which cycle ${before} begins.` : this.network.message;
  }
}

/** Where each scene begins among all frames. */
function startsOf(lengths) {
  let start = 0;
  return lengths.map((length) => {
    start += length;
    return start - length;
  });
}

customElements.define("synapse-film", Film);
