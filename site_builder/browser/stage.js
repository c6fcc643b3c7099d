/** Paints the dark stage (directives/stage.html): neurons by what they answer, synapses by their weights and what is sent. */

import { formatNumber } from "./format.js";
import { places } from "./layout.js";
import { scaled } from "./live.js";
import { put, putAll, putText } from "./put.js";

export class Stage {
  #svg;
  #rules;
  #cells;
  #synapses;

  /** `svg` is the brain; `rules` and `ends`, [source, target] of each synapse, come from site_builder/stage.py. */
  constructor(svg, { rules, ends }) {
    [this.#svg, this.#rules] = [svg, rules];
    this.#collect(ends);
  }

  /** Set the stage for another network: `cells`, [x, y] of each, and `ends`, by engine/stage.py. */
  reshape({ width, height, cells, ends }) {
    const [cell, synapse] = [".cell", ".synapse"].map((name) => this.#svg.querySelector(name));
    for (const group of this.#svg.querySelectorAll(".cell, .synapse")) group.remove();
    putAll(this.#svg, { viewBox: `0 0 ${width} ${height}`, width, height });
    const lines = ends.map(([source, target]) => {
      const made = synapse.cloneNode(true);
      const [[x1, y1], [x2, y2]] = [cells[source], cells[target]];
      for (const line of made.children) putAll(line, { x1, y1, x2, y2 });
      return made;
    });
    const neurons = cells.map(([x, y]) => {
      const made = cell.cloneNode(true);
      for (const circle of made.querySelectorAll("circle")) putAll(circle, { cx: x, cy: y });
      const text = made.querySelector("text");
      if (text) putAll(text, { x: x + Number(text.getAttribute("x")) - Number(cell.querySelector("circle").getAttribute("cx")), y });
      return made;
    });
    this.#svg.append(...lines, ...neurons);
    this.#collect(ends);
  }

  #collect(ends) {
    const svg = this.#svg;
    this.#cells = [...svg.querySelectorAll(".cell")].map((group) => ({
      group,
      halo: group.querySelector(".halo"),
      body: group.querySelector(".body"),
      text: group.querySelector("text"),
    }));
    this.#synapses = [...svg.querySelectorAll(".synapse")].map((group, place) => ({
      group,
      glow: group.querySelector(".glow"),
      core: group.querySelector(".core"),
      source: ends[place][0],
    }));
  }

  /** Light the neurons and synapses of the network's `layout` whose numbers are among `lit`, a set of places in it. */
  light(layout, lit) {
    const neurons = places(layout, "activations");
    const weights = places(layout, "weights");
    this.#cells.forEach((cell, place) => cell.group.toggleAttribute("data-lit", lit.has(neurons[place])));
    this.#synapses.forEach((synapse, place) => synapse.group.toggleAttribute("data-lit", lit.has(weights[place])));
    this.#svg.toggleAttribute("data-dimmed", this.#svg.querySelector("[data-lit]") !== null);
  }

  /** `activations` of all neurons, layer by layer, and all `weights`, in the network's order. */
  paint(activations, weights) {
    const { core, glow, signal, halo, body } = this.#rules;
    this.#cells.forEach((cell, place) => {
      put(cell.halo, "fill-opacity", scaled(halo, activations[place]));
      put(cell.body, "fill-opacity", scaled(body, activations[place]));
      if (cell.text) putText(cell.text, formatNumber(activations[place], ".2f"));
    });
    this.#synapses.forEach((synapse, place) => {
      put(synapse.group, "data-sign", weights[place] < 0 ? "negative" : "positive");
      put(synapse.core, "stroke-width", scaled(core, weights[place]));
      put(synapse.glow, "stroke-width", scaled(glow, weights[place]));
      put(synapse.glow, "stroke-opacity", scaled(signal, activations[synapse.source]));
    });
  }
}
