/** The small charts of `<synapse-perturb>` and the rows of its table: one for each output of each example. */

import { formatNumber } from "../../browser/format.js";
import { putAll, putText } from "../../browser/put.js";

export class Panels {
  #element;
  #values;
  #box;
  #panel;
  #row;
  #arranged;

  /** `values` are those of the weight that curves run over. */
  constructor(element, values) {
    [this.#element, this.#values] = [element, values];
    const { x, y, width, height } = element.querySelector(".perturb-field");
    this.#box = [x, y, width, height].map((length) => length.baseVal.value);
    this.#panel = element.querySelector("li[data-curve]").cloneNode(true);
    this.#row = element.querySelector("tr[data-curve]").cloneNode(true);
  }

  /** One chart and one row for each output, by its name, of each of these rows of inputs. */
  arrange(inputs, outputs) {
    const named = inputs.length === 1 || outputs.length > 1;
    const examples = inputs.map((row) => (inputs.length > 1 ? row.map((number) => formatNumber(number, ".4g")).join(" ") : ""));
    const arranged = JSON.stringify([examples, outputs]);
    if (arranged === this.#arranged) return;
    this.#arranged = arranged;
    const nameOf = (example, output) => (named ? outputs[output] : `${examples[example]} →`);
    const keys = outputs.map((_, output) => output);
    const rows = this.#element.querySelector(".perturb-rows");
    rows.dataset.outputs = String(outputs.length);
    rows.replaceChildren(
      ...examples.map((words, example) => {
        const panels = keys.map((output) => this.#newPanel(`${example}.${output}`, nameOf(example, output)));
        return group(named ? words : "", panels);
      }),
    );
    const table = examples.map((words, example) =>
      keys.map((output) => this.#newRow(`${example}.${output}`, `${named ? words : ""} ${nameOf(example, output)}`)),
    );
    this.#element.querySelector("tbody").replaceChildren(...table.flat());
  }

  #newPanel(key, name) {
    const panel = this.#panel.cloneNode(true);
    panel.dataset.curve = key;
    panel.querySelector(".perturb-answer span").firstChild.data = `${name} `;
    return panel;
  }

  #newRow(key, name) {
    const row = this.#row.cloneNode(true);
    row.dataset.curve = key;
    row.querySelector("th").textContent = name;
    return row;
  }

  /**
   * Put the dots at `value` of the weight, whose outputs stand at `place` in every curve's `numbers`, after all others unless
   * it is given. The scale is [lowest, highest] output.
   */
  paint(targets, numbers, scale, value, place = this.#values.length) {
    const [x, upwards] = [this.#across(value), this.#upwards(scale)];
    this.#each(targets, numbers, (panel, row, own, target) => {
      const [dot, here] = [panel.querySelector(".perturb-dot"), panel.querySelector(".perturb-here")];
      putAll(dot, { cx: x, cy: upwards(own[place]) });
      putAll(here, { x1: x, x2: x });
      putText(panel.querySelector(".perturb-now"), formatNumber(own[place], ".3f"));
      this.#fill(row, own, place, target);
    });
  }

  /** Draw the curves and targets, and say how far each curve goes. */
  draw(targets, numbers, scale) {
    const upwards = this.#upwards(scale);
    const moves = [];
    this.#each(targets, numbers, (panel, _, own, target) => {
      const points = this.#values.map((value, place) => `${this.#across(value)},${upwards(own[place])}`);
      putAll(panel.querySelector(".perturb-curve"), { points: points.join(" ") });
      putAll(panel.querySelector(".perturb-target"), { y1: upwards(target), y2: upwards(target) });
      putText(panel.querySelector(".perturb-aim"), `target ${formatNumber(target, ".4g")}`);
      moves.push(spread(own.slice(0, -1)));
      putText(panel.querySelector(".perturb-moves output"), formatNumber(moves.at(-1), ".3f"));
    });
    putText(this.#element.querySelector(".perturb-most"), formatNumber(Math.max(...moves), ".4f"));
  }

  /** Call `visit(panel, row, numbers, target)` for every curve. */
  #each(targets, numbers, visit) {
    const length = this.#values.length + 1;
    targets.flat().forEach((target, index) => {
      const key = `${Math.floor(index / targets[0].length)}.${index % targets[0].length}`;
      const [panel, row] = ["li", "tr"].map((name) => this.#element.querySelector(`${name}[data-curve="${key}"]`));
      visit(panel, row, numbers.slice(index * length, (index + 1) * length), target);
    });
  }

  #across(number) {
    const [left, , width] = this.#box;
    const [least, most] = [this.#values[0], this.#values.at(-1)];
    return (left + (width * (Math.min(Math.max(number, least), most) - least)) / (most - least)).toFixed(1);
  }

  #upwards([low, high]) {
    const [, top, , height] = this.#box;
    return (number) => (top + (height * (high - number)) / (high - low)).toFixed(1);
  }

  #fill(row, numbers, place, target) {
    const now = this.#values.length;
    for (const cell of row.querySelectorAll("[data-at]")) {
      const at = Number(cell.dataset.at);
      putText(cell, formatNumber(numbers[at === now ? place : at], ".4f"));
    }
    putText(row.querySelector(".perturb-aimed"), formatNumber(target, ".4g"));
  }
}

/** The charts of one example, under its inputs where there are any to say. */
function group(words, panels) {
  const row = Object.assign(document.createElement("div"), { className: "perturb-row" });
  if (words) row.append(Object.assign(document.createElement("p"), { className: "perturb-example", textContent: words }));
  const list = document.createElement("ul");
  list.append(...panels);
  row.append(list);
  return row;
}

const spread = (numbers) => Math.max(...numbers) - Math.min(...numbers);
