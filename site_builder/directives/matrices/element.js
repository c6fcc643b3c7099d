/** `<synapse-matrices>`: cells that light the neurons and connections they belong to, and a walk through the arithmetic. */

import { filled } from "../../browser/blanks.js";
import { View } from "../../browser/view.js";

const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

class Matrices extends View {
  #walk;
  #place = -1;
  #written; // what the equations were written for

  start() {
    this.#written = this.#wanted;
    this.#walk = this.#steps();
    for (const table of this.querySelectorAll("table")) this.#reachable(table);
    this.addEventListener("pointerover", ({ target }) => this.#light(target.closest("td")));
    this.addEventListener("pointerleave", () => this.#light(null));
    this.addEventListener("focusin", ({ target }) => this.#light(target.closest("td")));
    this.addEventListener("focusout", () => this.#light(null));
    this.addEventListener("keydown", (event) => this.#pressed(event));
    this.querySelector(".walk-next")?.addEventListener("click", () => this.#go(this.#place + 1));
    this.querySelector(".walk-back")?.addEventListener("click", () => this.#go(this.#place - 1));
    if (this.#walk.length) this.#offer();
  }

  follow({ type }) {
    if (type === "open" && this.#written !== this.#wanted) this.#rewrite();
  }

  /** What the equations depend on besides numbers. */
  get #wanted() {
    const { names, averaged } = this.network.about;
    return JSON.stringify([names, averaged]);
  }

  get #layers() {
    return Array.from({ length: this.network.about.names.length - 1 }, (_, place) => place + 1);
  }

  /** Every step of the walk: a phase's template, and the layer that it is about. */
  #steps() {
    const phases = (way) => [...this.querySelectorAll(`template[data-walk][data-way="${way}"]`)];
    const through = (layers, way) => layers.flatMap((layer) => phases(way).map((template) => ({ template, layer, way, phase: template.dataset.walk })));
    return [...through(this.#layers, "forward"), ...through(this.#layers.reverse(), "backward")];
  }

  /** The equations of a network whose parts are others. */
  #rewrite() {
    this.#written = this.#wanted;
    for (const equation of this.querySelectorAll(".equation")) {
      this.network.forget(equation);
      equation.remove();
    }
    this.querySelector(".forward").append(...this.#equations("forward", this.#layers));
    this.querySelector(".backward")?.append(...this.#equations("backward", this.#layers.reverse()));
    for (const equation of this.querySelectorAll(".equation")) this.network.adopt(equation);
    for (const table of this.querySelectorAll("table")) this.#reachable(table);
    this.#walk = this.#steps();
    if (this.#walk.length) this.#go(-1);
  }

  #equations(way, layers) {
    const template = this.querySelector(`template[data-equation="${way}"]`);
    return layers.map((layer) => filled(template, this.network.about, { layer }));
  }

  /** One stop for the Tab key in each matrix; the arrow keys move within it. */
  #reachable(table) {
    table.querySelector("td").tabIndex = 0;
    table.setAttribute("role", "grid");
  }

  #pressed(event) {
    const cell = event.target.closest("td");
    if (!cell || !(event.key in STEPS)) return;
    event.preventDefault();
    const [down, right] = STEPS[event.key];
    const row = cell.closest("tbody").rows[cell.parentElement.rowIndex + down];
    const next = row?.cells[cell.cellIndex + right];
    if (!next) return;
    cell.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }

  #light(cell) {
    this.network.light(cell ? patternsOf(cell.dataset.path) : []);
  }

  #go(place) {
    const words = this.querySelector(".walk-words");
    this.network.forget(words);
    this.#place = place;
    const step = this.#walk[place];
    words.replaceChildren(step ? filled(step.template, this.network.about, { layer: step.layer, i: 0, j: 0 }) : "Step by step: multiply, add, apply.");
    this.network.adopt(words);
    if (step?.way === "backward") this.querySelector(".backward").open = true;
    this.#mark(step);
    this.#offer();
  }

  #offer() {
    this.querySelector(".walk-back").disabled = this.#place < 0;
    this.querySelector(".walk-next").disabled = this.#place === this.#walk.length - 1;
  }

  /** Which part of which equation the walk is at. */
  #mark(step) {
    for (const section of this.querySelectorAll(".equation")) {
      const here = section.dataset.way === step?.way && Number(section.dataset.layer) === step.layer;
      if (here) section.dataset.phase = step.phase;
      else delete section.dataset.phase;
    }
    this.toggleAttribute("data-walking", Boolean(step));
  }
}

/** What lights up with a cell: for a number of a neuron its row of weights, for one that comes in its column, else itself. */
function patternsOf(path) {
  const [, base, rest] = /^(\w+)(.*)$/.exec(path);
  const [layer, index, source] = (rest.match(/\d+/g) ?? []).map(Number);
  if (source !== undefined) return [`weights[${layer}][${index}][${source}]`, path];
  const own = [path, `activations[${layer}][${index}]`];
  if (layer === 0) return [...own, `weights[1][*][${index}]`];
  return base === "biases" ? own : [...own, `weights[${layer}][${index}]`];
}

customElements.define("synapse-matrices", Matrices);
