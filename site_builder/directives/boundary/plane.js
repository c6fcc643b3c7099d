/** The data on a drawing of a plane: points that a reader adds, moves and removes, by pointer or by keyboard. */

import { announce, begin } from "../../browser/announce.js";
import { formatNumber } from "../../browser/format.js";
import { put } from "../../browser/put.js";
import { toData, toDrawing } from "./places.js";

const REACH = { mouse: 9, pen: 12, touch: 20 }; // how near in CSS pixels a pointer takes hold of a point
const STILL = 4; // pixels within which a press is a click
const TWICE = 450; // milliseconds within which two clicks are a double click
const STEPS = 40; // arrow presses from one side to the other; ten times as many with Shift
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export class Plane {
  #element;
  #network;
  #drawing;
  #stage;
  #catch;
  #cursor;
  #frame;
  #ranges;
  #decimals;
  #at;
  #press = null;
  #lastClick = { point: null, time: 0 };
  #draft = null;
  #said; // the last words, and when what they are about was begun
  #pending = 0;
  #current = -1;
  #moving = false;
  #drawn = [];

  /** `element` is the `<synapse-boundary>`, which says what a point's targets stand for and how they look; `frame` as in toDrawing. */
  constructor(element, network, frame) {
    this.#element = element;
    this.#network = network;
    this.#drawing = element.querySelector(".chart");
    this.#stage = element.querySelector(".boundary-stage");
    this.#catch = element.querySelector(".catch");
    this.#cursor = element.querySelector(".cursor");
    this.#frame = frame;
    this.#ranges = frame.ranges;
    this.#decimals = Number(element.dataset.decimals);
    this.#at = this.#ranges.map(([low, high]) => (low + high) / 2);
    this.#becomeInteractive();
    this.draw();
  }

  #becomeInteractive() {
    const drawing = this.#drawing;
    drawing.setAttribute("role", "application");
    drawing.setAttribute("aria-roledescription", "plane with data");
    this.#catch.setAttribute("tabindex", "0");
    this.#catch.setAttribute("role", "button");
    const stage = this.#stage; // not the drawing: Chromium lets an SVG that listens for focus take it
    stage.addEventListener("pointerdown", (event) => this.#down(event));
    stage.addEventListener("pointermove", (event) => this.#move(event));
    stage.addEventListener("pointerup", (event) => this.#up(event));
    stage.addEventListener("pointercancel", () => (this.#press = null));
    stage.addEventListener("keydown", (event) => this.#key(event));
    stage.addEventListener("keyup", () => (this.#moving = false));
    stage.addEventListener("focusin", (event) => this.#focused(event.target));
    // a finger on a point moves it, and elsewhere scrolls the page
    const hold = (event) => this.#nearest(event.touches[0], REACH.touch) !== null && event.preventDefault();
    stage.addEventListener("touchstart", hold, { passive: false });
    this.#element.querySelector('[data-choice="test"]')?.addEventListener("change", ({ target }) => {
      drawing.querySelector("g.test").toggleAttribute("hidden", !target.checked);
    });
    this.#placeCursor();
  }

  /** The data on show: while an edit is on its way, what it asks for. */
  get #data() {
    return this.#draft ?? this.#network.data;
  }

  get #points() {
    return [...this.#drawing.querySelectorAll(".training .point")];
  }

  get #flat() {
    return "lines" in this.#element.dataset;
  }

  /** Let every point stand where its example says. */
  draw() {
    const { inputs, targets, testInputs, testTargets } = { ...this.#network.data, ...this.#draft };
    const { output, classes, targetScale } = this.#element;
    const drawing = [inputs, targets, testInputs, testTargets, output, classes.length, ...targetScale];
    if (drawing.every((part, place) => part === this.#drawn[place])) return;
    this.#drawn = drawing;
    this.#drawGroup("training", inputs, targets);
    this.#drawGroup("test", testInputs, testTargets);
    this.#points.forEach((point, place) => this.#describe(point, place, inputs[place], targets[place]));
    this.#rove();
  }

  #drawGroup(name, inputs, targets) {
    const group = this.#drawing.querySelector(`g.${name}`);
    while (group.childElementCount > inputs.length) group.lastElementChild.remove();
    while (group.childElementCount < inputs.length) {
      const point = document.createElementNS(group.namespaceURI, "path");
      point.setAttribute("class", "point");
      group.append(point);
    }
    [...group.children].forEach((point, place) => this.#drawPoint(point, inputs[place], targets[place]));
  }

  #drawPoint(point, row, targets) {
    const share = this.#flat && !this.#element.classes.length ? this.#share(targets[this.#element.output]) : 1;
    const side = this.#flat && this.#element.classes.length ? targets.indexOf(1) : Number(share < 0);
    const [x, y] = toDrawing(this.#frame, this.#placeOf(row, targets));
    put(point, "transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
    put(point, "data-class", side);
    put(point, "d", this.#element.marks[side]);
    put(point, "fill-opacity", (0.3 + 0.7 * Math.abs(share)).toFixed(2));
  }

  /** How far a target is from the middle of all, from -1 to 1. */
  #share(target) {
    const [middle, reach] = this.#drawn.slice(-2);
    return Math.max(-1, Math.min(1, (target - middle) / reach));
  }

  #describe(point, place, row, targets) {
    put(point, "role", "button");
    put(point, "aria-label", `Point ${place + 1}: ${this.#words(row, targets)}`);
  }

  #words(row, targets) {
    const numbers = (values) => values.map((value) => formatNumber(value, ".4g")).join(", ");
    const name = this.#flat && this.#element.classes[targets.indexOf(1)];
    return `${numbers(row)}, ${name ? `class ${name}` : `target ${numbers(targets)}`}`;
  }

  // places: in the data, and on the drawing

  #placeOf(row, targets) {
    return this.#flat ? row : [row[0], targets[this.#element.output]];
  }

  /** The place in the data under a pointer, within the axes. */
  #under({ clientX, clientY }) {
    return this.#within(toData(this.#frame, new DOMPoint(clientX, clientY).matrixTransform(this.#drawing.getScreenCTM().inverse())));
  }

  #within(place) {
    return place.map((value, axis) => {
      const [low, high] = this.#ranges[axis];
      return Number(Math.max(low, Math.min(high, value)).toFixed(this.#decimals));
    });
  }

  /** The training point nearest to a pointer, as its index; null where none is near enough. */
  #nearest({ clientX, clientY }, reach) {
    const { inputs, targets } = this.#data;
    const screen = this.#drawing.getScreenCTM();
    let best = { distance: reach, index: null };
    inputs.forEach((row, index) => {
      const { x, y } = new DOMPoint(...toDrawing(this.#frame, this.#placeOf(row, targets[index]))).matrixTransform(screen);
      const distance = Math.hypot(x - clientX, y - clientY);
      if (distance <= best.distance) best = { distance, index };
    });
    return best.index;
  }

  // the pointer

  #down(event) {
    if (event.button !== 0) return;
    const point = this.#nearest(event, REACH[event.pointerType] ?? REACH.mouse);
    if (point === null && event.target !== this.#catch) return;
    this.#press = { point, x: event.clientX, y: event.clientY, moved: false };
    if (point !== null) {
      event.preventDefault();
      this.#stage.setPointerCapture(event.pointerId);
      this.#points[point].focus({ preventScroll: true });
    }
  }

  #move(event) {
    const press = this.#press;
    if (!press) {
      if (event.pointerType === "mouse") this.#hover(this.#nearest(event, REACH.mouse) !== null);
      return;
    }
    const far = Math.hypot(event.clientX - press.x, event.clientY - press.y) > STILL;
    if (press.point === null || (!press.moved && !far)) return;
    this.#shift(press.point, this.#under(event), press.moved);
    press.moved = true;
  }

  #up(event) {
    const press = this.#press;
    this.#press = null;
    if (!press || press.moved) return;
    if (Math.hypot(event.clientX - press.x, event.clientY - press.y) > STILL) return;
    const last = this.#lastClick;
    this.#lastClick = { point: press.point, time: event.timeStamp };
    if (press.point === null) this.#add(this.#under(event));
    else if (press.point === last.point && event.timeStamp - last.time < TWICE) this.#remove(press.point);
  }

  #hover(near) {
    this.#drawing.toggleAttribute("data-near", near);
  }

  // the keyboard

  #key(event) {
    const point = this.#points.indexOf(event.target);
    const action = point >= 0 ? this.#pointKey(event, point) : event.target === this.#catch ? this.#cursorKey(event) : null;
    if (!action) return;
    event.preventDefault();
    action();
  }

  #cursorKey({ key, shiftKey }) {
    if (key in ARROWS) return () => this.#moveCursor(this.#stepped(this.#at, ARROWS[key], shiftKey));
    return key === "Enter" || key === " " ? () => this.#add(this.#at) : null;
  }

  #pointKey({ key, shiftKey }, point) {
    const { inputs, targets } = this.#data;
    if (key in ARROWS) {
      const place = this.#stepped(this.#placeOf(inputs[point], targets[point]), ARROWS[key], shiftKey);
      return () => {
        this.#shift(point, place, this.#moving);
        this.#moving = true;
      };
    }
    if (key === "Delete" || key === "Backspace") return () => this.#remove(point);
    if (key === "Enter" || key === " ") return () => this.#present(point);
    const turn = { PageDown: 1, PageUp: -1 }[key];
    return turn ? () => this.#points.at((point + turn) % this.#points.length).focus() : null;
  }

  #stepped(place, direction, small) {
    const steps = small ? STEPS * 10 : STEPS;
    return this.#within(place.map((value, axis) => value + (direction[axis] * (this.#ranges[axis][1] - this.#ranges[axis][0])) / steps));
  }

  #moveCursor(place) {
    this.#at = place;
    this.#placeCursor();
    this.#say(`At ${place.map((value) => formatNumber(value, ".4g")).join(", ")}`);
    this.#rove(this.#closest(place));
  }

  #placeCursor() {
    const [x, y] = toDrawing(this.#frame, this.#at);
    this.#cursor.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
    const numbers = this.#at.map((value) => formatNumber(value, ".4g")).join(", ");
    this.#catch.setAttribute("aria-label", `Cursor at ${numbers}: Enter adds a point`);
  }

  /** The point that Tab leads to from the cursor. */
  #closest(place) {
    const [x, y] = toDrawing(this.#frame, place);
    const { inputs, targets } = this.#data;
    const distances = inputs.map((row, index) => {
      const [left, top] = toDrawing(this.#frame, this.#placeOf(row, targets[index]));
      return Math.hypot(left - x, top - y);
    });
    return distances.indexOf(Math.min(...distances));
  }

  #focused(target) {
    const point = this.#points.indexOf(target);
    if (point < 0) return;
    this.#rove(point);
    this.#write(target.getAttribute("aria-label"));
  }

  /** One of the points takes part in the order of Tab. */
  #rove(point = this.#current) {
    const points = this.#points;
    this.#current = Math.max(0, Math.min(point, points.length - 1));
    points.forEach((each, index) => put(each, "tabindex", index === this.#current ? "0" : "-1"));
    put(points[this.#current], "aria-describedby", this.#catch.getAttribute("aria-describedby"));
  }

  // the edits

  #add(place) {
    const { inputs, targets } = this.#data;
    const [row, wanted] = this.#flat ? [place, this.#chosenTarget()] : this.#onCurve(place, targets[this.#closest(place)]);
    this.#edit([...inputs, row], [...targets, wanted], `Added: ${this.#words(row, wanted)}. ${inputs.length + 1} points`);
    this.#rove(inputs.length);
  }

  #shift(point, place, merge) {
    const { inputs, targets } = this.#data;
    const [row, wanted] = this.#flat ? [place, targets[point]] : this.#onCurve(place, targets[point]);
    this.#edit(inputs.with(point, row), targets.with(point, wanted), `Point ${point + 1}: ${this.#words(row, wanted)}`, merge);
  }

  #remove(point) {
    const { inputs, targets } = this.#data;
    if (inputs.length === 1) return this.#say("The last point stays: a network learns from at least one.");
    const held = this.#points[point] === document.activeElement;
    this.#edit(inputs.toSpliced(point, 1), targets.toSpliced(point, 1), `Removed. ${inputs.length - 1} points`);
    if (held) this.#points[Math.min(point, inputs.length - 2)].focus({ preventScroll: true });
  }

  /** Show the edit at once, with words for what it comes to, and tell the network; a refusal brings the points back. */
  async #edit(inputs, targets, words, merge = false) {
    const [, begun] = (this.#said = [words, begin()]);
    this.#write(words);
    this.#draft = { inputs, targets };
    this.draw();
    this.#pending += 1;
    const done = await this.#network.act(["data", inputs, targets], { merge, begun });
    if (done) announce(this.#element, ...this.#said); // in place of what is said of other examples, and never of something later
    this.#pending -= 1;
    if (this.#pending) return;
    this.#draft = null;
    this.draw();
  }

  /** What a place means where the vertical axis is a target: the others stay as they are. */
  #onCurve([across, up], targets) {
    return [[across], targets.with(this.#element.output, up)];
  }

  #chosenTarget() {
    const chosen = this.#element.querySelector(".targets input:checked");
    if (chosen) return JSON.parse(chosen.value);
    const { valueAsNumber } = this.#element.querySelector('[data-choice="target"]');
    const target = Number.isFinite(valueAsNumber) ? valueAsNumber : 0;
    return this.#data.targets[0].map((value, output) => (output === this.#element.output ? target : value));
  }

  /** Show the example of a point in the network's other figures. */
  async #present(point) {
    const begun = begin();
    const done = await this.#network.act(["example", point], { begun });
    if (done) this.#say(`The network shows example ${point + 1}.`, begun);
  }

  #write(words) {
    this.#element.querySelector(".said").textContent = words;
  }

  #say(words, begun = begin()) {
    this.#said = [words, begun];
    this.#write(words);
    announce(this.#element, ...this.#said);
  }
}
