/** `<synapse-perturb>`: moves one weight or bias, and shows what every output would be for each of its values. */

import { soon } from "../../browser/flow.js";
import { formatNumber } from "../../browser/format.js";
import { put, putText } from "../../browser/put.js";
import { python } from "../../browser/python_client.js";
import { View } from "../../browser/view.js";

class Perturb extends View {
  #values;
  #bounds;
  #inputs;
  #targets;
  #numbers; // of every curve in turn: the output at each of the values, then at the value that the network has
  #path;
  #box;
  #asking = false;
  #again = false;
  #answered; // the value that the weight had when its curves were asked for
  #drawAnswer = () => {
    this.#paint(this.#answered, this.#values.length, true);
    this.#sum();
  };

  start() {
    const state = JSON.parse(this.querySelector("[data-perturb]").textContent);
    [this.#values, this.#bounds, this.#inputs, this.#targets] = [state.values, state.bounds, state.inputs, state.targets];
    this.#numbers = state.numbers;
    const { x, y, width, height } = this.querySelector(".perturb-field");
    this.#box = [x, y, width, height].map((length) => length.baseVal.value);
    const select = this.querySelector("select");
    this.#path = [...select.options].find((option) => option.defaultSelected).value;
    select.value = this.#path;
    select.addEventListener("change", () => this.#choose(select.value));
    for (const field of this.#fields) this.#listen(field);
    this.untilGone(python.subscribe(() => this.#hear()));
  }

  /** Python has arrived, or says how far it is. */
  #hear() {
    if (python.state === "ready" && this.hasAttribute("data-stale")) this.#ask({ wait: true });
    this.#tell();
  }

  follow() {
    this.#tell();
  }

  /** The network has other numbers now: so may the curves. */
  repaint() {
    this.#ask({ wait: false });
  }

  get #fields() {
    return this.querySelectorAll("input");
  }

  /** A drag is one gesture: one step back undoes all of it. */
  #listen(field) {
    let dragging = false;
    field.addEventListener(field.type === "range" ? "input" : "change", () => {
      if (!Number.isFinite(field.valueAsNumber)) return;
      if (field.type === "range") this.#foresee(field.valueAsNumber);
      this.#set(field.valueAsNumber, dragging);
      dragging = field.type === "range";
    });
    field.addEventListener("change", () => (dragging = false));
    field.addEventListener("blur", () => this.network.adopt(field));
  }

  async #set(value, merge) {
    const done = await this.network.act(["set", this.#path, value], { merge });
    if (!done) this.#paint(this.network.value(this.#path), this.#values.length);
  }

  /** The curves say already where the dots will be, and need no Python for it. */
  #foresee(value) {
    if (this.hasAttribute("data-stale")) return;
    const distances = this.#values.map((each) => Math.abs(each - value));
    this.#paint(value, distances.indexOf(Math.min(...distances)));
  }

  #choose(path) {
    this.#path = path;
    const name = this.querySelector("select").selectedOptions[0].textContent;
    for (const field of this.#fields) {
      this.network.forget(field);
      field.dataset.live = `${this.network.name}.${path}`;
      field.setAttribute("aria-label", field.type === "range" ? `${name} slider` : name);
      this.network.adopt(field);
    }
    for (const each of this.querySelectorAll(".perturb-name")) each.textContent = name;
    this.#ask({ wait: true });
  }

  /** One question at a time; what changed meanwhile is asked after it. Until there is an answer the curves are of the past. */
  async #ask({ wait }) {
    this.#again = this.#asking && { wait: wait || this.#again.wait };
    if (this.#asking) return;
    this.#asking = true;
    this.toggleAttribute("data-stale", true);
    const [path, value] = [this.#path, this.network.value(this.#path)];
    const rows = this.#inputs ?? [this.#shown("inputs", this.network.layout.inputs[1][0])];
    const numbers = await this.network.ask(["sweep", path, [...this.#values, value], rows], { wait });
    this.#asking = false;
    if (this.#again) return this.#ask(this.#again);
    if (numbers && path === this.#path) {
      this.#numbers = numbers;
      this.toggleAttribute("data-stale", false);
      this.#answered = value;
      soon(this, this.#drawAnswer);
    }
    this.#tell();
  }

  #shown(base, count) {
    return Array.from({ length: count }, (_, index) => this.network.value(`${base}[${index}]`));
  }

  /** Put the dots at `value`, whose outputs stand at `place` in every curve's numbers; with `anew`, draw the curves too. */
  #paint(value, place, anew = false) {
    const rows = this.#targets ?? [this.#shown("targets", this.network.layout.targets[1][0])];
    const [low, high] = this.#bounds ?? range([...this.#numbers, ...rows.flat()]);
    const [left, top, width, height] = this.#box;
    const [least, most] = [this.#values[0], this.#values.at(-1)];
    const across = (number) => (left + (width * (Math.min(Math.max(number, least), most) - least)) / (most - least)).toFixed(1);
    const upwards = (number) => (top + (height * (high - number)) / (high - low)).toFixed(1);
    const length = this.#values.length + 1;
    rows.flat().forEach((target, index) => {
      const numbers = this.#numbers.slice(index * length, (index + 1) * length);
      const key = `${Math.floor(index / rows[0].length)}.${index % rows[0].length}`;
      const panel = this.querySelector(`li[data-curve="${key}"]`);
      this.#mark(panel, across(value), upwards(numbers[place]), numbers[place]);
      if (anew) this.#draw(panel, numbers.slice(0, -1), target, across, upwards);
      this.#fill(this.querySelector(`tr[data-curve="${key}"]`), numbers, place, target);
    });
  }

  #mark(panel, x, y, output) {
    const [dot, here] = [panel.querySelector(".perturb-dot"), panel.querySelector(".perturb-here")];
    put(dot, "cx", x);
    put(dot, "cy", y);
    put(here, "x1", x);
    put(here, "x2", x);
    putText(panel.querySelector(".perturb-now"), formatNumber(output, ".3f"));
  }

  #draw(panel, numbers, target, across, upwards) {
    const points = this.#values.map((value, place) => `${across(value)},${upwards(numbers[place])}`);
    panel.querySelector(".perturb-curve").setAttribute("points", points.join(" "));
    const line = panel.querySelector(".perturb-target");
    put(line, "y1", upwards(target));
    put(line, "y2", upwards(target));
    putText(panel.querySelector(".perturb-aim"), `target ${formatNumber(target, ".4g")}`);
    putText(panel.querySelector(".perturb-moves output"), formatNumber(spread(numbers), ".3f"));
  }

  #sum() {
    const length = this.#values.length + 1;
    const curves = Array.from({ length: this.#numbers.length / length }, (_, index) => index * length);
    const moves = curves.map((start) => spread(this.#numbers.slice(start, start + length - 1)));
    putText(this.querySelector(".perturb-most"), formatNumber(Math.max(...moves), ".4f"));
  }

  #fill(row, numbers, place, target) {
    const now = this.#values.length;
    for (const cell of row.querySelectorAll("[data-at]")) {
      const at = Number(cell.dataset.at);
      putText(cell, formatNumber(numbers[at === now ? place : at], ".4f"));
    }
    putText(row.querySelector(".perturb-aimed"), formatNumber(target, ".4g"));
  }

  #tell() {
    putText(this.querySelector(".perturb-status"), this.#words());
  }

  #words() {
    if (this.network.waiting) return `Waiting for Python. ${python.progress.text}`;
    if (this.network.message) return this.network.message;
    return this.hasAttribute("data-stale") && python.state !== "ready" ? "The curves follow once Python is here." : "";
  }
}

/** The lowest and the highest of these numbers, apart from each other where they would be the same. */
function range(numbers) {
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  return low < high ? [low, high] : [low - 1, high + 1];
}

const spread = (numbers) => Math.max(...numbers) - Math.min(...numbers);

customElements.define("synapse-perturb", Perturb);
