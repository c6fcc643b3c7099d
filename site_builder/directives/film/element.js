/** `<synapse-film>`: plays and scrubs the keyframes that the build made, and hands their weights to the live network. */

import { announce } from "../../browser/announce.js";
import { formatNumber } from "../../browser/format.js";
import { allow, put, putText } from "../../browser/put.js";
import { rove } from "../../browser/roving.js";
import { Stage } from "../../browser/stage.js";
import { offerUndo } from "../../browser/undoing.js";
import { View } from "../../browser/view.js";

class Film extends View {
  #film;
  #stage;
  #stills;
  #starts;
  #rows;
  #chapters;
  #rest; // makes the row and the chapter on show the ones that Tab comes to
  #layout; // of the network that the film shows; null while the page has another
  #place = 0;
  #timer = 0;
  #withdraw = () => {};

  start() {
    this.#film = JSON.parse(this.querySelector("[data-film]").textContent);
    this.#stage = new Stage(this.querySelector(".film-stage .brain"), this.#film);
    this.#stills = [...this.querySelectorAll(".film-stills .brain")].map((still) => new Stage(still, this.#film));
    this.#layout = this.network.layout;
    this.#starts = startsOf(this.#film.lengths);
    [this.#rows, this.#chapters] = ["[data-example]", "[data-scene]"].map((each) => [...this.querySelectorAll(each)]);
    this.#listen();
    this.untilGone(() => this.#pause());
    this.untilGone(() => this.#withdraw());
    this.#paint();
  }

  #listen() {
    const groups = [".film-examples", ".film-chapters"].map((each) => this.querySelector(each));
    const choices = [(row) => this.#seek(this.#scene, this.#rows.indexOf(row)), (chapter) => this.#seek(this.#chapters.indexOf(chapter))];
    const settle = [this.#rows, this.#chapters].map((buttons, which) => {
      groups[which].addEventListener("click", ({ target }) => target.closest("button") && choices[which](target.closest("button")));
      return rove(groups[which], () => buttons, choices[which]);
    });
    this.#rest = (row, chapter) => [row, chapter].forEach((button, which) => button && settle[which](button));
    this.#play.addEventListener("click", () => (this.#timer ? this.#halt() : this.#run()));
    this.#slider.addEventListener("input", () => this.#turn(this.#slider.valueAsNumber));
    this.querySelector("select").addEventListener("change", () => this.#timer && this.#run());
    this.querySelector(".film-take").addEventListener("click", () => this.#goOn());
  }

  follow({ type, places }) {
    if (type === "open") this.#turnTo(this.network.original);
    if (type === "light" && this.network.layout === this.#layout) for (const stage of [this.#stage, ...this.#stills]) stage.light(this.network.layout, places);
  }

  /** The film plays whatever the network on the page is, which may be another than the one that it shows. */
  #turnTo(original) {
    this.querySelector(".film-other").hidden = original;
    allow(this.querySelector(".film-take"), original);
    this.#tell("");
    this.#layout = original ? this.network.layout : null;
  }

  get #play() {
    return this.querySelector(".film-play");
  }

  get #slider() {
    return this.querySelector("input[type=range]");
  }

  /** The cycle on show, as its place among the film's cycles. */
  get #scene() {
    return this.#starts.findLastIndex((start) => start <= this.#place);
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
    if (this.#place === this.#film.frames.length - 1) this.#halt();
  }

  /** Stop, and say where. */
  #halt() {
    this.#pause();
    this.#say();
  }

  #pause() {
    clearInterval(this.#timer);
    this.#timer = 0;
    this.#play.textContent = "Play";
  }

  #turn(place) {
    this.#pause();
    this.#place = place;
    this.#paint();
  }

  /** Show a cycle with an example, where it has a frame of it, and otherwise with the frame that stands where this one does. */
  #seek(scene, example = this.#film.frames[this.#place][0]) {
    const [start, length] = [this.#starts[scene], this.#film.lengths[scene]];
    const met = this.#film.frames.slice(start, start + length).findIndex((frame) => frame[0] === example);
    const same = Math.min(this.#place - this.#starts[this.#scene], length - 1);
    this.#turn(start + (met < 0 ? same : met));
    this.#say();
  }

  #paint() {
    const { neurons, cycles, errors, frames } = this.#film;
    const [example, ...numbers] = frames[this.#place];
    const scene = this.#scene;
    this.#stage.paint(numbers.slice(0, neurons), numbers.slice(neurons));
    const cycle = formatNumber(cycles[scene], ",d");
    putText(this.querySelector(".film-number"), cycle);
    put(this.querySelector(".film-bar"), "width", Math.min(errors[scene] * 100, 100).toFixed(2));
    putText(this.querySelector(".film-share"), formatNumber(errors[scene], ".2%"));
    this.#slider.value = String(this.#place);
    put(this.#slider, "aria-valuetext", `Cycle ${cycle}, example ${example + 1}`);
    this.#answer(scene);
    mark(this.#rows, this.#rows[example]);
    mark(this.#chapters, this.#chapters[scene]);
    this.#rest(this.#rows[example], this.#chapters[scene]);
    this.network.tell({ type: "film", cycle: cycles[scene] });
  }

  /** What the cycle answers to every example; those that it has yet to meet are dimmed. */
  #answer(scene) {
    const { answers, frames, alone } = this.#film;
    const met = frames.slice(this.#starts[scene], this.#place + 1).map(([example]) => example);
    this.#rows.forEach((row, example) => {
      const ahead = alone && !met.includes(example);
      putText(row.querySelector(".film-answer"), answers[scene][example]);
      put(row, "aria-label", `${row.dataset.words}, ${answers[scene][example]}${ahead ? ", not yet asked in this cycle" : ""}`);
      row.toggleAttribute("data-ahead", ahead);
    });
  }

  #say() {
    const { cycles, errors, frames } = this.#film;
    const scene = this.#scene;
    const row = this.#rows[frames[this.#place][0]];
    const asked = row ? ` ${row.getAttribute("aria-label")}.` : "";
    announce(this, `Cycle ${formatNumber(cycles[scene], ",d")}, error ${formatNumber(errors[scene], ".2%")}.${asked}`);
  }

  #tell(text) {
    putText(this.querySelector(".film-status"), text);
  }

  async #goOn() {
    this.#pause();
    this.#withdraw();
    const { cycles, parameters } = this.#film;
    const scene = this.#scene;
    this.#tell("Waiting for Python.");
    const done = await this.network.act(["parameters", parameters[scene], cycles[scene] - 1]);
    const cycle = formatNumber(cycles[scene], ",d");
    this.#tell(done ? `The network now has the weights with which cycle ${cycle} begins.` : this.network.message);
    if (!done) return;
    this.#withdraw = offerUndo(this.querySelector(".film-undo"), this.network, {
      next: this.querySelector(".film-take"),
      undone: () => this.#tell("The network has the weights again that it had before."),
    });
  }
}

/** Mark the one of these buttons that is on show, if it is among them. */
function mark(buttons, current) {
  for (const button of buttons) {
    if (button === current) put(button, "aria-current", "true");
    else button.removeAttribute("aria-current");
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
