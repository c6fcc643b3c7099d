/** `<synapse-landscape>`: a map of the cost over two weights, a ball where the network is, and the way that it took. */

import { scale } from "../../browser/chart.js";
import { soon } from "../../browser/flow.js";
import { put, putText } from "../../browser/put.js";
import { View, repaints } from "../../browser/view.js";

const SVG = "http://www.w3.org/2000/svg";
const ROLLING = 5000; // steps after which a ball that is rolling comes to rest by itself

class Landscape extends View {
  #map;
  #axes;
  #x;
  #y;
  #way = [];
  #rolling = false;
  #asking = false;
  #again = false;
  #others = "";
  #answer;
  #drawAnswer = () => {
    this.#drawLines(this.#answer.lines);
    this.#shade(this.#answer.costs);
  };

  start() {
    this.#map = JSON.parse(this.querySelector("[data-landscape]").textContent);
    this.#axes = { x: this.#map.x, y: this.#map.y };
    const [left, right, bottom, top] = this.#map.box;
    const [low, high] = this.#map.range;
    this.#x = scale({ low, high, start: left, end: right });
    this.#y = scale({ low, high, start: bottom, end: top });
    this.#others = this.#otherWeights();
    this.#listen();
    this.#begin();
    this.repaint();
  }

  #listen() {
    const svg = this.querySelector(".map");
    svg.addEventListener("pointerdown", (event) => this.#grasp(event));
    for (const select of this.querySelectorAll("[data-axis]")) select.addEventListener("change", () => this.#choose(select));
    for (const slider of this.querySelectorAll("[data-move]")) slider.addEventListener("input", () => this.#slide(slider));
    this.querySelector(".landscape-roll").addEventListener("click", () => this.#roll());
    this.querySelector(".landscape-reset").addEventListener("click", () => {
      this.#rolling = false;
      this.network.act(["reset"]);
    });
    this.untilGone(() => (this.#rolling = false));
  }

  follow(event) {
    if (repaints(event)) this.#move();
  }

  repaint() {
    this.#draw();
    this.#sayFlat();
    const others = this.#otherWeights();
    if (others === this.#others) return;
    this.#others = others;
    this.#redraw(false);
  }

  get #position() {
    return [this.network.value(this.#axes.x), this.network.value(this.#axes.y)];
  }

  #begin() {
    this.#way = [{ step: this.network.value("step"), at: this.#position }];
  }

  /** The ball goes where the network is; the way behind it is cut when steps are taken back, and begins anew where no step led. */
  #move() {
    const step = this.network.value("step");
    const last = this.#way.at(-1);
    const carried = last.step === step && String(last.at) !== String(this.#position);
    this.#way = carried ? [] : this.#way.filter((point) => point.step < step);
    this.#way.push({ step, at: this.#position });
    if (this.#way.length > 2000) this.#way = this.#way.filter((_, place) => place % 2 === 0);
  }

  /** All that the shape of the map depends on besides the ball's place. */
  #otherWeights() {
    const { x, y } = this.#axes;
    const here = new Set([x, y]);
    return [this.network.parameterNames.filter((name) => !here.has(name)).map((name) => this.network.value(name)), JSON.stringify(this.network.data)].join("|");
  }

  #draw() {
    const points = this.#way.map(({ at: [a, b] }) => `${this.#x(a).toFixed(1)} ${this.#y(b).toFixed(1)}`);
    this.querySelector(".way").setAttribute("d", points.length > 1 ? "M" + points.join("L") : "");
    const [a, b] = this.#position;
    for (const ball of this.querySelectorAll(".ball, .ball-halo")) {
      put(ball, "cx", this.#x(a).toFixed(1));
      put(ball, "cy", this.#y(b).toFixed(1));
    }
    for (const slider of this.querySelectorAll("[data-move]")) {
      if (document.activeElement !== slider) slider.value = String(slider.dataset.move === "x" ? a : b);
    }
  }

  #sayFlat() {
    putText(this.querySelector(".status"), this.#rolling ? "" : this.network.message);
  }

  #slide(slider) {
    const [a, b] = this.#position;
    this.#drop(...(slider.dataset.move === "x" ? [slider.valueAsNumber, b] : [a, slider.valueAsNumber]), false);
  }

  #grasp(event) {
    const svg = event.currentTarget;
    event.preventDefault();
    svg.setPointerCapture(event.pointerId);
    let merge = false;
    const move = ({ clientX, clientY }) => {
      const point = new DOMPoint(clientX, clientY).matrixTransform(svg.getScreenCTM().inverse());
      const [low, high] = this.#map.range;
      const within = (value) => Math.min(high, Math.max(low, value));
      this.#drop(within(this.#x.invert(point.x)), within(this.#y.invert(point.y)), merge);
      merge = true;
    };
    const end = () => {
      svg.removeEventListener("pointermove", move);
      for (const type of ["pointerup", "pointercancel"]) svg.removeEventListener(type, end);
    };
    svg.addEventListener("pointermove", move);
    for (const type of ["pointerup", "pointercancel"]) svg.addEventListener(type, end);
    move(event);
  }

  /** Put the ball down: the two weights take these values, and training begins anew from there. */
  async #drop(a, b, merge) {
    this.#rolling = false;
    const values = this.network.parameterNames.map((name) => this.network.value(name));
    values[this.network.parameterNames.indexOf(this.#axes.x)] = a;
    values[this.network.parameterNames.indexOf(this.#axes.y)] = b;
    if (await this.network.act(["parameters", values, 0], { merge })) {
      this.#begin();
      this.#draw();
    }
  }

  async #roll() {
    const button = this.querySelector(".landscape-roll");
    if (this.#rolling) {
      this.#rolling = false;
      return;
    }
    this.#rolling = true;
    button.textContent = "Stop";
    for (let step = 0; this.#rolling && step < ROLLING; step++) {
      if (!(await this.network.act(["train", 1 + Math.floor(step / 60)], { merge: step > 0 }))) break;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    this.#rolling = false;
    button.textContent = "Let it roll";
  }

  #choose(select) {
    const other = select.dataset.axis === "x" ? "y" : "x";
    if (select.value === this.#axes[other]) {
      this.#axes[other] = this.#axes[select.dataset.axis];
      this.querySelector(`[data-axis="${other}"]`).value = this.#axes[other];
    }
    this.#axes[select.dataset.axis] = select.value;
    this.#others = this.#otherWeights();
    this.#begin();
    this.#draw();
    this.#redraw(true);
  }

  /** One map at a time; the last one asked for is drawn. */
  async #redraw(wait) {
    this.#again = true;
    if (this.#asking) return;
    this.#asking = true;
    while (this.#again) {
      this.#again = false;
      const { range, grid, lines } = this.#map;
      const { x, y } = this.#axes;
      const place = [x, y, [...range, ...range], grid];
      const found = await this.network.ask(["landscape", ...place, lines], { wait });
      const costs = await this.network.ask(["costs", ...place], { wait });
      if (!found || !costs) continue;
      this.#answer = { lines: found, costs };
      soon(this, this.#drawAnswer);
    }
    this.#asking = false;
  }

  /** The lower, the more colour; the first row of costs is the bottom of the map. */
  #shade(costs) {
    const { grid } = this.#map;
    const low = Math.min(...costs);
    const span = Math.max(...costs) - low || 1;
    const canvas = Object.assign(document.createElement("canvas"), { width: grid, height: grid });
    const context = canvas.getContext("2d");
    const picture = context.createImageData(grid, grid);
    costs.forEach((cost, place) => {
      const row = grid - 1 - Math.floor(place / grid);
      const start = (row * grid + (place % grid)) * 4;
      picture.data.fill(255 * (1 - (cost - low) / span), start, start + 3);
      picture.data[start + 3] = 255;
    });
    context.putImageData(picture, 0, 0);
    this.querySelector(".shade").setAttribute("href", canvas.toDataURL());
  }

  #drawLines(rows) {
    const paths = new Map();
    for (let place = 0; place < rows.length; place += 5) {
      const [level, x1, y1, x2, y2] = rows.subarray(place, place + 5);
      const line = `M${this.#x(x1).toFixed(1)} ${this.#y(y1).toFixed(1)}L${this.#x(x2).toFixed(1)} ${this.#y(y2).toFixed(1)}`;
      paths.set(level, (paths.get(level) ?? "") + line);
    }
    const drawn = [...paths.keys()].sort((a, b) => a - b).map((level, place) => {
      const path = document.createElementNS(SVG, "path");
      path.setAttribute("d", paths.get(level));
      path.setAttribute("stroke-opacity", (0.75 - (0.55 * place) / paths.size).toFixed(2));
      return path;
    });
    this.querySelector(".contours").replaceChildren(...drawn);
  }
}

customElements.define("synapse-landscape", Landscape);
