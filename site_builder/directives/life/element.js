/** `<synapse-life>`: the Game of Life: plays what the build recorded, then what Python computes, and takes what the reader draws. */

import { announce, begin } from "../../browser/announce.js";
import { formatNumber } from "../../browser/format.js";
import { python } from "../../browser/python_client.js";
import { stopWhereItScrolls } from "../../browser/scrolling.js";
import { drawCells, Later, livingIn } from "./later.js";

const RESERVE = 40; // generations still to come below which more are asked for: at a normal pace longer than Python takes to start
const AT_ONCE = 60; // generations that one call brings
const CALM = 300; // milliseconds without a change by hand after which what comes of it is asked
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

class Life extends HTMLElement {
  #width;
  #height;
  #recorded;
  #cells;
  #before;
  #ahead;
  #generation;
  #cursor = [0, 0];
  #spoken = "";
  #stroke = null;
  #playing = null;
  #waiting = false;
  #filling = null;
  #drawn = 0; // counts the changes by hand, after which what was computed ahead is no longer right
  #later;
  #calm = 0;
  #leave;

  connectedCallback() {
    const { width, height, cells } = JSON.parse(this.querySelector("[data-life]").textContent);
    [this.#width, this.#height] = [width, height];
    this.#recorded = unpacked(cells, width * height);
    for (const control of this.querySelectorAll("button, select")) control.disabled = false;
    this.addEventListener("click", ({ target }) => this.#press(target));
    this.#listen();
    this.#later = new Later(this, width);
    const leave = [python.subscribe(() => this.#refresh()), stopWhereItScrolls(this.querySelector(".table-scroll"))];
    this.#leave = () => leave.forEach((each) => each());
    this.#begin(this.#recorded[0], this.#recorded.slice(1));
  }

  disconnectedCallback() {
    this.#playing = null;
    clearTimeout(this.#calm);
    this.#leave();
  }

  get #stage() {
    return this.querySelector(".life-stage");
  }

  #press(target) {
    const { does: action } = target.dataset;
    if (target.matches(".retry")) python.retry();
    if (action === "play") this.#playing ? this.#halt() : this.#play();
    if (action === "step") this.#stepByHand();
    if (action === "clear") this.#begin(new Uint8Array(this.#cells.length), []);
    if (action === "reset") this.#begin(this.#recorded[0], this.#recorded.slice(1));
    if (action === "clear" || action === "reset") this.#say();
  }

  #begin(cells, ahead) {
    [this.#cells, this.#before, this.#ahead, this.#generation] = [cells, cells, ahead, 0];
    this.#drawn += 1;
    this.#playing = null;
    this.#spoken = "";
    clearTimeout(this.#calm);
    this.#later.show([cells, ...(ahead.length ? ahead : Array(AT_ONCE).fill(cells))], 0);
    this.#paint();
  }

  /** Generation after generation, until the reader pauses or nothing lives; it holds still while a stroke is drawn. */
  async #play() {
    const own = (this.#playing = {});
    this.#spoken = "";
    this.#refresh();
    let begun;
    while (this.#playing === own) {
      begun = begin();
      const pause = new Promise((resolve) => setTimeout(resolve, 1000 / Number(this.querySelector("select").value)));
      if (!(await this.#step(() => this.#playing === own && !this.#stroke)) && !this.#stroke) break;
      await pause;
    }
    if (this.#playing === own) this.#halt(begun);
  }

  #pause() {
    this.#playing = null;
    this.#refresh();
  }

  /** Stop, and say where. */
  #halt(begun) {
    this.#pause();
    this.#say(begun);
  }

  async #stepByHand() {
    const drawn = this.#drawn;
    const begun = begin();
    this.#pause();
    await this.#step(() => this.#drawn === drawn);
    this.#say(begun);
  }

  #say(begun) {
    announce(this, `Generation ${formatNumber(this.#generation, ",d")}: ${livingIn(this.#living)}.`, begun);
  }

  /** One generation on; false where it cannot be had, where it is no longer wanted, or where nothing lives. */
  async #step(wanted) {
    if (this.#ahead.length < RESERVE) this.#fill();
    while (!this.#ahead.length) {
      this.#wait(true);
      const filled = await this.#fill();
      this.#wait(false);
      if (!filled) return false;
    }
    if (!wanted()) return false;
    this.#before = this.#cells;
    this.#cells = this.#ahead.shift();
    this.#generation += 1;
    this.#paint();
    return this.#cells.includes(1);
  }

  #wait(waiting) {
    this.#waiting = waiting;
    this.#refresh();
  }

  /** Ask Python for more generations, once at a time. Resolves to false where there is no Python. */
  #fill() {
    return (this.#filling ??= this.#ask().finally(() => (this.#filling = null)));
  }

  async #ask() {
    python.start();
    if (!(await python.arrival())) return false;
    const drawn = this.#drawn;
    const grids = await this.#after(this.#ahead.at(-1) ?? this.#cells);
    if (grids && drawn === this.#drawn) this.#ahead.push(...grids);
    return grids !== null;
  }

  /** The generations after `cells`, by Python; null where it fails. */
  async #after(cells) {
    const rows = Array.from({ length: this.#height }, (_, row) => [...cells.subarray(row * this.#width, (row + 1) * this.#width)]);
    try {
      return split(Uint8Array.from(await python.call("life", rows, AT_ONCE)), cells.length);
    } catch {
      return null;
    }
  }

  /** Show what comes of the cells that were drawn by hand, as soon as the hand rests and Python is here. */
  #foresee() {
    const [drawn, cells, from] = [this.#drawn, this.#cells, this.#generation];
    this.#later.wait(from);
    clearTimeout(this.#calm);
    this.#calm = setTimeout(async () => {
      if (!(await python.arrival())) return;
      const grids = await this.#after(cells);
      if (grids && drawn === this.#drawn) this.#later.show([cells, ...grids], from);
    }, CALM);
  }

  // drawing by hand

  #listen() {
    const stage = this.#stage;
    stage.setAttribute("role", "application");
    stage.setAttribute("tabindex", "0");
    stage.addEventListener("pointerdown", (event) => event.button === 0 && this.#grab(event));
    stage.addEventListener("pointermove", (event) => this.#stroke && this.#draw(this.#at(event)));
    stage.addEventListener("pointerup", () => (this.#stroke = null));
    stage.addEventListener("pointercancel", () => this.#letGo());
    stage.addEventListener("keydown", (event) => this.#key(event));
  }

  #at({ clientX, clientY }) {
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(this.#stage.getScreenCTM().inverse());
    const within = (place, count) => Math.min(Math.max(Math.floor(place), 0), count - 1);
    return [within(x, this.#width), within(y, this.#height)];
  }

  /** A stroke gives every cell that it meets what the first one becomes. */
  #grab(event) {
    const [x, y] = this.#at(event);
    this.#stage.setPointerCapture(event.pointerId);
    this.#stroke = { from: [x, y], alive: 1 - this.#cells[y * this.#width + x], cells: this.#cells, before: this.#before };
    this.#draw([x, y]);
  }

  #draw([x, y]) {
    const [fromX, fromY] = this.#stroke.from;
    const length = Math.max(Math.abs(x - fromX), Math.abs(y - fromY), 1);
    const between = (from, to, part) => Math.round(from + ((to - from) * part) / length);
    const met = Array.from({ length: length + 1 }, (_, part) => [between(fromX, x, part), between(fromY, y, part)]);
    this.#stroke.from = [x, y];
    this.#cursor = [x, y];
    this.#set(met, this.#stroke.alive);
  }

  /** The browser took the touch for scrolling: what it drew was not meant. */
  #letGo() {
    if (!this.#stroke) return;
    [this.#cells, this.#before] = [this.#stroke.cells, this.#stroke.before];
    this.#stroke = null;
    this.#ahead = [];
    this.#drawn += 1;
    this.#paint();
    this.#foresee();
  }

  #key(event) {
    const [x, y] = this.#cursor;
    if (event.key in ARROWS) {
      const [right, down] = ARROWS[event.key];
      this.#cursor = [(x + right + this.#width) % this.#width, (y + down + this.#height) % this.#height];
    } else if (event.key === " " || event.key === "Enter") {
      this.#set([[x, y]], 1 - this.#cells[y * this.#width + x]);
    } else {
      return;
    }
    event.preventDefault();
    this.#speak();
    this.#paint();
  }

  #speak() {
    const [x, y] = this.#cursor;
    const state = this.#cells[y * this.#width + x] ? "alive" : "dead";
    this.#spoken = `Row ${y + 1}, column ${x + 1}: ${state}`;
    announce(this, this.#spoken);
  }

  #set(places, alive) {
    [this.#cells, this.#before] = [this.#cells.slice(), this.#before.slice()];
    for (const [x, y] of places) this.#cells[y * this.#width + x] = this.#before[y * this.#width + x] = alive;
    this.#ahead = [];
    this.#drawn += 1;
    this.#paint();
    python.start();
    this.#foresee();
  }

  // what is seen

  get #living() {
    return this.#cells.reduce((sum, cell) => sum + cell, 0);
  }

  #paint() {
    drawCells(this.#stage, this.#cells, this.#before, this.#width);
    const cursor = this.querySelector(".life-cursor");
    cursor.setAttribute("x", this.#cursor[0]);
    cursor.setAttribute("y", this.#cursor[1]);
    const generation = formatNumber(this.#generation, ",d");
    this.querySelector(".life-generation").textContent = generation;
    this.querySelector(".life-living").textContent = formatNumber(this.#living, ",d");
    this.#stage.setAttribute("aria-label", `${this.#width} by ${this.#height} cells. Generation ${generation}: ${livingIn(this.#living)}`);
    this.#refresh();
  }

  #refresh() {
    this.querySelector(".life-play").textContent = this.#playing ? "Pause" : "Play";
    const status = this.querySelector(".life-status");
    const words = this.#words();
    if (status.textContent !== words) status.textContent = words;
    this.querySelector(".retry").hidden = python.state !== "failed";
  }

  #words() {
    if (this.#waiting) return `Waiting for Python. ${python.progress.text}`;
    if (python.state === "failed") return `Only what was recorded can be played: Python could not start. ${python.reason}`;
    return this.#spoken || (this.#cells.includes(1) ? "" : "No cell is alive.");
  }
}

/** Generations written one bit to a cell, in base 64, as arrays of 0 and 1. */
function unpacked(text, size) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const bits = Uint8Array.from({ length: Math.floor((bytes.length * 8) / size) * size }, (_, bit) => (bytes[bit >> 3] >> (7 - (bit & 7))) & 1);
  return split(bits, size);
}

const split = (cells, size) => Array.from({ length: cells.length / size }, (_, place) => cells.slice(place * size, (place + 1) * size));

customElements.define("synapse-life", Life);
