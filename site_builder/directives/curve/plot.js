/** The drawing of `<synapse-curve>`: axes that hold all there is to show, and a line for each course. */

import { pathThrough, scale, spread, tickText } from "../../browser/chart.js";
import { put, putAll, putText } from "../../browser/put.js";

const SVG = "http://www.w3.org/2000/svg";

export class Plot {
  /** Whether the axis of the cycles is logarithmic. */
  log;
  /** From a cycle, and from a value, to its place in the drawing. */
  x;
  y;

  #svg;
  #box;
  #share;
  #stands; // the line that stands out, and the point of the history where its name has most room; or null
  #range = "";
  #film = null; // the cycle that a film of the network is at

  constructor(svg, { box, log, format, stands }) {
    [this.#svg, this.#box, this.log, this.#share, this.#stands] = [svg, box, log, format.endsWith("%"), stands];
  }

  /** Draw what the build went through and what the reader did: points of a cycle and the values of all lines. */
  draw(history, own) {
    this.#rescale(history, own);
    this.#lines("[data-history]", history.length > 1 ? history : []);
    this.#lines("[data-own]", own.length > 1 ? own : []);
    const here = own.at(-1);
    this.#all("[data-here]").forEach((dot, place) => {
      dot.toggleAttribute("hidden", !here);
      if (here) putAll(dot, { cx: this.x(here[0]).toFixed(1), cy: this.y(here[place + 1]).toFixed(1) });
    });
    this.#svg.querySelector(".curve-empty")?.toggleAttribute("hidden", history.length > 1 || own.length > 1);
    this.#svg.querySelector(".courses-history").toggleAttribute("hidden", history.length < 2);
    this.#nameStanding(history);
    this.#placeNames((history.length > 1 ? history : own).at(-1));
  }

  /** Lines of these names, in place of those that there are. */
  name(names) {
    this.#stands = null;
    for (const [group, model] of [["history", "path"], ["own", "path"], ["here", "circle"], ["names", "g"]]) {
      const parent = this.#svg.querySelector(`.courses-${group}`);
      const first = parent.querySelector(model);
      parent.querySelector(".course-standing")?.remove();
      for (const each of parent.querySelectorAll(".hard")) each.classList.remove("hard");
      parent.replaceChildren(...names.map((_, place) => parent.children[place] ?? first.cloneNode(true)));
    }
    this.#all(".course-name text").forEach((text, place) => putText(text, names[place]));
  }

  /** Which line passes a point of the courses nearest to a height. */
  nearest([, ...values], height) {
    const distances = values.map((value) => Math.abs(this.y(value) - height));
    return distances.indexOf(Math.min(...distances));
  }

  /** Put the cursor at a cycle, or away; the line that is read stands out. */
  readAt(cycle, line) {
    const cursor = this.#svg.querySelector(".cursor");
    cursor.toggleAttribute("hidden", cycle === null);
    if (cycle !== null) put(cursor, "transform", `translate(${this.x(cycle).toFixed(1)} 0)`);
    this.#svg.toggleAttribute("data-one", line !== null);
    for (const group of ["[data-history]", "[data-own]", ".course-name"]) {
      this.#all(group).forEach((each, place) => each.toggleAttribute("data-read", place === line));
    }
  }

  markFilm(cycle) {
    this.#film = cycle;
    const mark = this.#svg.querySelector(".film-mark");
    mark.removeAttribute("hidden");
    put(mark, "transform", `translate(${this.x(cycle).toFixed(1)} 0)`);
  }

  #all(selector) {
    return this.#svg.querySelectorAll(selector);
  }

  #lines(selector, points) {
    this.#all(selector).forEach((path, place) => {
      put(path, "d", pathThrough(points.map((point) => [point[0], point[place + 1]]), this.x, this.y));
    });
  }

  #nameStanding(history) {
    if (!this.#stands || history.length < 2) return;
    const { line, at } = this.#stands;
    const place = { x: this.x(history[at][0]).toFixed(1), y: (this.y(history[at][line + 1]) - 9).toFixed(1) };
    putAll(this.#svg.querySelector(".course-standing"), place);
  }

  /** The names stand at the ends of their lines, apart from one another. */
  #placeNames(end) {
    const names = this.#all(".course-name");
    if (!names.length || !end) return;
    const { top, bottom, right, line } = this.#box;
    const [cycle, ...values] = end;
    const from = values.map((value) => this.y(value));
    spread(from, line, top, bottom).forEach((height, place) => {
      put(names[place].querySelector("path"), "d", `M${this.x(cycle).toFixed(1)} ${from[place].toFixed(1)}H${right}L${right + 8} ${height.toFixed(1)}`);
      put(names[place].querySelector("text"), "y", height.toFixed(1));
    });
  }

  /** Axes that hold everything there is to show; they are drawn anew only when they change. */
  #rescale(history, own) {
    const { box, log } = { box: this.#box, log: this.log };
    const all = [...history, ...own].filter((point) => point.every(Number.isFinite));
    const last = Math.max(10, history.at(-1)?.[0] ?? 0, roundUp(own.at(-1)?.[0] ?? 0));
    const top = Math.max(1e-9, roundedTop(Math.max(0, ...all.flatMap((point) => point.slice(1)))));
    this.x = scale({ low: 0, high: last, start: box.left, end: box.right, log });
    this.y = scale({ low: 0, high: top, start: box.bottom, end: box.top });
    const range = [last, top, log].join();
    if (range === this.#range) return;
    this.#range = range;
    this.#drawTicks(box);
    if (this.#film !== null) this.markFilm(this.#film);
  }

  #drawTicks(box) {
    const rows = this.y.ticks().map((value) => {
      const group = document.createElementNS(SVG, "g");
      const y = this.y(value);
      group.append(
        element("line", { x1: box.left, x2: box.right, y1: y, y2: y }),
        element("text", { x: box.left - 8, y, dy: ".35em", "text-anchor": "end" }, tickText(value, this.#share)),
      );
      return group;
    });
    this.#svg.querySelector(".ticks-y").replaceChildren(...rows);
    const columns = this.x.ticks().map((value) =>
      element("text", { x: this.x(value), y: box.bottom, dy: "1.4em", "text-anchor": "middle" }, tickText(value)),
    );
    this.#svg.querySelector(".ticks-x").replaceChildren(...columns);
  }
}

function element(name, attributes, text = "") {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

/** The axis grows in strides, so that it does not move with every step. */
const roundUp = (cycle) => (cycle <= 10 ? 10 : Math.ceil(10 ** (Math.ceil(Math.log10(cycle) * 4) / 4)));
const roundedTop = (value) => (value > 0 ? Number((value * 1.05).toPrecision(2)) : 1);
