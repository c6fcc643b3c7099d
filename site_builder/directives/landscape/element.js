/** `<synapse-landscape>`: a map of the cost over two weights, a ball where the network is, and the way that it took. */

import { announce } from "../../browser/announce.js";
import { forget, soon } from "../../browser/flow.js";
import { chosenPath, offerParameters } from "../../browser/parameters.js";
import { formatNumber } from "../../browser/format.js";
import { put, putText } from "../../browser/put.js";
import { isRolling, roll, stop } from "../../browser/roll.js";
import { View, repaints } from "../../browser/view.js";
import { CostMap } from "./map.js";

const SLOW = 250; // milliseconds
const FINGER = 24; // CSS pixels from the ball's middle within which a finger takes hold of it

class Landscape extends View {
  #given;
  #map;
  #wanted; // the two weights or biases that were asked for last, whether the network has them or not
  #axes; // those that the map is over; null where the network has no two
  #names; // of weights and biases, by path
  #grid;
  #way = [];
  #seen = false; // whether the reader saw the ball roll, which ends when they leave
  #said = ""; // how the last roll ended
  #asking = false;
  #again = false;
  #others = "";
  #data = null;
  #answer; // the map that is to be drawn, and its grid
  #drawAnswer = () => this.#map.draw(...this.#answer);

  start() {
    this.#given = JSON.parse(this.querySelector("[data-landscape]").textContent);
    const { x, y, grid } = this.#given;
    this.#grid = grid;
    this.#axes = { x, y };
    this.#wanted = { x, y };
    const options = [...this.#select("x").options].map((option) => [option.value, option.textContent]);
    this.#names = new Map(options.length ? options : [x, y].map((path, place) => [path, this.#fixed("xy"[place]).textContent]));
    this.#map = new CostMap(this, this.#given);
    this.#others = this.#otherWeights();
    this.#data = this.network.data;
    this.#listen();
    this.#begin();
    this.repaint();
  }

  #select(axis) {
    return this.querySelector(`[data-axis="${axis}"]`);
  }

