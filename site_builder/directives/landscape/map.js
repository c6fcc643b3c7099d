/** The map of `<synapse-landscape>`: lit land, lines of equal cost, a scale, the way of the ball, and the same numbers as a table. */

import { scale, tickText } from "../../browser/chart.js";
import { formatNumber } from "../../browser/format.js";
import { put, putAll, putText } from "../../browser/put.js";

const SVG = "http://www.w3.org/2000/svg";
const NEAR = 2; // units of the drawing that a step has to go for a dot of its own
const BEYOND = 5; // units by which a ball whose weights are outside the map stands outside

export class CostMap {
  /** From a weight's value to its place in the drawing. */
  x;
  y;

  #element;
  #range;
  #level; // the light that falls on level land
  #box;
  #last = null;
  #scale; // step and top of the costs

  constructor(element, { box, range, level, scale: given }) {
    [this.#element, this.#range, this.#level, this.#box] = [element, range, level, box];
    const [left, right, bottom, top] = box;
    const [low, high] = range;
    this.x = scale({ low, high, start: left, end: right });
    this.y = scale({ low, high, start: bottom, end: top });
    this.#scale = given;
    element.querySelector("details").addEventListener("toggle", () => this.#tabulate());
  }

  /** The step from line to line and the top of the scale; null lets the next map have its own. */
  get scale() {
    return this.#scale;
  }

  set scale(given) {
    this.#scale = given;
  }

  /** What runs to the right and upwards, by name. */
  name(x, y) {
    this.#element.querySelector(".map").setAttribute("aria-label", `The mean cost over ${x} and ${y}`);
    this.#element.querySelector("caption").textContent = `Mean cost, ${x} to the right, ${y} upwards`;
    for (const [axis, name] of Object.entries({ x, y })) putText(this.#element.querySelector(`[data-title="${axis}"]`), `${name} →`);
  }

  /** Draw what was found (`landscape` in engine/queries.py) on a grid of `count` points along each side. */
  draw(found, count) {
    const cells = count * count;
    const costs = found.subarray(0, cells);
    const light = found.subarray(cells, 2 * cells);
    const [step, top, pieces] = found.subarray(2 * cells, 2 * cells + 3);
    const [start, end] = [2 * cells + 3, 2 * cells + 3 + 5 * pieces];
    this.#scale = [step, top];
    this.#picture("depth", costs, count, (cost) => 1 - cost / top);
    this.#picture("shadow", light, count, (share) => 1 - share / this.#level);
    this.#picture("shine", light, count, (share) => (share - this.#level) / (1 - this.#level));
    this.#drawLines(found.subarray(start, end));
    this.#drawLabels(found.subarray(end));
    this.#drawScale();
    this.#last = { costs, count };
    this.#tabulate();
  }

  /** The ball at two weights, its cost on the scale, and the way that led there. */
  place([a, b], cost, way) {
    const [left, right, bottom, top] = this.#box;
    const within = (low, value, high) => Math.min(high + BEYOND, Math.max(low - BEYOND, value));
    const at = { cx: within(left, this.x(a), right).toFixed(1), cy: within(top, this.y(b), bottom).toFixed(1) };
    for (const ball of this.#element.querySelectorAll(".ball, .ball-halo")) putAll(ball, at);
    const points = way.map(([x, y]) => [this.x(x), this.y(y)]);
    const line = points.length > 1 ? "M" + points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L") : "";
    for (const path of this.#element.querySelectorAll(".way, .way-halo")) put(path, "d", line);
    put(this.#element.querySelector(".steps"), "d", line ? apart(points).map(([x, y]) => `M${x.toFixed(1)} ${y.toFixed(1)}h0`).join("") : "");
    const height = within(top, bottom + (Math.min(cost, this.#scale?.[1] ?? cost) / (this.#scale?.[1] ?? 1)) * (top - bottom), bottom);
    const mark = this.#element.querySelector(".scale-mark");
    put(mark, "transform", mark.getAttribute("transform").replace(/ \S+\)$/, ` ${height.toFixed(1)})`));
  }

  /** A grid as the mask of a layer; its first row is the bottom of the map. */
  #picture(layer, values, count, share) {
    const canvas = Object.assign(document.createElement("canvas"), { width: count, height: count });
    const context = canvas.getContext("2d");
    const picture = context.createImageData(count, count);
    values.forEach((value, place) => {
      const row = count - 1 - Math.floor(place / count);
      const start = (row * count + (place % count)) * 4;
      picture.data.fill(255 * share(value), start, start + 3);
      picture.data[start + 3] = 255;
    });
    context.putImageData(picture, 0, 0);
    this.#element.querySelector(`.${layer}-grid`).setAttribute("href", canvas.toDataURL());
  }

  #drawLines(rows) {
    const paths = new Map();
    for (let place = 0; place < rows.length; place += 5) {
      const [level, x1, y1, x2, y2] = rows.subarray(place, place + 5);
      const line = `M${this.x(x1).toFixed(1)} ${this.y(y1).toFixed(1)}L${this.x(x2).toFixed(1)} ${this.y(y2).toFixed(1)}`;
      paths.set(level, (paths.get(level) ?? "") + line);
    }
    const drawn = [...paths.keys()].sort((a, b) => a - b).map((level) => made("path", { d: paths.get(level) }));
    this.#element.querySelector(".contours").replaceChildren(...drawn);
  }

  #drawLabels(rows) {
    const drawn = [];
    for (let place = 0; place < rows.length; place += 3) {
      const [level, x, y] = rows.subarray(place, place + 3);
      const at = { x: this.x(x).toFixed(1), y: this.y(y).toFixed(1), dy: ".35em", "text-anchor": "middle" };
      drawn.push(made("text", at, tickText(Number(level.toPrecision(9)))));
    }
    this.#element.querySelector(".contour-labels").replaceChildren(...drawn);
  }

  #drawScale() {
    const [, , start, end] = this.#box;
    const ticks = this.#element.querySelector(".scale-ticks");
    const x = ticks.querySelector("text").getAttribute("x");
    const height = scale({ low: 0, high: this.#scale[1], start, end });
    ticks.replaceChildren(...height.ticks().map((value) => made("text", { x, y: height(value), dy: ".35em" }, tickText(value))));
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
    details.querySelectorAll("thead th").forEach((head, index) => (head.textContent = value(places[index])));
    rows.reverse().forEach((row, index) => {
      row.querySelector("th").textContent = value(places[index]);
      row.querySelectorAll("td").forEach((cell, column) => {
        cell.textContent = formatNumber(costs[places[index] * count + places[column]], ".3f");
      });
    });
  }
}

/** Those of the points that are seen as dots of their own. */
function apart(points) {
  const found = points.slice(0, 1);
  for (const point of points) {
    const [x, y] = found.at(-1);
    if (Math.hypot(point[0] - x, point[1] - y) >= NEAR) found.push(point);
  }
  return found;
}

function made(name, attributes, text = "") {
  const element = document.createElementNS(SVG, name);
  putAll(element, attributes);
  element.textContent = text;
  return element;
}
