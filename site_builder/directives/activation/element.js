/** `<synapse-activation>`: a point on the curve, the neurons where they stand on it, and the choice of another function. */

import { filled } from "../../browser/blanks.js";
import { formatNumber } from "../../browser/format.js";
import { put, putText } from "../../browser/put.js";
import { python } from "../../browser/python_client.js";
import { View } from "../../browser/view.js";

class Activation extends View {
  #samples;
  #drawing;
  #point;
  #place;
  #choosing = 0; // choices that the network has not answered yet
  #ofOutputs;
  #arranged; // what the neurons and choices on show are for

  start() {
    this.#samples = JSON.parse(this.querySelector(".samples").textContent);
    this.#drawing = this.querySelector("svg.curves");
    this.#point = this.#drawing.querySelector(".point");
    this.#place = Number(this.#point.dataset.place);
    this.#ofOutputs = Number(this.dataset.layer) === this.#last;
    this.#arranged = this.#wanted;
    this.#becomeInteractive();
    this.addEventListener("change", ({ target }) => target.matches("[type=radio]") && this.#choose(target.value));
    this.untilGone(python.subscribe(() => this.#say()));
    this.#paint();
  }

  follow({ type }) {
    if (type === "open" && this.#arranged !== this.#wanted) this.#arrange();
    if (type === "status") this.#say();
  }

  repaint() {
    this.#paint();
  }

  get #last() {
    return this.network.about.names.length - 1;
  }

  /** The layer on show, or 0 for all hidden ones. Outputs stay the outputs; a hidden layer that is no more gives way to the last. */
  get #chosen() {
    if (this.#ofOutputs) return this.#last;
    return Math.min(Number(this.dataset.layer), Math.max(this.#last - 1, 1));
  }

  get #layers() {
    return this.network.about.groups[this.#chosen].layers;
  }

  /** What the neurons and the choices depend on besides numbers. */
  get #wanted() {
    const { names, bound } = this.network.about;
    return JSON.stringify([names, bound]);
  }

  /** The neurons, the words for them and the choices of a network whose parts are others. */
  #arrange() {
    this.#arranged = this.#wanted;
    const rows = this.#neurons("rows");
    const shown = rows.length > Number(this.dataset.rows) ? [] : rows;
    const middle = scale(this.#drawing.dataset.middles);
    shown.forEach((row, place) => row.setAttribute("transform", `translate(0 ${middle(place)})`));
    this.#replace("dots", this.#neurons("dots"));
    this.#replace("rows", shown);
    this.#replace("table-rows", this.#neurons("table-rows"));
    this.#stretch(shown.length);
    this.#name();
    this.#offer();
  }

  /** The template of a part, filled for every neuron on show. */
  #neurons(part) {
    const template = this.querySelector(`template[data-part="${part}"]`);
    const made = this.#layers.map((layer) => filled(template, this.network.about, { layer }));
    return made.flatMap((each) => [...each.querySelector("svg, tbody").children]);
  }

  #replace(part, children) {
    const parent = this.querySelector(`.${part}`);
    this.network.forget(parent);
    parent.replaceChildren(...children);
    this.network.adopt(parent);
  }

  /** Room below the curves for so many rows. */
  #stretch(rows) {
    const { width } = this.#drawing.viewBox.baseVal;
    const height = scale(this.#drawing.dataset.heights)(rows);
    this.#drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.#drawing.querySelector(":scope > .grid .zero").setAttribute("y2", height);
  }

  #name() {
    const { words } = this.network.about.groups[this.#chosen];
    this.setAttribute("aria-label", this.getAttribute("aria-label").replace(/curve of [^:,]*/, `curve of ${words}`));
    this.querySelector("legend").textContent = `Activation of ${words}`;
  }

  /** The functions to choose among: all, or for outputs the one that the cost needs. */
  #offer() {
    const { about, spec } = this.network;
    const bound = this.#layers.includes(this.#last) ? about.bound : null;
    const names = bound ? [bound] : [...this.querySelectorAll(".formula .name")].map((name) => name.textContent);
    const choice = this.querySelector(".choice label");
    const choices = names.map((name) => {
      const made = choice.cloneNode(true);
      Object.assign(made.querySelector("input"), { value: name, checked: false });
      made.querySelector("span").textContent = name;
      return made;
    });
    for (const old of this.querySelectorAll(".choice label")) old.remove();
    this.querySelector(".choice").append(...choices);
    const needs = this.querySelector(".bound");
    needs.hidden = !bound || "fixed" in this.dataset;
    [spec.cost, bound].forEach((name, place) => (needs.children[place].textContent = name));
  }

  #becomeInteractive() {
    this.#drawing.setAttribute("role", "group");
    const { z } = this.#samples;
    const attributes = { role: "slider", tabindex: 0, "aria-valuemin": z[0], "aria-valuemax": z.at(-1) };
    for (const [name, value] of Object.entries(attributes)) this.#point.setAttribute(name, value);
    this.#point.addEventListener("keydown", (event) => this.#pressed(event));
    const plot = this.#drawing.querySelector(".plot");
    plot.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      plot.setPointerCapture(event.pointerId);
      this.#point.focus({ preventScroll: true });
      this.#drag(event);
    });
    plot.addEventListener("pointermove", (event) => plot.hasPointerCapture(event.pointerId) && this.#drag(event));
    this.#drawing.addEventListener("pointerover", ({ target }) => this.#light(target.closest("[data-dot]")));
    this.#drawing.addEventListener("pointerleave", () => this.#light(null));
  }

  #light(neuron) {
    this.network.light(neuron ? [pathOf("activations", neuron)] : []);
  }

  #pressed(event) {
    const last = this.#samples.z.length - 1;
    const place = event.key === "Home" ? 0 : event.key === "End" ? last : this.#place + STEPS[event.key];
    if (Number.isNaN(place)) return;
    event.preventDefault();
    this.#move(place);
  }

  #drag({ clientX }) {
    const { left, width } = this.#drawing.getBoundingClientRect();
    const [origin, per] = numbersOf(this.#drawing.dataset.x);
    const z = ((clientX - left) * (this.#drawing.viewBox.baseVal.width / width) - origin) / per;
    const [first, second] = this.#samples.z;
    this.#move(Math.round((z - first) / (second - first)));
  }

  #move(place) {
    this.#place = Math.min(Math.max(place, 0), this.#samples.z.length - 1);
    this.#paintPoint();
  }

  get #code() {
    return this.network.value(`functions[${this.#layers[0]}]`);
  }

  /** The numbers of the function on show, sample by sample. */
  get #function() {
    return this.#samples.functions[this.#code];
  }

  async #choose(name) {
    this.#choosing += 1;
    await this.network.act(["activation", this.#chosen || null, name]);
    this.#choosing -= 1;
    this.#paint();
  }

  #paint() {
    const code = this.#code;
    for (const part of this.querySelectorAll("[data-function]")) part.toggleAttribute("hidden", Number(part.dataset.function) !== code);
    if (!this.#choosing) this.#check(code);
    for (const cell of this.querySelectorAll("[data-sample]")) {
      putText(cell, formatNumber(this.#function[cell.dataset.of][cell.dataset.sample], ".4f"));
    }
    this.#paintDots(code);
    this.#paintPoint();
    this.#say();
  }

  #check(code) {
    const shown = this.querySelector(`.formula [data-function="${code}"] .name`).textContent;
    for (const radio of this.querySelectorAll("[type=radio]")) radio.checked = radio.value === shown;
  }

  get #scales() {
    const y = this.#drawing.querySelector(`.plot > [data-function="${this.#code}"]`).dataset.y;
    return [scale(this.#drawing.dataset.x), scale(y)];
  }

  /** Every neuron stands on the curve at its weighted sum; one beyond the drawing stands at its edge. */
  #paintDots(code) {
    const [x, y] = this.#scales;
    const [first, last] = [this.#samples.z[0], this.#samples.z.at(-1)];
    for (const neuron of this.querySelectorAll("[data-dot]")) {
      const z = this.network.value(pathOf("sums", neuron));
      const beyond = z < first || z > last;
      const dot = neuron.matches(".dot") ? neuron : neuron.querySelector(".dot");
      put(dot, "cx", x(Math.min(Math.max(z, first), last)));
      neuron.toggleAttribute("data-beyond", beyond);
      if (dot !== neuron) continue;
      const a = beyond ? this.#function.values.at(z > 0 ? -1 : 0) : this.network.value(pathOf("activations", neuron));
      put(dot, "cy", y(a));
      dot.toggleAttribute("hidden", this.network.value(`functions[${neuron.dataset.dot.split(".")[0]}]`) !== code);
    }
  }

  #paintPoint() {
    const [x, y] = this.#scales;
    const z = this.#samples.z[this.#place];
    const value = this.#function.values[this.#place];
    const slope = this.#function.slopes[this.#place];
    for (const circle of this.#point.children) place(circle, x(z), y(value));
    place(this.#drawing.querySelector(".slope-point"), x(z), y(slope));
    const tangent = this.#drawing.querySelector(".tangent");
    for (const [end, side] of [[1, -TANGENT], [2, TANGENT]]) {
      put(tangent, `x${end}`, x(z + side));
      put(tangent, `y${end}`, y(value + side * slope));
    }
    const texts = { z: formatNumber(z, ".2f"), values: formatNumber(value, ".4f"), slopes: formatNumber(slope, ".4f") };
    for (const [name, text] of Object.entries(texts)) putText(this.querySelector(`[data-read="${name}"]`), text);
    put(this.#point, "aria-valuenow", z);
    put(this.#point, "aria-valuetext", `z = ${texts.z}, f(z) = ${texts.values}, slope f′(z) = ${texts.slopes}`);
  }

  #say() {
    const waiting = this.#choosing && this.network.waiting;
    const words = waiting ? `Waiting for Python. ${python.progress.text}` : this.network.message;
    putText(this.querySelector(".status"), words);
  }
}

/** How many samples a key moves the point by. */
const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };

const TANGENT = 1.5; // how far the tangent reaches to either side, along z

const numbersOf = (text) => text.split(" ").map(Number);

/** Where a number stands, by an axis written as "origin per". */
function scale(axis) {
  const [origin, per] = numbersOf(axis);
  return (value) => (origin + per * value).toFixed(2);
}

function place(circle, x, y) {
  put(circle, "cx", x);
  put(circle, "cy", y);
}

function pathOf(kind, neuron) {
  const [layer, index] = neuron.dataset.dot.split(".");
  return `${kind}[${layer}][${index}]`;
}

customElements.define("synapse-activation", Activation);