  #fixed(axis) {
    return this.querySelector(`[data-fixed="${axis}"]`);
  }

  #listen() {
    const svg = this.querySelector(".map");
    svg.addEventListener("pointerdown", (event) => this.#grasp(event));
    // a finger on the ball moves it, and elsewhere scrolls the page
    svg.addEventListener("touchstart", (event) => this.#nearBall(event.touches[0]) && event.preventDefault(), { passive: false });
    for (const select of this.querySelectorAll("[data-axis]")) select.addEventListener("change", () => this.#choose(select));
    for (const slider of this.querySelectorAll("[data-move]")) slider.addEventListener("input", () => this.#slide(slider));
    this.querySelector(".landscape-roll").addEventListener("click", () => this.#roll());
    this.querySelector(".landscape-reset").addEventListener("click", () => this.network.act(["reset"]));
    const sight = new IntersectionObserver((entries) => entries.at(-1).isIntersecting || this.#left());
    sight.observe(svg);
    this.untilGone(() => sight.disconnect());
    this.untilGone(() => stop(this.network));
  }

  follow(event) {
    if (event.type === "open") this.#reopen(event);
    if (event.type === "roll") this.#tellRoll(event);
    if (!repaints(event) || !this.#axes) return;
    this.#said = "";
    this.#move();
  }

  /** A roll begins, or has ended in some way. */
  #tellRoll({ end, begun }) {
    putText(this.querySelector(".landscape-roll"), end ? "Let it roll" : "Stop");
    this.#said = ENDS[end] ?? "";
    const cost = formatNumber(this.network.value("mean_cost"), ".4f");
    if (end && end !== "refused") announce(this, `${ENDS[end] ?? "Stopped."} Cost ${cost}.`, begun);
    this.#say();
  }

  /** A ball that a press on the button set rolling stops when the map is out of sight; a phrase may be far from it. */
  #left() {
    if (this.#seen) stop(this.network);
  }

  /** Another network: its weights and biases are offered, and the map is over those that were wanted, or over its first two. */
  #reopen({ parameters, words }) {
    forget(this.#drawAnswer);
    this.#grid = this.#given.grid;
    const paths = this.network.parameterNames;
    const kept = paths.includes(this.#wanted.y) ? this.#wanted.y : null;
    const x = chosenPath(paths, this.#wanted.x, kept);
    const y = chosenPath(paths, this.#wanted.y, x);
    this.#axes = x && y ? { x, y } : null;
    this.toggleAttribute("data-none", !this.#axes);
    this.querySelector(".landscape-none").textContent = this.#axes ? "" : `A landscape is over two weights, and this network has one: ${words}.`;
    this.#others = "";
    if (!this.#axes) return;
    this.#map.scale = null;
    this.#offer(parameters, paths.length);
    this.#name();
    this.#begin();
  }

  #offer(parameters, count) {
    this.#names = new Map(parameters.flatMap(([, entries]) => entries));
    const offered = count > 2 && count <= this.#given.most;
    for (const axis of ["x", "y"]) {
      if (offered) offerParameters(this.#select(axis), parameters);
      this.#select(axis).hidden = !offered;
    }
    this.querySelector(".landscape-whole").hidden = count > 2;
    this.querySelector(".landscape-slice").hidden = count === 2;
  }

  /** Name the two weights that the map is over. */
  #name() {
    const [x, y] = ["x", "y"].map((axis) => {
      this.#select(axis).value = this.#axes[axis];
      const name = this.#names.get(this.#axes[axis]);
      const chosen = !this.#select(axis).hidden;
      Object.assign(this.#fixed(axis), { textContent: name, hidden: chosen && name.length <= this.#given.wholeName, ariaHidden: chosen ? "true" : null });
      return name;
    });
    this.#map.name(x, y);
  }

  repaint() {
    if (!this.#axes) return;
    this.#draw();
    this.#say();
    const [others, { data }] = [this.#otherWeights(), this.network];
    if (others === this.#others && data === this.#data) return;
    if (data !== this.#data) this.#map.scale = null;
    [this.#others, this.#data] = [others, data];
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

  /** All that the shape of the map depends on besides the ball's place and the data. */
  #otherWeights() {
    const { layout, parameterNames, spec } = this.network;
    const functions = Object.keys(layout).filter((name) => name.startsWith("functions"));
    const others = parameterNames.filter((name) => name !== this.#axes.x && name !== this.#axes.y);
    return [...functions, ...others].map((name) => this.network.value(name)).join() + spec.cost;
  }

  #draw() {
    const [a, b] = this.#position;
    const cost = this.network.value("mean_cost");
    this.#map.place([a, b], cost, this.#way.map(({ at }) => at));
    for (const slider of this.querySelectorAll("[data-move]")) {
      const value = slider.dataset.move === "x" ? a : b;
      if (document.activeElement !== slider) slider.value = String(value);
      put(slider, "aria-valuetext", `${formatNumber(value, ".2f")}, cost ${formatNumber(cost, ".4f")}`);
    }
    this.querySelector(".landscape-penalty").hidden = !this.network.value("penalty");
  }

  /** How things stand: why something was refused, or how the last roll ended. */
  #say() {
    putText(this.querySelector(".status"), this.network.message || this.#said);
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
    const [low, high] = this.#given.range;
    return [this.#map.x.invert(x), this.#map.y.invert(y)].map((value) => Math.min(high, Math.max(low, value)));
  }

  /** Put the ball down: the two weights take these values, and training begins anew from there. */
  async #drop(a, b, merge) {
    this.#said = "";
    const values = this.network.parameterNames.map((name) => this.network.value(name));
    values[this.network.parameterNames.indexOf(this.#axes.x)] = a;
    values[this.network.parameterNames.indexOf(this.#axes.y)] = b;
    if (await this.network.act(["parameters", values, 0], { merge })) {
      this.#begin();
      this.#draw();
    }
  }

  #roll() {
    if (isRolling(this.network)) return stop(this.network);
    this.#seen = true;
    return roll(this.network).then(() => (this.#seen = false));
  }

  #choose(select) {
    const [axis, other] = select.dataset.axis === "x" ? ["x", "y"] : ["y", "x"];
    const before = this.#axes;
    this.#axes = { [axis]: select.value, [other]: select.value === before[other] ? before[axis] : before[other] };
    this.#wanted = { ...this.#axes };
    this.#map.scale = null;
    this.#name();
    this.#others = this.#otherWeights();
    this.#begin();
    this.#draw();
    this.#redraw(true);
  }

  /** One map at a time, and as much time between two as they take, which is training's; the last one asked for is drawn. */
  async #redraw(wait) {
    this.#again = true;
    if (this.#asking) return;
    this.#asking = true;
    while (this.#again && this.#axes) {
      this.#again = false;
      const { range } = this.#given;
      const [{ x, y }, grid, begun] = [this.#axes, this.#grid, performance.now()];
      const found = await this.network.ask(["landscape", x, y, range, grid, this.#map.scale], { wait });
      if (found && !this.#again) {
        this.#answer = [found, grid];
        soon(this, this.#drawAnswer);
      }
      if (!found) continue;
      const taken = performance.now() - begun;
      this.#pace(taken);
      await new Promise((resolve) => setTimeout(resolve, taken));
    }
    this.#asking = false;
  }

  /** A map that takes long is drawn from fewer points. */
  #pace(milliseconds) {
    if (milliseconds > SLOW) this.#grid = Math.max(this.#given.grid / 2, this.#grid / 2);
    else if (milliseconds < SLOW / 5) this.#grid = this.#given.grid;
  }
}

const ENDS = {
  rest: "At rest: the steps have become too small to see.",
  far: "Stopped after 5,000 rounds: it goes on, slowly.",
};

customElements.define("synapse-landscape", Landscape);
