/** The panel below a drawing: how the number of a neuron, or the gradient of a connection, comes about. */

import { filled } from "../../browser/blanks.js";
import { formatNumber } from "../../browser/format.js";
import { locate } from "../../browser/layout.js";

export class Arithmetic {
  #element;
  #network;
  #panel;
  #change;
  #now; // the network's numbers after the last action, and those before it
  #before;
  #held; // the numbers that the equation keeps while they are others by now: null where they are not known, which `data-unknown` says
  #place = { kind: "neuron", layer: 1, index: 0 };

  /** `element` is the diagram; `change(path, value)` is called with what is typed into a field. */
  constructor(element, network, change) {
    [this.#element, this.#network, this.#change] = [element, network, change];
    this.#panel = element.querySelector(".arithmetic");
    this.#now = network.numbers;
    this.#listen();
    new ResizeObserver(() => this.#reserve()).observe(element.querySelector(".diagram-stage"));
  }

  /** The panel is as high as the highest that it may be, so that the page below stays where it is whatever is selected. */
  #reserve() {
    if (!this.#panel.checkVisibility()) return;
    const trial = this.#panel.cloneNode(false);
    Object.assign(trial.style, { position: "absolute", visibility: "hidden", minHeight: "0", width: `${this.#panel.getBoundingClientRect().width}px` });
    this.#panel.after(trial);
    const layers = this.#network.about.names.map((_, layer) => ({ kind: "neuron", layer, index: 0 }));
    const heights = [...layers, { kind: "connection", layer: 1, index: 0, source: 0 }].map((place) => {
      this.#fill(trial, place);
      return trial.getBoundingClientRect().height;
    });
    this.#network.forget(trial);
    trial.remove();
    this.#element.style.setProperty("--panel", `${Math.max(...heights)}px`);
  }

  #fill(panel, { kind, layer, index: i, source: j }) {
    const template = this.#element.querySelector(`template[data-arithmetic="${layer ? kind : "input"}"]`);
    this.#network.forget(panel);
    panel.replaceChildren(filled(template, this.#network.about, { layer, i, j }));
    this.#network.adopt(panel);
  }

  /** The id of the equations, which describe what they belong to. */
  get id() {
    return this.#panel.querySelector("[id]").id;
  }

  /** Tell the arithmetic of a neuron `i` of a layer, or of the connection to it from neuron `j` of the layer before. */
  tell(place) {
    this.#place = place;
    this.#fill(this.#panel, place);
    this.#held = undefined;
    this.#panel.removeAttribute("data-unknown");
    this.#listen();
    this.follow();
  }

  #listen() {
    for (const field of this.#panel.querySelectorAll("[data-edit]")) {
      field.disabled = false;
      field.addEventListener("change", async () => {
        if (Number.isFinite(field.valueAsNumber)) await this.#change(field.dataset.edit, field.valueAsNumber);
        this.#network.adopt(field);
      });
    }
  }

  /**
   * Backprop changes weights and leaves the sums, which the next Forward works out: until then an equation keeps the numbers that
   * made its sum.
   */
  follow() {
    this.#remember(this.#network.numbers);
    const outdated = this.#outdated;
    this.#element.toggleAttribute("data-outdated", outdated);
    const held = outdated ? this.#makers : undefined;
    if (held === this.#held || (this.#held !== undefined && outdated && !this.#arrived)) return;
    if (this.#panel.hasAttribute("data-unknown")) {
      this.tell(this.#place);
      return;
    }
    this.#held = held;
    if (outdated) this.#hold(held);
    else for (const slot of this.#slots) this.#network.adopt(slot);
  }

  get #slots() {
    return [...this.#panel.querySelectorAll("[data-made]")];
  }

  #hold(makers) {
    for (const slot of this.#slots) {
      this.#network.forget(slot);
      if (makers) this.#write(slot, makers);
    }
    this.#panel.toggleAttribute("data-unknown", !makers);
    for (const products of makers ? [] : this.#panel.querySelectorAll(".products")) products.textContent = "…";
  }

  /** Keep the numbers of the step before; of one and the same step there may be several, as when Python takes over. */
  #remember(numbers) {
    const step = locate(this.#network.layout, "step");
    if (numbers[step] !== this.#now[step]) this.#before = this.#now;
    this.#now = numbers;
  }

  /** Whether the weights on show, or those that will be in a moment, are others than those that made the sums on show. */
  get #outdated() {
    const place = locate(this.#network.layout, "stale");
    return this.#network.shown[place] === 1 || this.#now[place] === 1;
  }

  /** Whether the page shows the last step whole: a pass that is playing has not brought all of it yet. */
  get #arrived() {
    const place = locate(this.#network.layout, "step");
    return this.#network.shown[place] === this.#now[place];
  }

  /** The numbers with the weights that made the sums: those before a single step; null where they are not known. */
  get #makers() {
    const place = locate(this.#network.layout, "step");
    return this.#before?.length === this.#now.length && this.#now[place] === this.#before[place] + 1 ? this.#before : null;
  }

  #write(slot, makers) {
    const path = slot.dataset.live.slice(this.#network.name.length + 1);
    const from = path.startsWith("activations") ? this.#now : makers;
    const value = from[locate(this.#network.layout, path)];
    slot.dataset.exact = String(value);
    slot.textContent = formatNumber(value, slot.dataset.format);
  }
}
