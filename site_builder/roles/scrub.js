/** Numbers to drag, or to step with the arrow keys. A drag is one gesture: one step back undoes all of it. */

import { formatNumber } from "../browser/format.js";
import { network } from "../browser/lab.js";
import { put } from "../browser/put.js";

const PIXELS_PER_STEP = 5;
const KEYS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 };

class Scrub {
  #element;
  #network;
  #low;
  #high;
  #step;
  #grip = null;

  constructor(element) {
    this.#element = element;
    this.#network = network(element.dataset.for);
    this.#low = Number(element.getAttribute("aria-valuemin"));
    this.#high = Number(element.getAttribute("aria-valuemax"));
    this.#step = Number(element.dataset.step);
    element.tabIndex = 0;
    element.addEventListener("keydown", (event) => this.#pressed(event));
    element.addEventListener("pointerdown", (event) => this.#grasped(event));
    element.addEventListener("pointermove", (event) => this.#dragged(event));
    for (const type of ["pointerup", "pointercancel"]) element.addEventListener(type, () => (this.#grip = null));
    this.#network.subscribe(() => this.#say());
    this.#say();
  }

  get #value() {
    return this.#network.value(this.#element.dataset.scrub);
  }

  #say() {
    if ("absent" in this.#element.dataset) return;
    put(this.#element, "aria-valuenow", this.#value);
    put(this.#element, "aria-valuetext", formatNumber(this.#value, this.#element.dataset.format));
  }

  #pressed(event) {
    const ends = { Home: this.#low, End: this.#high };
    if (!(event.key in KEYS) && !(event.key in ends)) return;
    event.preventDefault();
    this.#set(ends[event.key] ?? this.#value + KEYS[event.key] * this.#step, false);
  }

  #grasped(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    this.#element.focus({ preventScroll: true });
    this.#element.setPointerCapture(event.pointerId);
    this.#grip = { x: event.clientX, value: this.#value, moved: false };
  }

  #dragged({ clientX }) {
    if (!this.#grip) return;
    const steps = Math.round((clientX - this.#grip.x) / PIXELS_PER_STEP);
    if (!steps && !this.#grip.moved) return;
    this.#set(this.#grip.value + steps * this.#step, this.#grip.moved);
    this.#grip.moved = true;
  }

  /** To the nearest step within the range. */
  #set(value, merge) {
    const steps = Math.round((value - this.#low) / this.#step);
    const next = Number(Math.min(this.#high, Math.max(this.#low, this.#low + steps * this.#step)).toPrecision(12));
    if (next !== this.#value) this.#network.act(["set", this.#element.dataset.scrub, next], { merge });
  }
}

for (const element of document.querySelectorAll("[data-scrub]")) new Scrub(element);
