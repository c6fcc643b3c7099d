/** `<synapse-curve>`: the course of a quantity, which grows while the network learns; pointing at it reads its numbers. */

import { pathThrough, scale, tickText } from "../../browser/chart.js";
import { formatNumber } from "../../browser/format.js";
import { View, repaints } from "../../browser/view.js";

const MOST_POINTS = 1500;
const SVG = "http://www.w3.org/2000/svg";

class Curve extends View {
  #curve;
  #svg;
  #own = [];
  #x;
  #y;
  #range = "";
  #cursor = null;
  #film = null; // the cycle that a film of the network is at

  start() {
    this.#curve = JSON.parse(this.querySelector("[data-curve]").textContent);
    this.#svg = this.querySelector("svg.chart");
    this.#own = [this.#now()];
    this.querySelector(".curve-axis input").addEventListener("change", ({ target }) => {
      this.#curve.log = target.checked;
      this.#paint();
    });
    Object.assign(this.#svg, { tabIndex: 0 });
    this.#svg.setAttribute("role", "slider");
    this.#svg.addEventListener("pointermove", (event) => this.#point(event));
    this.#svg.addEventListener("pointerleave", () => this.#read(null));
    this.#svg.addEventListener("keydown", (event) => this.#pressed(event));
    this.#svg.addEventListener("blur", () => this.#read(null));
    this.#paint();
  }

  follow(event) {
    if (event.action === "parameters") this.#own = []; // it begins elsewhere: no training led there
    if (repaints(event)) this.#grow();
    if (event.type === "film") this.#markFilm(event.cycle);
  }

  repaint() {
    this.#paint();
  }

  #now() {
    const { quantities, perCycle } = this.#curve;
    return [this.network.value("step") / perCycle, ...quantities.map((name) => this.network.value(name))];
  }

  /** What the build went through, as long as this is the network that it trained. */
  get #history() {
    return this.network.original ? this.#curve.history : [];
  }

  /** The reader's own course: it goes on, or is taken back with the steps. */
  #grow() {
    const point = this.#now();
    this.#own = this.#own.filter(([cycle]) => cycle < point[0]);
    if (this.#own.length > MOST_POINTS) this.#own = this.#own.filter((_, place) => place % 2 === 0);
    this.#own.push(point);
  }

  #paint() {
    this.#rescale();
    const history = this.#history;
    this.#curve.quantities.forEach((_, place) => {
      const draw = (selector, points) => {
        const drawn = pathThrough(points.map((point) => [point[0], point[place + 1]]), this.#x, this.#y);
        this.querySelectorAll(selector)[place].setAttribute("d", drawn);
      };
      draw("[data-history]", history);
      draw("[data-own]", this.#own.length > 1 ? this.#own : []);
    });
  }

  /** Axes that hold everything there is to show; they are drawn anew only when they change. */
  #rescale() {
    const { box, log } = this.#curve;
    const all = [...this.#history, ...this.#own].filter((point) => point.every(Number.isFinite));
    const last = Math.max(10, this.#history.at(-1)?.[0] ?? 0, roundUp(this.#own.at(-1)[0]));
    const top = Math.max(1e-9, roundedTop(Math.max(...all.flatMap((point) => point.slice(1)))));
    this.#x = scale({ low: 0, high: last, start: box.left, end: box.right, log });
    this.#y = scale({ low: 0, high: top, start: box.bottom, end: box.top });
    const range = [last, top, log].join();
    if (range === this.#range) return;
    this.#range = range;
    this.#drawTicks(box);
    if (this.#film !== null) this.#markFilm(this.#film);
  }

  #drawTicks(box) {
    const rows = this.#y.ticks().map((value) => {
      const group = document.createElementNS(SVG, "g");
      const y = this.#y(value);
      group.append(
        element("line", { x1: box.left, x2: box.right, y1: y, y2: y }),
        element("text", { x: box.left - 8, y, dy: ".35em", "text-anchor": "end" }, tickText(value, this.#curve.format.endsWith("%"))),
      );
      return group;
    });
    this.querySelector(".ticks-y").replaceChildren(...rows);
    const columns = this.#x.ticks().map((value) =>
      element("text", { x: this.#x(value), y: box.bottom + 18, "text-anchor": "middle" }, tickText(value)),
    );
    this.querySelector(".ticks-x").replaceChildren(...columns);
  }

  /** All points in the order of their cycles: the reader's own, and the build's beyond them. */
  get #points() {
    const reached = this.#own.at(-1)[0];
    return [...(this.#own.length > 1 ? this.#own : []), ...this.#history.filter(([cycle]) => cycle > reached || this.#own.length < 2)];
  }

  #point({ clientX }) {
    const bounds = this.#svg.getBoundingClientRect();
    const cycle = this.#x.invert(((clientX - bounds.left) / bounds.width) * this.#svg.viewBox.baseVal.width);
    const points = this.#points;
    const distances = points.map((point) => Math.abs(this.#x(point[0]) - this.#x(cycle)));
    this.#read(distances.indexOf(Math.min(...distances)));
  }

  #pressed(event) {
    const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 };
    const last = this.#points.length - 1;
    const ends = { Home: 0, End: last };
    if (!(event.key in steps) && !(event.key in ends)) return;
    event.preventDefault();
    this.#read(ends[event.key] ?? Math.min(last, Math.max(0, (this.#cursor ?? 0) + steps[event.key])));
  }

  #read(place) {
    this.#cursor = place;
    const cursor = this.querySelector(".cursor");
    const reading = this.querySelector(".curve-reading");
    cursor.toggleAttribute("hidden", place === null);
    if (place === null) {
      reading.textContent = "";
      return;
    }
    const [cycle, ...values] = this.#points[place];
    cursor.setAttribute("transform", `translate(${this.#x(cycle)} 0)`);
    reading.textContent = `cycle ${formatNumber(cycle, cycle % 1 ? ",.1f" : ",d")}: ${values.map((value) => formatNumber(value, this.#curve.format)).join(", ")}`;
    this.#svg.setAttribute("aria-valuenow", String(place));
    this.#svg.setAttribute("aria-valuemin", "0");
    this.#svg.setAttribute("aria-valuemax", String(this.#points.length - 1));
    this.#svg.setAttribute("aria-valuetext", reading.textContent);
  }

  #markFilm(cycle) {
    this.#film = cycle;
    const mark = this.querySelector(".film-mark");
    mark.removeAttribute("hidden");
    mark.setAttribute("transform", `translate(${this.#x(cycle)} 0)`);
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

customElements.define("synapse-curve", Curve);
