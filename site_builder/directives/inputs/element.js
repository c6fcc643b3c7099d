/** `<synapse-inputs>`: the reader's hands on the network's inputs. */

import { formatNumber } from "../../browser/format.js";
import { View } from "../../browser/view.js";

class Inputs extends View {
  #data;
  #wanted = null; // the example that was asked for, until it is there
  #ranges; // of the sliders, as the author gave them

  start() {
    const net = this.network;
    this.#data = net.data;
    this.#ranges = this.#sliders.map(({ min, max }) => [Number(min), Number(max)]);
    this.#list?.addEventListener("change", (event) => net.act(["example", Number(event.target.value)]));
    this.#steps?.addEventListener("click", ({ target }) => this.#step(Number(target.closest("[data-step]")?.dataset.step ?? 0)));
    this.#number?.addEventListener("change", () => this.#turn(this.#number.valueAsNumber - 1));
    for (const field of this.querySelectorAll("[data-path]")) this.#listen(net, field);
    this.#dye();
  }

  follow({ type, layout }) {
    if (type === "open") this.#aim("coordinates" in layout ? "coordinates" : "inputs");
  }

  repaint() {
    if (this.network.data !== this.#data) {
      this.#data = this.network.data;
      this.#offer();
      this.#stretch();
    }
    this.#say();
    this.#show();
  }

  get #colour() {
    return this.querySelector("input[type=color]");
  }

  get #list() {
    return this.querySelector(".example select");
  }

  get #steps() {
    return this.querySelector(".example-steps");
  }

  get #number() {
    return this.querySelector(".example-steps input");
  }

  get #sliders() {
    return [...this.querySelectorAll('[data-path][type="range"]')];
  }

  /** A drag is one gesture: one step back undoes all of it. */
  #listen(net, field) {
    let dragging = false;
    field.addEventListener(field.type === "range" ? "input" : "change", () => {
      if (!Number.isFinite(field.valueAsNumber)) return;
      net.act(["set", field.dataset.path, field.valueAsNumber], { merge: dragging });
      dragging = field.type === "range";
    });
    field.addEventListener("change", () => (dragging = false));
    field.addEventListener("blur", () => net.adopt(field));
  }

  /** A colour sets three inputs, each a share of 255; choosing one is one gesture. */
  #dye() {
    let choosing = false;
    this.#colour?.addEventListener("input", () => {
      const parts = this.#colour.value.slice(1).match(/../g);
      parts.forEach((part, place) => {
        const share = Number((parseInt(part, 16) / 255).toFixed(2));
        this.network.act(["set", `inputs[${place}]`, share], { merge: choosing || place > 0 });
      });
      choosing = true;
    });
    this.#colour?.addEventListener("change", () => (choosing = false));
  }

  /** The colour that the inputs make. */
  #show() {
    if (!this.#colour || document.activeElement === this.#colour) return;
    const parts = [0, 1, 2].map((place) => Math.round(255 * Math.min(1, Math.max(0, this.network.value(`inputs[${place}]`)))));
    this.#colour.value = `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
  }

  /** Where the network is given features of a point, the reader moves the point. */
  #aim(base) {
    for (const field of this.querySelectorAll("[data-path]")) {
      const path = base + field.dataset.path.slice(field.dataset.path.indexOf("["));
      this.network.forget(field);
      field.dataset.path = path;
      field.dataset.live = `${this.network.name}.${path}`;
      field.removeAttribute("data-absent");
      this.network.adopt(field);
    }
  }

  /** The sliders of another network reach its examples too. */
  #stretch() {
    const rows = this.network.original ? [] : this.#data.inputs;
    this.#sliders.forEach((slider, place) => {
      const [low, high] = this.#ranges[place];
      const column = rows.map((row) => row[place]);
      slider.min = String(Math.min(low, ...column.map(Math.floor)));
      slider.max = String(Math.max(high, ...column.map(Math.ceil)));
      slider.value = String(this.network.value(slider.dataset.path));
    });
  }

  /** A list of few examples, a number for many. */
  #offer() {
    if (!this.#steps) return;
    const { length } = this.#data.inputs;
    const most = Number(this.#steps.dataset.most);
    const listed = length > 1 && length <= most;
    this.querySelector(".example").hidden = !listed;
    this.#steps.hidden = length <= most;
    this.#number.max = String(length);
    this.querySelector(".example-count").textContent = String(length);
    this.#list.replaceChildren(...(listed ? this.#data.inputs.map((_, index) => new Option(`${index + 1}: ${this.#text(index)}`, index)) : []));
    this.#list.value = String(this.network.value("example"));
  }

  #text(index) {
    const written = (row) => row.map((number) => formatNumber(number, ".4g")).join(" ");
    return `${written(this.#data.inputs[index])} → ${written(this.#data.targets[index])}`;
  }

  /** Which of many examples is on show. */
  #say() {
    if (!this.#steps || this.#steps.hidden) return;
    const example = this.#wanted ?? this.network.value("example");
    if (document.activeElement !== this.#number) this.#number.value = String(example + 1);
    this.querySelector(".example-numbers").textContent = this.#text(example);
  }

  /** On to the next example or back to the one before; the first follows the last. */
  #step(by) {
    const { length } = this.#data.inputs;
    if (by) this.#turn(((this.#wanted ?? this.network.value("example")) + by + length) % length);
  }

  /** Show the example of this number, counted from 0, or the one nearest to it. */
  async #turn(asked) {
    const last = this.#data.inputs.length - 1;
    const example = Number.isFinite(asked) ? Math.min(last, Math.max(0, Math.round(asked))) : this.network.value("example");
    this.#number.value = String(example + 1);
    if (example === (this.#wanted ?? this.network.value("example"))) return;
    this.#wanted = example;
    this.#say();
    await this.network.act(["example", example]);
    if (this.#wanted === example) this.#wanted = null;
    this.#say();
  }
}

customElements.define("synapse-inputs", Inputs);
