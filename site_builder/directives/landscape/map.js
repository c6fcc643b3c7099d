/** The map of `<synapse-landscape>`: shade, lines of equal cost, and the same numbers as a table. */

import { scale } from "../../browser/chart.js";
import { formatNumber } from "../../browser/format.js";

const SVG = "http://www.w3.org/2000/svg";

export class CostMap {
  /** From a weight's value to its place in the drawing. */
  x;
  y;

  #element;
  #range;
  #last = null;

  constructor(element, { box, range }) {
    [this.#element, this.#range] = [element, range];
    const [left, right, bottom, top] = box;
    const [low, high] = range;
    this.x = scale({ low, high, start: left, end: right });
    this.y = scale({ low, high, start: bottom, end: top });
    element.querySelector("details").addEventListener("toggle", () => this.#tabulate());
  }

  /** What runs to the right and upwards, by name. */
  name(network, x, y) {
    this.#element.querySelector(".map").setAttribute("aria-label", `The mean cost of network ${network} over ${x} and ${y}`);
    this.#element.querySelector("caption").textContent = `Mean cost, ${x} to the right, ${y} upwards`;
  }

  /** Draw what was found (`landscape` in engine/queries.py) on a grid of `count` points along each side. */
  draw(found, count) {
    const costs = found.subarray(0, count * count);
    this.#shade(costs, count);
    this.#drawLines(found.subarray(count * count));
    this.#last = { costs, count };
    this.#tabulate();
  }

  /** The lower, the more colour; the first row of costs is the bottom of the map. */
  #shade(costs, count) {
    const low = Math.min(...costs);
    const span = Math.max(...costs) - low || 1;
    const canvas = Object.assign(document.createElement("canvas"), { width: count, height: count });
    const context = canvas.getContext("2d");
    const picture = context.createImageData(count, count);
    costs.forEach((cost, place) => {
      const row = count - 1 - Math.floor(place / count);
      const start = (row * count + (place % count)) * 4;
      picture.data.fill(255 * (1 - (cost - low) / span), start, start + 3);
      picture.data[start + 3] = 255;
    });
    context.putImageData(picture, 0, 0);
    this.#element.querySelector(".shade").setAttribute("href", canvas.toDataURL());
  }

  #drawLines(rows) {
    const paths = new Map();
    for (let place = 0; place < rows.length; place += 5) {
      const [level, x1, y1, x2, y2] = rows.subarray(place, place + 5);
      const line = `M${this.x(x1).toFixed(1)} ${this.y(y1).toFixed(1)}L${this.x(x2).toFixed(1)} ${this.y(y2).toFixed(1)}`;
      paths.set(level, (paths.get(level) ?? "") + line);
    }
    const drawn = [...paths.keys()].sort((a, b) => a - b).map((level, place) => {
      const path = document.createElementNS(SVG, "path");
      path.setAttribute("d", paths.get(level));
      path.setAttribute("stroke-opacity", (0.75 - (0.55 * place) / paths.size).toFixed(2));
      return path;
    });
    this.#element.querySelector(".contours").replaceChildren(...drawn);
  }

  /** Some of the costs, those of the largest value upwards first. */
  #tabulate() {
    const details = this.#element.querySelector("details");
    if (!this.#last || !details.open) return;
    const { costs, count } = this.#last;
    const [low, high] = this.#range;
    const rows = [...details.querySelectorAll("tbody tr")];
    const places = rows.map((_, index) => Math.round((index * (count - 1)) / (rows.length - 1)));
    const value = (place) => formatNumber(low + ((high - low) * place) / (count - 1), ".1f");
    details.querySelectorAll("thead th").forEach((head, index) => {
      if (index) head.textContent = value(places[index - 1]);
    });
    rows.reverse().forEach((row, index) => {
      row.querySelector("th").textContent = value(places[index]);
      row.querySelectorAll("td").forEach((cell, column) => {
        cell.textContent = formatNumber(costs[places[index] * count + places[column]], ".3f");
      });
    });
  }
}
