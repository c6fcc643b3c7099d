/** Numbers to drag, to step by a press on their arrows, or with the arrow keys. A drag is one gesture: one undo takes all of it back. */

import { formatNumber } from "../browser/format.js";
import "../browser/dock.js";
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
    element.addEventListener("pointerup", (event) => this.#released(event));
    element.addEventListener("pointercancel", () => (this.#grip = null));
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

  /** A press that was no drag steps towards the end that it is nearer to; in the middle, between the arrows, it does nothing. */
  #released({ clientX }) {
    const { left, width } = this.#element.getBoundingClientRect();
    const third = Math.floor(((clientX - left) / width) * 3); // the arrows stand in the first and the last
    if (this.#grip && !this.#grip.moved && third !== 1) this.#set(this.#value + (third < 1 ? -1 : 1) * this.#step, false);
    this.#grip = null;
  }

  /** To the nearest step within the range. */
  #set(value, merge) {
    const steps = Math.round((value - this.#low) / this.#step);
    const next = Number(Math.min(this.#high, Math.max(this.#low, this.#low + steps * this.#step)).toPrecision(12));
    if (next !== this.#value) this.#network.act(["set", this.#element.dataset.scrub, next], { merge });
  }
}

for (const element of document.querySelectorAll("[data-scrub]")) new Scrub(element);
