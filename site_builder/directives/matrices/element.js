/** `<synapse-matrices>`: cells that light the neurons and connections they belong to and can be changed, and a walk through the arithmetic. */

import { announce } from "../../browser/announce.js";
import { filled } from "../../browser/blanks.js";
import { editInPlace } from "../../browser/editing.js";
import { allow } from "../../browser/put.js";
import { View } from "../../browser/view.js";
import { Meeting } from "./meeting.js";
import { Walk, shorten, workOut } from "./walk.js";

const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const BEGINNING = "Step by step: multiply, add, apply.";

class Matrices extends View {
  #walk;
  #place = -1;
  #written; // what the equations were written for
  #meeting = new Meeting();
  #tapped = null; // the cell that a finger came down on, where it was focused already

  start() {
    this.#written = this.#wanted;
    this.#walk = this.#steps();
    for (const equation of this.querySelectorAll(".equation")) this.#reachable(equation);
    this.addEventListener("pointerdown", (event) => this.#touched(event));
    this.addEventListener("click", ({ target }) => this.#tapped?.contains(target) && this.#edit(this.#tapped));
    this.addEventListener("dblclick", ({ target }) => this.#edit(target.closest("td")));
    this.addEventListener("pointerover", ({ target }) => this.#light(target.closest("td")));
    this.addEventListener("pointerleave", () => this.#light(null));
    this.addEventListener("focusin", ({ target }) => this.#light(target.closest("td")));
    this.addEventListener("focusout", () => this.#light(null));
    this.addEventListener("keydown", (event) => this.#pressed(event));
    this.querySelector(".walk-next")?.addEventListener("click", () => this.#go(this.#place + 1));
    this.querySelector(".walk-back")?.addEventListener("click", () => this.#go(this.#place - 1));
    if (this.#walk.length) this.#show(-1);
    const sizes = new ResizeObserver(() => this.#reserve());
    if (this.#walk.length) sizes.observe(this.querySelector(".walk"));
    this.untilGone(() => sizes.disconnect());
    this.toggleAttribute("data-held", this.held);
  }

  follow({ type }) {
    if (type === "open" && this.#written !== this.#wanted) this.#rewrite();
  }

  repaint() {
    this.toggleAttribute("data-held", this.held);
    if (this.#walk.length) workOut(this.#words);
  }

  get #words() {
    return this.querySelector(".walk-words");
  }

  /** What the equations depend on besides numbers. */
  get #wanted() {
    const { names, averaged } = this.network.about;
    return JSON.stringify([names, averaged]);
  }

  get #layers() {
    return Array.from({ length: this.network.about.names.length - 1 }, (_, place) => place + 1);
  }

  #steps() {
    return new Walk([...this.querySelectorAll("template[data-walk]")], this.#layers);
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
    for (const equation of this.querySelectorAll(".equation")) {
      this.network.adopt(equation);
      this.#reachable(equation);
    }
    this.#walk = this.#steps();
    if (this.#walk.length) this.#show(-1);
  }

  #equations(way, layers) {
    const template = this.querySelector(`template[data-equation="${way}"]`);
    return layers.map((layer) => filled(template, this.network.about, { layer }));
  }

  /** One stop for the Tab key in each equation; the arrow keys move within a matrix and on to the one beside it, Home and End along a row. */
  #reachable(equation) {
    for (const cell of equation.querySelectorAll("td")) cell.setAttribute("aria-readonly", this.#settable(cell) === null);
    equation.querySelector("td").tabIndex = 0;
    for (const table of equation.querySelectorAll("table")) {
      table.setAttribute("role", "grid");
      table.setAttribute("aria-describedby", this.querySelector(".hint").id);
    }
  }

  #pressed(event) {
    const cell = event.target.closest("td");
    if (!cell) return;
    const next = this.#beside(cell, event.key);
    if (event.key === "Enter") this.#edit(cell);
    else if (!(event.key in STEPS) && !next) return;
    event.preventDefault();
    if (!next) return;
    for (const each of cell.closest(".equation").querySelectorAll("td")) each.tabIndex = each === next ? 0 : -1;
    next.focus();
  }

  #beside(cell, key) {
    const { rows } = cell.closest("tbody");
    const row = cell.parentElement;
    if (key === "Home") return row.cells[0];
    if (key === "End") return row.cells[row.cells.length - 1];
    const [down, right] = STEPS[key] ?? [];
    if (right === undefined) return undefined;
    return rows[row.rowIndex + down]?.cells[cell.cellIndex + right] ?? (right ? inNext(cell, right) : undefined);
  }

  #light(cell) {
    this.network.light(cell ? patternsOf(cell.dataset.path) : []);
  }

  #touched({ pointerType, target }) {
    const cell = pointerType === "touch" ? target.closest("td") : null;
    this.#tapped = cell === document.activeElement ? cell : null;
  }

  /** What is set by changing a cell: a weight, a bias or an input; null for what is worked out. */
  #settable({ dataset: { path } }) {
    if (/^(weights|biases)\[/.test(path)) return path;
    return path.startsWith("activations[0]") && !this.network.about.lifted ? path.replace("activations[0]", "inputs") : null;
  }

  #edit(cell) {
    const path = cell && this.#settable(cell);
    if (!path) return;
    const { name, exact } = cell.dataset;
    editInPlace({
      frame: cell.closest(".equation"),
      over: cell,
      value: Number(exact),
      name,
      keep: (value) => this.network.act(["set", path, value]),
      back: () => cell.focus({ preventScroll: true }),
    });
  }

  #go(place) {
    this.#show(place);
    announce(this, place < 0 ? BEGINNING : this.#words.textContent);
    const step = this.#walk.at(place);
    if (step?.phase === "multiply") this.#meet(step.layer);
    else this.#meeting.end();
  }

  #show(place) {
    this.#place = place;
    const step = this.#walk.at(place);
    this.#write(this.#words, step);
    if (step?.way === "backward") this.querySelector(".backward").open = true;
    this.#mark(step);
    this.#offer();
  }

  /** Before the walk its place holds what the first step asks, without the answers. */
  #write(words, step) {
    this.network.forget(words);
    words.toggleAttribute("data-ahead", !step);
    const { template, layer } = step ?? this.#walk.at(0);
    words.replaceChildren(filled(template, this.network.about, { layer, i: 0, j: 0 }));
    shorten(words);
    this.network.adopt(words);
    workOut(words);
  }

  /** The place of the words is as high as the highest of them, so that the page below stays where it is. */
  #reserve() {
    const words = this.#words;
    const trial = words.cloneNode(false);
    Object.assign(trial.style, { position: "absolute", visibility: "hidden", minHeight: "0", width: `${words.getBoundingClientRect().width}px` });
    words.after(trial);
    const heights = Array.from({ length: this.#walk.length }, (_, place) => {
      this.#write(trial, this.#walk.at(place));
      return trial.getBoundingClientRect().height;
    });
    this.network.forget(trial);
    trial.remove();
    words.style.minHeight = `${Math.max(...heights)}px`;
  }

  #offer() {
    allow(this.querySelector(".walk-back"), this.#place >= 0);
    allow(this.querySelector(".walk-next"), this.#place < this.#walk.length - 1);
  }

  /** What the step is about, which comes into sight, and what is not made yet. */
  #mark(step) {
    this.toggleAttribute("data-walking", Boolean(step));
    for (const section of this.querySelectorAll(".equation")) {
      const [layer, { way }] = [Number(section.dataset.layer), section.dataset];
      for (const matrix of section.querySelectorAll(".matrix")) {
        const { kind } = matrix.dataset;
        matrix.toggleAttribute("data-active", this.#walk.concerns(this.#place, { way, layer }, kind));
        matrix.toggleAttribute("data-unmade", !this.#walk.made(this.#place, layer, kind));
      }
      reveal(section.querySelector(".equation-line"));
    }
  }

  #meet(layer) {
    const equation = this.querySelector(`.forward .equation[data-layer="${layer}"]`);
    const cells = (kind) => [...equation.querySelectorAll(`.matrix.${kind} tr`)].map((row) => [...row.cells]);
    this.#meeting.play({ frame: this, rows: cells("w"), column: cells("in").flat(), lines: [...this.#words.querySelectorAll(".line")] });
  }
}

/** Scroll a line of matrices, where it is too wide for its place, to those that a step is about. */
function reveal(line) {
  const active = [...line.querySelectorAll("[data-active]")];
  if (!active.length || line.scrollWidth <= line.clientWidth) return;
  const [first, last] = [active[0], active.at(-1)];
  const [left, right] = [first.offsetLeft - line.offsetLeft, last.offsetLeft + last.offsetWidth - line.offsetLeft];
  const beyond = Math.max(0, right + 8 - line.clientWidth);
  line.scrollTo({ left: Math.min(beyond, left) });
}

/** The nearest cell of the matrix beside a cell's own: before it for -1, after it for 1. */
function inNext(cell, side) {
  const matrices = [...cell.closest(".equation").querySelectorAll("tbody")];
  const rows = matrices[matrices.indexOf(cell.closest("tbody")) + side]?.rows;
  const row = rows?.[Math.min(cell.parentElement.rowIndex, rows.length - 1)];
  return row?.cells[side > 0 ? 0 : row.cells.length - 1];
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
