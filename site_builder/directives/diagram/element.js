/** `<synapse-diagram>`: pulses along the drawing, the arithmetic of what is selected, and editing in place. */

import { editInPlace } from "../../browser/editing.js";
import { View, repaints } from "../../browser/view.js";
import { Arithmetic } from "./arithmetic.js";
import { Pulses } from "./pulses.js";
import { Redrawing } from "./redrawing.js";

class Diagram extends View {
  #drawing;
  #stage;
  #arithmetic;
  #pulses;
  #items;
  #selected = null;
  #tapped = null; // what a finger came down on, where that was selected already
  #redrawing;
  #maps;

  start() {
    this.#drawing = this.querySelector("svg.drawing");
    this.#stage = this.querySelector(".diagram-stage");
    this.#arithmetic = new Arithmetic(this, this.network, (path, value) => this.network.act(["set", path, value]));
    this.#pulses = new Pulses(this.#drawing, this.network);
    this.#redrawing = new Redrawing(this, this.network);
    this.#offerItems();
    this.#becomeInteractive();
    if (this.dataset.maps) this.#offerMaps();
  }

  async #offerMaps() {
    const { Maps } = await import("./maps.js");
    this.#maps = new Maps(this, this.network, this.dataset.maps.split(" ").map(Number));
    this.#maps.refresh();
  }

  #offerItems() {
    this.#items = [...this.#drawing.querySelectorAll("[data-neuron], [data-connection], [data-bias]")];
    for (const item of this.#items) {
      item.setAttribute("role", "button");
      item.setAttribute("tabindex", item === this.#items[0] ? "0" : "-1");
    }
  }

  /** Begun anew: what was selected stays so where the network still has it; otherwise the arithmetic is that of its first neuron. */
  #reopen() {
    if (this.#redrawing.draw()) {
      const before = this.#selected;
      this.#offerItems();
      this.#selected = null;
      const kept = this.#items.find((item) => before && namesOf(item) === namesOf(before));
      if (kept) this.#mark(kept);
    }
    this.#explain(this.#selected ?? this.#drawing.querySelector('[data-neuron="1.0"]'));
  }

  #becomeInteractive() {
    this.#drawing.setAttribute("role", "group");
    this.#drawing.setAttribute("aria-describedby", this.querySelector(".hint").id);
    const stage = this.#stage; // a drawing that hears of focus would be a stop for the Tab key in Chromium
    stage.addEventListener("pointerdown", (event) => this.#touched(event));
    stage.addEventListener("click", (event) => this.#clicked(event));
    stage.addEventListener("focusin", (event) => this.#select(itemOf(event.target)));
    stage.addEventListener("dblclick", (event) => this.#edit(this.#itemAt(event.target)));
    stage.addEventListener("keydown", (event) => this.#pressed(event));
    stage.addEventListener("pointerover", (event) => this.#light(this.#itemAt(event.target)));
    stage.addEventListener("pointerleave", () => this.#light(this.#selected));
  }

  /** The item under a part of the drawing; a weight's label stands for its connection. */
  #itemAt(target) {
    const label = target.closest("[data-label]");
    if (!label) return itemOf(target);
    return this.#drawing.querySelector(`[data-connection="${label.dataset.label}"]`);
  }

  #touched({ pointerType, target }) {
    const item = pointerType === "touch" ? this.#itemAt(target) : null;
    this.#tapped = item === this.#selected ? item : null;
  }

  /** A tap on what is selected edits it: fingers have no double click that all browsers tell of. */
  #clicked(event) {
    const item = this.#itemAt(event.target);
    if (item && item === this.#tapped) this.#edit(item);
    else item?.focus({ preventScroll: true });
  }

  #pressed(event) {
    const item = itemOf(event.target);
    if (!item) return;
    if (event.key === "Enter" || event.key === " ") this.#edit(item);
    else if (event.key === "Home") this.#items[0].focus();
    else if (event.key === "End") this.#items.at(-1).focus();
    else if (event.key in STEPS) this.#step(item, STEPS[event.key]);
    else return;
    event.preventDefault();
  }

  /** Up and down move within a column of neurons or connections, left and right to the column beside it. */
  #step(item, [columns, rows]) {
    const groups = [...new Set(this.#items.map(groupOf))].sort((a, b) => a - b);
    const members = (group) => this.#items.filter((each) => groupOf(each) === group);
    const own = members(groupOf(item));
    const row = own.indexOf(item);
    const group = groups[groups.indexOf(groupOf(item)) + columns];
    const next = columns ? group && members(group)[Math.min(row, members(group).length - 1)] : own[row + rows];
    next?.focus();
  }

  #select(item) {
    if (!item || item === this.#selected) return;
    this.#selected?.removeAttribute("aria-current");
    this.#selected?.removeAttribute("aria-describedby");
    this.#mark(item);
    this.#light(item);
    this.#explain(item);
    this.removeAttribute("data-walking"); // what is selected is told in place of a step of backprop, until the next
  }

  #mark(item) {
    for (const each of this.#items) each.setAttribute("tabindex", each === item ? "0" : "-1");
    this.#selected = item;
    item.setAttribute("aria-current", "true");
    item.setAttribute("aria-describedby", this.#arithmetic.id);
  }

  #light(item) {
    this.network.light(item ? pathsOf(item, this.#items) : []);
    for (const each of this.#drawing.querySelectorAll("[data-told]")) each.removeAttribute("data-told");
    const { bias, connection } = item?.dataset ?? {};
    const told = bias ? this.#drawing.querySelector(`[data-neuron="${bias}"]`) : connection ? this.#labelOf(connection) : item;
    told?.setAttribute("data-told", ""); // its numbers are shown where there is no room for all
  }

  #labelOf(connection) {
    return this.#drawing.querySelector(`[data-label="${connection}"]`);
  }

  #explain(item) {
    this.#arithmetic.tell(placeOf(item));
  }

  /** A field over the number itself. */
  #edit(item) {
    const shown = item && this.#editable(item);
    if (!shown) return;
    const { connection, name, exact } = shown.dataset;
    editInPlace({
      frame: this.#stage,
      over: connection ? this.#labelOf(connection) : shown.querySelector("text"),
      value: Number(exact),
      name,
      keep: (value) => this.network.act(["set", settablePath(shown), value]),
      back: () => item.focus({ preventScroll: true }),
    });
  }

  /** What a double click or Enter edits: a weight, a bias (a neuron stands for its own), or an input's value. */
  #editable(item) {
    const { neuron, bias, connection } = item.dataset;
    if (connection || bias || neuron.startsWith("0.")) return item;
    return this.#drawing.querySelector(`[data-bias="${neuron}"]`);
  }

  follow(event) {
    if (event.type === "open") this.#reopen();
    if (event.type === "status") this.#maps?.refresh();
    if (event.type === "pulse") this.#pulses.travel(event);
    if (event.type === "fire") this.#pulses.arrive(event.layer);
    this.#arithmetic.follow();
    if (repaints(event)) {
      this.toggleAttribute("data-stale", this.network.value("stale") === 1);
      this.toggleAttribute("data-held", this.held);
    }
    this.toggleAttribute("data-learning", this.network.running);
    if (event.type === "rest") this.#pulses.rest(event.action === "backprop");
  }

  repaint() {
    this.#maps?.refresh();
  }
}

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const itemOf = (target) => target.closest("[data-bias], [data-neuron], [data-connection]");

/** Columns in reading order: neurons of layer 0, connections into layer 1, neurons of layer 1, ... */
function groupOf(item) {
  const { neuron, bias, connection } = item.dataset;
  const [layer] = (neuron ?? bias ?? connection).split(".").map(Number);
  return layer * 3 + (connection ? 0 : neuron ? 1 : 2);
}

function placeOf(item) {
  const { neuron, bias, connection } = item.dataset;
  const [layer, index, source] = (neuron ?? bias ?? connection).split(".").map(Number);
  return { kind: connection ? "connection" : "neuron", layer, index, source };
}

/** What tells an item from every other, also in another drawing. */
const namesOf = ({ dataset }) => [dataset.neuron, dataset.bias, dataset.connection].join();

/** What lights up with an item: itself, and for a neuron the weights that come into it. */
function pathsOf(item, items) {
  const { kind, layer, index, source } = placeOf(item);
  if (kind === "connection") return [`weights[${layer}][${index}][${source}]`];
  if (item.dataset.bias) return [`biases[${layer}][${index}]`];
  const incoming = items.map(placeOf).filter((each) => each.kind === "connection" && each.layer === layer && each.index === index);
  return [`activations[${layer}][${index}]`, ...incoming.map((each) => `weights[${layer}][${index}][${each.source}]`)];
}

const settablePath = ({ dataset }) => dataset.live.slice(dataset.live.indexOf(".") + 1).replace("activations[0]", "inputs");

customElements.define("synapse-diagram", Diagram);
