/** `<synapse-diagram>`: pulses along the drawing, the arithmetic of what is selected, and editing in place. */

import { filled } from "../../browser/blanks.js";
import { View, repaints } from "../../browser/view.js";
import { Redrawing } from "./redrawing.js";

class Diagram extends View {
  #drawing;
  #panel;
  #items;
  #selected = null;
  #tapped = null; // what a finger came down on, where that was selected already
  #redrawing;
  #maps;

  start() {
    this.#drawing = this.querySelector("svg.drawing");
    this.#panel = this.querySelector(".arithmetic");
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
      item.setAttribute("aria-label", item.dataset.name);
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
    this.#listenToFields();
    const stage = this.#drawing;
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
    if (event.target.matches("input")) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.#edit(itemOf(event.target));
    } else if (event.key in STEPS) {
      event.preventDefault();
      this.#step(itemOf(event.target), STEPS[event.key]);
    }
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
  }

  #mark(item) {
    for (const each of this.#items) each.setAttribute("tabindex", each === item ? "0" : "-1");
    this.#selected = item;
    item.setAttribute("aria-current", "true");
    item.setAttribute("aria-describedby", this.#panel.id);
  }

  #light(item) {
    this.network.light(item ? pathsOf(item, this.#items) : []);
  }

  #explain(item) {
    const { kind, layer, index: i, source: j } = placeOf(item);
    const template = this.querySelector(`template[data-arithmetic="${layer ? kind : "input"}"]`);
    this.network.forget(this.#panel);
    this.#panel.replaceChildren(filled(template, this.network.about, { layer, i, j }));
    this.network.adopt(this.#panel);
    this.#listenToFields();
  }

  #listenToFields() {
    for (const field of this.#panel.querySelectorAll("[data-edit]")) {
      field.disabled = false;
      field.addEventListener("change", () => this.#change(field.dataset.edit, field));
    }
  }

  async #change(path, field) {
    const value = field.valueAsNumber;
    if (Number.isFinite(value)) await this.network.act(["set", path, value]);
    this.network.adopt(field);
  }

  /** A field over the number itself: Enter keeps what is typed, Escape does not. */
  #edit(item) {
    const shown = item && editable(item);
    if (!shown || this.querySelector(".in-place")) return;
    const field = document.createElement("input");
    Object.assign(field, { type: "number", step: "any", className: "in-place" });
    field.value = field.defaultValue = String(Number(Number(shown.dataset.exact).toFixed(6)));
    field.setAttribute("aria-label", shown.dataset.name);
    this.#placeOver(field, shown);
    const close = (keep, back) => {
      field.onblur = null;
      const value = field.valueAsNumber;
      field.remove();
      if (back) item.focus({ preventScroll: true });
      if (keep && Number.isFinite(value) && field.value !== field.defaultValue) {
        this.network.act(["set", settablePath(shown), value]);
      }
    };
    field.onblur = () => close(true, false);
    field.onkeydown = (event) => {
      event.stopPropagation();
      if (event.key === "Enter" || event.key === "Escape") close(event.key === "Enter", true);
    };
    field.select();
  }

  #placeOver(field, shown) {
    const { connection } = shown.dataset;
    const label = connection ? this.#drawing.querySelector(`[data-label="${connection}"]`) : shown.querySelector("text");
    const box = label.getBoundingClientRect();
    const stage = this.#drawing.parentElement;
    const frame = stage.getBoundingClientRect();
    field.style.left = `${box.left + box.width / 2 - frame.left + stage.scrollLeft}px`;
    field.style.top = `${box.top + box.height / 2 - frame.top}px`;
    stage.append(field);
  }

  follow(event) {
    if (event.type === "open") this.#reopen();
    if (event.type === "status") this.#maps?.refresh();
    if (event.type === "pulse") this.#pulse(event);
    if (event.type === "fire") this.#fire(event.layer);
    if (repaints(event)) {
      this.toggleAttribute("data-stale", this.network.value("stale") === 1);
    }
    if (event.type === "rest") {
      for (const group of this.#drawing.querySelectorAll("[data-pulse]")) group.removeAttribute("data-pulse");
    }
  }

  repaint() {
    this.#maps?.refresh();
  }

  #pulse({ direction, layer, duration }) {
    for (const group of this.#drawing.querySelectorAll(".connections")) {
      if (Number(group.dataset.layer) === layer) group.dataset.pulse = direction;
      else group.removeAttribute("data-pulse");
    }
    this.style.setProperty("--travel", `${duration}ms`);
  }

  #fire(layer) {
    for (const neuron of this.#drawing.querySelectorAll(`.neurons[data-layer="${layer}"] .neuron`)) {
      neuron.removeAttribute("data-fired");
      neuron.getBoundingClientRect();
      neuron.setAttribute("data-fired", "");
    }
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

/** What a double click or Enter edits: a weight, a bias (a neuron stands for its own), or an input's value. */
function editable(item) {
  const { neuron, bias, connection } = item.dataset;
  if (connection || bias || neuron.startsWith("0.")) return item;
  return item.querySelector("[data-bias]");
}

const settablePath = ({ dataset }) => dataset.live.slice(dataset.live.indexOf(".") + 1).replace("activations[0]", "inputs");

customElements.define("synapse-diagram", Diagram);
