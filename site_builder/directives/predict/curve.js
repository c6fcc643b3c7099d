/**
 * A curve that the reader draws: by dragging across it, or with the arrow keys. Its first point is given.
 *
 * Left and right choose a point, up and down move it; points further on that were not touched yet come along.
 */

import { formatNumber } from "../../browser/format.js";

const KEYS = { ArrowUp: 1, ArrowDown: -1, PageUp: 5, PageDown: -5 };
const STEPS = 40; // of an arrow key from the lowest value to the highest

export class Curve {
  /** Once committed to, it stays as it is. */
  locked = false;

  #svg;
  #facts;
  #changed;
  #values;
  #touched = 0;
  #cursor = 1;
  #grip = null;

  /** `changed(values)` is told of every change; `facts` holds the number of `knots`, the range and the value `before`. */
  constructor(svg, facts, changed) {
    this.#svg = svg;
    this.#facts = facts;
    this.#changed = changed;
    this.#values = Array(facts.knots + 1).fill(facts.before);
    svg.addEventListener("keydown", (event) => this.#pressed(event));
    svg.addEventListener("pointerdown", (event) => this.#grasped(event));
    svg.addEventListener("pointermove", (event) => this.#grip && this.#drawn(this.#under(event)));
    for (const type of ["pointerup", "pointercancel"]) svg.addEventListener(type, () => (this.#grip = null));
    this.#paint();
  }

  #pressed(event) {
    const { knots, min, max } = this.#facts;
    const places = { ArrowLeft: this.#cursor - 1, ArrowRight: this.#cursor + 1, Home: 1, End: knots };
    if (this.locked || !(event.key in KEYS || event.key in places)) return;
    event.preventDefault();
    if (event.key in places) {
      this.#cursor = Math.min(Math.max(places[event.key], 1), knots);
      this.#paint();
    } else {
      this.#set(this.#cursor, this.#values[this.#cursor] + (KEYS[event.key] * (max - min)) / STEPS);
      this.#tell();
    }
  }

  #grasped(event) {
    if (this.locked || event.button !== 0) return;
    this.#svg.setPointerCapture(event.pointerId);
    this.#grip = this.#under(event);
    this.#drawn(this.#grip);
  }

  /** From where the pointer was to where it is, every point in between. */
  #drawn(here) {
    const from = this.#grip;
    const steps = Math.abs(here.knot - from.knot);
    for (let step = 0; step <= steps; step++) {
      const share = steps ? step / steps : 1;
      this.#set(Math.round(from.knot + (here.knot - from.knot) * share), from.value + (here.value - from.value) * share);
    }
    this.#grip = here;
    this.#cursor = here.knot;
    this.#tell();
  }

  #under({ clientX, clientY }) {
    const { knots, min, max } = this.#facts;
    const box = this.#svg.getBoundingClientRect();
    const knot = Math.round(((clientX - box.left) / box.width) * knots);
    return { knot: Math.min(Math.max(knot, 1), knots), value: max - ((clientY - box.top) / box.height) * (max - min) };
  }

  #set(knot, value) {
    const { knots, min, max } = this.#facts;
    const within = Math.min(Math.max(value, min), max);
    this.#values[knot] = within;
    for (let later = Math.max(knot, this.#touched) + 1; later <= knots; later++) this.#values[later] = within;
    this.#touched = Math.max(this.#touched, knot);
  }

  #tell() {
    this.#paint();
    this.#changed([...this.#values]);
  }

  #paint() {
    const { knots, count, unit, format } = this.#facts;
    const value = this.#values[this.#cursor];
    this.#draw(".predict-mine", `M${this.#values.map((_, knot) => this.#point(knot)).join("L")}`);
    this.#draw(".predict-start", `M${this.#point(0)}h0`);
    this.#draw(".predict-cursor", `M${this.#point(this.#cursor)}h0`);
    this.#svg.toggleAttribute("data-drawn", this.#touched > 0);
    const spot = formatNumber((count * this.#cursor) / knots, Number.isInteger(count / knots) ? ",d" : ".3g");
    this.#svg.setAttribute("aria-valuenow", value);
    this.#svg.setAttribute("aria-valuetext", `${formatNumber(value, format)} after ${spot} ${unit}s`);
  }

  #point(knot) {
    const { knots, min, max } = this.#facts;
    return `${((100 * knot) / knots).toFixed(2)} ${((100 * (max - this.#values[knot])) / (max - min)).toFixed(2)}`;
  }

  #draw(selector, path) {
    this.#svg.querySelector(selector).setAttribute("d", path);
  }
}
