/** `<synapse-landscape>`: a map of the cost over two weights, a ball where the network is, and the way that it took. */

import { scale } from "../../browser/chart.js";
import { View, repaints } from "../../browser/view.js";

const SVG = "http://www.w3.org/2000/svg";
const ROLLING = 5000; // steps after which a ball that is rolling comes to rest by itself
const FINGER = 24; // CSS pixels from the ball's middle within which a finger takes hold of it

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
    // a finger on the ball moves it, and elsewhere scrolls the page
    svg.addEventListener("touchstart", (event) => this.#nearBall(event.touches[0]) && event.preventDefault(), { passive: false });
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
      ball.setAttribute("cx", this.#x(a).toFixed(1));
      ball.setAttribute("cy", this.#y(b).toFixed(1));
    }
    for (const slider of this.querySelectorAll("[data-move]")) {
      if (document.activeElement !== slider) slider.value = String(slider.dataset.move === "x" ? a : b);
    }
  }

  #sayFlat() {
    const status = this.querySelector(".status");
    const steps = this.#rolling ? "" : this.network.message;
    if (status.textContent !== steps) status.textContent = steps;
  }

  #slide(slider) {
    const [a, b] = this.#position;
    this.#drop(...(slider.dataset.move === "x" ? [slider.valueAsNumber, b] : [a, slider.valueAsNumber]), false);
  }

  #nearBall({ clientX, clientY }) {
    const { left, top, width, height } = this.querySelector(".ball").getBoundingClientRect();
    return Math.hypot(clientX - left - width / 2, clientY - top - height / 2) <= FINGER;
  }

  /** The ball comes to a mouse at once and follows it; to a finger that is not on it, it comes when that was a tap. */
  #grasp(event) {
    const svg = event.currentTarget;
    const held = event.pointerType !== "touch" || this.#nearBall(event);
    let merge = false;
    const move = (at) => {
      this.#drop(...this.#under(at), merge);
      merge = true;
    };
    const end = (last) => {
      svg.removeEventListener("pointermove", move);
      for (const type of ["pointerup", "pointercancel"]) svg.removeEventListener(type, end);
      if (!held && last.type === "pointerup") move(last);
    };
    for (const type of ["pointerup", "pointercancel"]) svg.addEventListener(type, end);
    if (!held) return;
    event.preventDefault();
    svg.setPointerCapture(event.pointerId);
    svg.addEventListener("pointermove", move);
    if (event.pointerType !== "touch") move(event);
  }

  /** The two weights under a pointer, within the map. */
  #under({ clientX, clientY }) {
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(this.querySelector(".map").getScreenCTM().inverse());
    const [low, high] = this.#map.range;
    return [this.#x.invert(x), this.#y.invert(y)].map((value) => Math.min(high, Math.max(low, value)));
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
      if (found && costs) {
        this.#drawLines(found);
        this.#shade(costs, grid);
      }
    }
    this.#asking = false;
  }

  /** The lower, the more colour; the first row of costs is the bottom of the map. */
  #shade(costs, grid) {
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
