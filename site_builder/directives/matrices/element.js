/** `<synapse-matrices>`: cells that light the neurons and connections they belong to, and a walk through the arithmetic. */

import { formatNumber } from "../../browser/format.js";
import { put } from "../../browser/put.js";
import { View } from "../../browser/view.js";

const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const BACKWARD = ["delta", "outer", "update"];

class Matrices extends View {
  #walk;
  #place = -1;

  start() {
    this.#walk = [...this.querySelectorAll("template[data-walk]")];
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

  /** One stop for the Tab key in each matrix; the arrow keys move within it. */
  #reachable(table) {
    for (const cell of table.querySelectorAll("td")) this.#nameCell(cell);
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

  repaint() {
    for (const cell of this.querySelectorAll("td")) this.#nameCell(cell);
  }

  #nameCell(cell) {
    const { name, path, format } = cell.dataset;
    put(cell, "aria-label", `${name}: ${formatNumber(this.network.value(path), format)}`);
  }

  #go(place) {
    const words = this.querySelector(".walk-words");
    this.network.forget(words);
    this.#place = place;
    const step = this.#walk[place];
    words.replaceChildren(step ? step.content.cloneNode(true) : "Step by step: multiply, add, apply.");
    this.network.adopt(words);
    if (step && BACKWARD.includes(step.dataset.walk)) this.querySelector(".backward").open = true;
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
      const way = step && (BACKWARD.includes(step.dataset.walk) ? "backward" : "forward");
      const here = step && section.dataset.way === way && section.dataset.layer === step.dataset.layer;
      if (here) section.dataset.phase = step.dataset.walk;
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
