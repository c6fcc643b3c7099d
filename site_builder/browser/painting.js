/** Paints what a network of two inputs answers into a picture that the build drew: the map in each neuron, the large map, the points. */

import { paint as paintCells, coloured } from "../directives/boundary/heat.js";
import { toDrawing } from "../directives/boundary/places.js";
import { rgb } from "./colours.js";
import { forget, soon } from "./flow.js";
import { formatNumber } from "./format.js";
import { oneAtATime } from "./latest.js";
import { put, putText } from "./put.js";
import { repaints } from "./view.js";

const CELLS = 28;
const SVG = "http://www.w3.org/2000/svg";

export class Painting {
  #element;
  #network;
  #span;
  #scales;
  #images;
  #data = null;
  #values;
  #askAgain = oneAtATime(() => this.#ask());
  #draw = () => this.#paint();

  /** `element` is the picture (theme/hero.html); its map, if it has one, spans `data-span` along both inputs. */
  constructor(element, network) {
    [this.#element, this.#network] = [element, network];
    this.#span = element.dataset.span?.split(" ").map(Number);
    this.#scales = element.dataset.scales?.split("|").map((scale) => scale.split(" ").map(Number));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", this.#draw);
    network.subscribe((event) => repaints(event) && this.#refresh());
    this.#refresh();
  }

  #refresh() {
    soon(this.#element, this.#draw);
    if (this.#span) this.#askAgain();
  }

  /** Ask for the maps as they are now. */
  async #ask() {
    this.#values = (await this.#network.ask(["maps", this.#span, CELLS])) ?? this.#values;
    soon(this.#element, this.#draw);
  }

  #paint() {
    forget(this.#draw);
    const network = this.#network;
    const outcome = `${formatNumber(network.value("accuracy"), ".0%")} right`;
    putText(this.#element.querySelector(".says"), `${formatNumber(network.value("step"), ",d")} steps: ${outcome}`);
    if (this.#span && this.#data !== network.data) this.#place((this.#data = network.data));
    if (this.#values) this.#colour(this.#values);
  }

  #colour(values) {
    this.#images ??= [...this.#element.querySelectorAll(".within")].map(imageIn);
    const colours = ["--positive", "--negative"].map((name) => rgb(this.#element, name));
    const canvas = Object.assign(document.createElement("canvas"), { width: CELLS, height: CELLS });
    this.#images.forEach((image, place) => {
      const neuron = Math.min(place, this.#scales.length - 1); // the large map is that of the last
      const own = values.subarray(neuron * CELLS * CELLS, (neuron + 1) * CELLS * CELLS);
      const [middle, reach] = this.#scales[neuron];
      paintCells(canvas, coloured(own, { scale: [middle, reach || null], side: 0, other: 1 }), CELLS, colours);
      put(image, "href", canvas.toDataURL());
    });
  }

  #place({ inputs, targets }) {
    const marks = ["high", "low"].map((side) => this.#element.querySelector(`.point.${side}`).cloneNode(true));
    const frame = { plot: { x: -1, y: -1, width: 2, height: 2 }, ranges: [this.#span, this.#span] };
    const halfway = this.#network.value("thresholds[0]");
    const points = inputs.map((row, index) => {
      const point = marks[targets[index][0] >= halfway ? 0 : 1].cloneNode(true);
      put(point, "transform", `translate(${toDrawing(frame, row).map((each) => each.toFixed(3)).join(" ")})`);
      return point;
    });
    for (const point of this.#element.querySelectorAll(".point")) point.remove();
    this.#element.querySelector(".picture-map").append(...points);
  }
}

/** The picture that takes the place of the recorded ones: cells whose first row is the highest, painted from below. */
function imageIn(group) {
  const image = document.createElementNS(SVG, "image");
  for (const [name, value] of Object.entries({ x: -1, y: -1, width: 2, height: 2, transform: "scale(1 -1)", preserveAspectRatio: "none" })) {
    image.setAttribute(name, value);
  }
  group.replaceChildren(image);
  return image;
}
