/** Small maps in the neurons of a network of two inputs: what each answers over the plane. */

import { rgb } from "../../browser/colours.js";
import { soon } from "../../browser/flow.js";
import { oneAtATime } from "../../browser/latest.js";

const CELLS = 20;
const PAUSE = 90; // milliseconds between two paintings, which a small map can be seen to follow
const SVG = "http://www.w3.org/2000/svg";
/** The middle of a function's answers and how far its full colours are from it, by its place in the engine's list; else by the largest. */
const BOUNDED = [[0.5, 0.5], [0, 1]];
const PROBABILITY = [0.5, 0.5];

export class Maps {
  #element;
  #network;
  #span;
  #values;
  #draw = () => this.#paint(this.#values);

  /** `span` is [low, high] of both inputs. */
  constructor(element, network, span) {
    [this.#element, this.#network, this.#span] = [element, network, span];
  }

  /** Ask for the maps as they are now; while an answer is under way, once more after it. */
  refresh = oneAtATime(async () => {
    this.#values = (await this.#network.ask(["maps", this.#span, CELLS])) ?? this.#values;
    if (this.#values) soon(this.#element, this.#draw);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  });

  #paint(values) {
    const low = rgb(this.#element, "--negative");
    const high = rgb(this.#element, "--positive");
    const canvas = Object.assign(document.createElement("canvas"), { width: CELLS, height: CELLS });
    const context = canvas.getContext("2d");
    const neurons = [...this.#element.querySelectorAll("svg.drawing .neuron")];
    neurons.forEach((neuron, place) => {
      const own = values.subarray(place * CELLS * CELLS, (place + 1) * CELLS * CELLS);
      if (own.length === 0) return;
      const [middle, reach] = this.#scale(neuron, own);
      const picture = context.createImageData(CELLS, CELLS);
      own.forEach((value, cell) => {
        const share = Math.max(-1, Math.min(1, (value - middle) / reach));
        picture.data.set([...(share < 0 ? low : high), Math.abs(share) * 255], 4 * cell);
      });
      context.putImageData(picture, 0, 0);
      imageOf(neuron).setAttribute("href", canvas.toDataURL());
    });
  }

  #scale({ dataset }, values) {
    const layer = Number(dataset.neuron.split(".")[0]);
    if (layer === this.#network.spec.shape.length - 1 && "probabilities" in this.#network.layout) return PROBABILITY;
    const bounded = layer === 0 ? undefined : BOUNDED[this.#network.value(`functions[${layer}]`)];
    return bounded ?? [0, values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1];
  }
}

/** The picture within a neuron's circle, made where there is none yet. */
function imageOf(neuron) {
  const found = neuron.querySelector("image");
  if (found) return found;
  const circle = neuron.querySelector(".body");
  const [x, y, r] = ["cx", "cy", "r"].map((name) => Number(circle.getAttribute(name)));
  const image = document.createElementNS(SVG, "image");
  for (const [name, value] of Object.entries({ x: x - r, y: y - r, width: 2 * r, height: 2 * r, class: "map" })) image.setAttribute(name, value);
  circle.before(image);
  return image;
}
