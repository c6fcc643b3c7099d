/** `<synapse-curve>`: the course of a quantity, which grows while the network learns; pointing at it reads its numbers. */

import { formatNumber } from "../../browser/format.js";
import { putAll, putText } from "../../browser/put.js";
import { View, repaints } from "../../browser/view.js";
import { Plot } from "./plot.js";

const MOST_POINTS = 1500;
const TABLED = 12; // rows of the reader's own course in the table

class Curve extends View {
  #curve;
  #plot;
  #svg;
  #own = [];
  #names; // of the lines
  #data; // that the errors of examples are of; null where there are too many for a line each
  #asking = false;
  #again = false;
  #cursor = null;

  start() {
    this.#curve = JSON.parse(this.querySelector("[data-curve]").textContent);
    this.#names = this.#curve.each;
    this.#data = this.network.data;
    this.#svg = this.querySelector("svg.chart");
    this.#plot = new Plot(this.#svg, this.#curve);
    this.#own = [this.#names ? this.#curve.history[0] : this.#now()];
    this.querySelector(".curve-axis input").addEventListener("change", ({ target }) => {
      this.#plot.log = target.checked;
      this.#paint();
    });
    this.querySelector("details").addEventListener("toggle", () => this.#tabulate());
    this.#svg.tabIndex = 0;
    putAll(this.#svg, { role: "slider", "aria-valuemin": 0 });
    this.#svg.addEventListener("pointermove", (event) => this.#point(event));
    this.#svg.addEventListener("pointerleave", () => this.#read(null));
    this.#svg.addEventListener("keydown", (event) => this.#pressed(event));
    this.#svg.addEventListener("blur", () => this.#read(null));
    this.#grow();
    this.#paint();
  }

  follow(event) {
    if (event.action === "parameters") this.#own = []; // it begins elsewhere: no training led there
    if (repaints(event) || (event.type === "status" && this.#names)) this.#grow();
    if (event.type === "film") this.#plot.markFilm(event.cycle);
  }

  repaint() {
    this.#paint();
  }

  get #cycle() {
    return this.network.value("step") / this.#curve.perCycle;
  }

  #now() {
    return [this.#cycle, ...this.#curve.quantities.map((name) => this.network.value(name))];
  }

  /** What the build went through, as long as this is the network that it trained. */
  get #history() {
    const same = this.network.original && (!this.#names || sameExamples(this.network));
    return same ? this.#curve.history : [];
  }

  #grow() {
    if (this.#names) this.#ask();
    else this.#add(this.#now());
  }

  /** The reader's own course: it goes on, or is taken back with the steps. */
  #add(point) {
    this.#own = this.#own.filter(([cycle]) => cycle < point[0]);
    if (this.#own.length > MOST_POINTS) this.#own = this.#own.filter((_, place) => place % 2 === 0);
    this.#own.push(point);
  }

  /** The error of each example, which Python knows: one question at a time, and one more where something happened meanwhile. */
  async #ask() {
    this.#again = this.#asking;
    if (this.#asking) return;
    this.#asking = true;
    const errors = await this.network.ask(["errors"]);
    this.#asking = false;
    if (errors) {
      this.#rename(this.network.data);
      if (this.#data) this.#add([this.#cycle, ...errors]);
      this.#paint();
    }
    if (this.#again) await this.#ask();
  }

  /** Other examples have other lines. */
  #rename(data) {
    if (data === this.#data) return;
    const { examples, letters } = this.#curve.most;
    this.#data = data.inputs.length > examples ? null : data;
    this.#own = [];
    const words = data.inputs.slice(0, examples).map((row) => row.map((number) => formatNumber(number, ".4g")).join(" "));
    const short = words.every((word) => word.length <= letters);
    this.#names = words.map((word, place) => (short ? word : `example ${place + 1}`));
    this.#plot.name(this.#names);
    this.querySelector(".curve-none").hidden = this.#data !== null;
    this.#head();
  }

  #paint() {
    const history = this.#history;
    const own = this.#own;
    this.#plot.draw(history, own);
    const recorded = this.querySelector(".recorded");
    if (recorded) recorded.hidden = history.length < 2;
    this.toggleAttribute("data-own-course", own.length > 1);
    this.querySelector(".curve-penalty")?.toggleAttribute("hidden", !this.network.value("penalty"));
    if (this.#cursor === null) this.#tell(this.#here);
    this.#tabulate();
  }

  /** All points in the order of their cycles: the reader's own, and the build's beyond them. */
  get #points() {
    const [own, history] = [this.#own, this.#history];
    const reached = own.at(-1)?.[0] ?? -1;
    if (own.length < 2 && history.length > 1) return history;
    return [...own, ...history.filter(([cycle]) => cycle > reached)];
  }

  /** The place among all points that the network is at. */
  get #here() {
    return Math.max(0, this.#points.findLastIndex(([cycle]) => cycle <= (this.#own.at(-1)?.[0] ?? 0)));
  }

  #point({ clientX, clientY }) {
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(this.#svg.getScreenCTM().inverse());
    const points = this.#points;
    const distances = points.map((point) => Math.abs(this.#plot.x(point[0]) - x));
    const place = distances.indexOf(Math.min(...distances));
    this.#read(points.length ? place : null, this.#names && points.length ? this.#plot.nearest(points[place], y) : null);
  }

  #pressed(event) {
    const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 };
    const last = this.#points.length - 1;
    const ends = { Home: 0, End: last };
    if (!(event.key in steps) && !(event.key in ends)) return;
    event.preventDefault();
    this.#read(ends[event.key] ?? Math.min(last, Math.max(0, (this.#cursor ?? this.#here) + steps[event.key])));
  }

  /** Read the numbers of a point, of one line or of all of them. */
  #read(place, line = null) {
    this.#cursor = place;
    this.#plot.readAt(place === null ? null : this.#points[place][0], line);
    putText(this.querySelector(".curve-reading"), place === null ? "" : this.#words(place, line));
    this.#tell(place ?? this.#here);
  }

  #words(place, line) {
    const [cycle, ...values] = this.#points[place];
    const parts = values.map((value, each) => (this.#names ? `${this.#names[each]} ` : "") + formatNumber(value, this.#curve.format));
    const told = line === null ? parts : [parts[line]];
    return `cycle ${formatNumber(cycle, cycle % 1 ? ",.1f" : ",d")}: ${told.join(", ")}`;
  }

  #tell(place) {
    const count = this.#points.length;
    if (!count) return;
    putAll(this.#svg, { "aria-valuenow": place, "aria-valuemax": count - 1, "aria-valuetext": this.#words(place, null) });
  }

  #head() {
    const row = this.querySelector("thead tr");
    row.replaceChildren(row.firstElementChild, ...this.#names.map((name) => cell("th", name, { scope: "col" })));
  }

  /** The table holds what the chart shows: what the build went through, and some points of the reader's own course. */
  #tabulate() {
    if (!this.querySelector("details").open) return;
    this.querySelector(".rows-history").hidden = this.#history.length < 2 && this.#own.length > 1;
    const own = this.querySelector(".rows-own");
    own.hidden = this.#own.length < 2;
    if (own.hidden) return;
    const last = this.#own.length - 1;
    const places = new Set(Array.from({ length: TABLED }, (_, row) => Math.round((row * last) / (TABLED - 1))));
    const columns = this.#own[0].length;
    own.replaceChildren(line([cell("th", "Yours", { scope: "rowgroup", colSpan: columns })]), ...[...places].map((place) => this.#row(this.#own[place])));
  }

  #row([cycle, ...values]) {
    const head = cell("th", formatNumber(cycle, cycle % 1 ? ",.1f" : ",d"), { scope: "row" });
    return line([head, ...values.map((value) => cell("td", formatNumber(value, this.#curve.format)))]);
  }
}

/** Whether the network still learns from the examples that the page gave it. */
function sameExamples({ data, spec }) {
  return !spec.data || JSON.stringify([data.inputs, data.targets]) === JSON.stringify([spec.data.inputs, spec.data.targets]);
}

const cell = (name, textContent, more = {}) => Object.assign(document.createElement(name), { textContent, ...more });

function line(cells) {
  const row = document.createElement("tr");
  row.append(...cells);
  return row;
}

customElements.define("synapse-curve", Curve);
