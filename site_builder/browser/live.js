/**
 * Keeps every element that shows a network's number in step with it.
 *
 * An element with `data-live="net.path"` carries the exact number in `data-exact`; it, or a child that has no data-live of its
 * own, says in data attributes what follows from the number: `data-format` its text, `data-spoken` how its name tells it after the
 * words of `data-name`, `data-width`, `data-strength` and `data-opacity` a line's width, its opacity and that of a fill ("base per
 * max"; with `data-thin-below` also whether the line is `data-thin`), `data-sign` its sign, `data-moved` an arrow that tells which way it moved, `data-field` a form field's value, `data-words` the words that a whole number from 0 stands
 * for ("none|one|two").
 */

import { forget, soon, watch } from "./flow.js";
import { formatNumber } from "./format.js";
import { put, putText } from "./put.js";

const PARTS = ["data-format", "data-spoken", "data-width", "data-strength", "data-opacity", "data-sign", "data-moved", "data-field", "data-words"];
const SELECTOR = PARTS.map((part) => `[${part}]`).join(",");

/** Elements that are watched as one: a figure's part, a table twin, a paragraph. */
const BLOCK = ".table-twin, [data-for], figure";

export class Live {
  #name;
  #locate;
  #start;
  /** By block: its elements by the place of their number and by themselves, the numbers that they show, and `draw()`. */
  #blocks = new Map();
  /** What `draw()` shows: the last numbers, and whether changes are marked. */
  #numbers;
  #marking = false;
  #moved = new Set();
  #absent = new Map();

  /** `locate(path)` gives a path's place in the network's numbers; `numbers` are those that the page was built with. */
  constructor(name, locate, numbers) {
    this.#name = name;
    this.#locate = locate;
    this.#start = numbers.slice();
  }

  /** Take charge of the live elements under `root`; those that were added later start out with the current numbers. */
  attach(root, numbers = null) {
    const selector = `[data-live^="${this.#name}."]`;
    const found = [...root.querySelectorAll(selector)];
    if (root.matches?.(selector)) found.push(root);
    for (const element of found) {
      const index = this.#locate(element.dataset.live.slice(this.#name.length + 1));
      const { byPlace } = this.#block(element, numbers);
      if (!byPlace.has(index)) byPlace.set(index, new Map());
      const entries = byPlace.get(index);
      if (!entries.has(element)) entries.set(element, { element, parts: partsOf(element) });
      if (numbers) this.#show(entries.get(element), numbers[index], numbers[index]);
    }
  }

  /** The network has begun anew, and its numbers stand elsewhere: what shows one that there is no more is absent from the page. */
  relocate(numbers) {
    const maps = [...this.#blocks.values()].flatMap(({ byPlace }) => [...byPlace.values()]);
    const all = [...maps, this.#absent].flatMap((entries) => [...entries.values()]);
    for (const held of this.#blocks.values()) {
      forget(held.draw);
      held.byPlace = new Map();
      held.shown = numbers.slice();
    }
    this.#start = numbers.slice();
    this.#absent = new Map();
    for (const entry of all) {
      const index = this.#find(entry.element);
      entry.element.toggleAttribute("data-absent", index === undefined);
      if (index === undefined) this.#absent.set(entry.element, entry);
      else this.#hold(entry, index, numbers);
    }
  }

  #hold(entry, index, numbers) {
    const { byPlace } = this.#block(entry.element, null);
    if (!byPlace.has(index)) byPlace.set(index, new Map());
    byPlace.get(index).set(entry.element, entry);
    this.#show(entry, numbers[index], numbers[index]);
  }

  #find(element) {
    try {
      return this.#locate(element.dataset.live.slice(this.#name.length + 1));
    } catch {
      return undefined;
    }
  }

  /** The block that an element belongs to, up to date. */
  #block(element, numbers) {
    const block = element.closest(BLOCK) ?? element.parentElement;
    if (!this.#blocks.has(block)) {
      const held = { byPlace: new Map(), shown: (numbers ?? this.#start).slice() };
      held.draw = () => this.#paint(held, this.#numbers, this.#marking);
      this.#blocks.set(block, held);
      watch(block);
    }
    const held = this.#blocks.get(block);
    if (numbers) this.#paint(held, numbers, false);
    return held;
  }

  /** Let go of the elements under `root`, before they leave the page. */
  detach(root) {
    for (const { byPlace } of this.#blocks.values()) {
      for (const entries of byPlace.values()) {
        for (const element of entries.keys()) if (root.contains(element)) entries.delete(element);
      }
      for (const element of this.#absent.keys()) if (root.contains(element)) this.#absent.delete(element);
    }
  }

  /** Show these numbers soon. `moved` marks what changed with its direction; otherwise earlier marks stay as they are. */
  paint(numbers, moved = false) {
    [this.#numbers, this.#marking] = [numbers, moved];
    for (const [block, { draw }] of this.#blocks) soon(block, draw);
  }

  #paint({ byPlace, shown }, numbers, moved) {
    for (const [index, entries] of byPlace) {
      const before = shown[index];
      const value = numbers[index];
      if (before === value) continue;
      for (const entry of entries.values()) this.#show(entry, value, moved ? before : value);
    }
    shown.set(numbers);
  }

  #show({ element, parts }, value, before) {
    element.dataset.exact = String(value);
    for (const part of parts) {
      paint(part, value);
      if (part.rules.moved === undefined || value === before) continue;
      mark(part.element, value - before);
      this.#moved.add(part.element);
    }
  }

  clearMoves() {
    for (const part of this.#moved) mark(part, 0);
    this.#moved.clear();
  }

  /** Light the elements that show the number of one of these places, wherever they are on the page, and no others. */
  light(lit) {
    for (const { byPlace } of this.#blocks.values()) {
      for (const [index, entries] of byPlace) {
        for (const element of entries.keys()) element.toggleAttribute("data-lit", lit.has(index));
      }
    }
  }
}

function partsOf(element) {
  const within = [...element.querySelectorAll(SELECTOR)].filter((part) => part.closest("[data-live]") === element);
  return (element.matches(SELECTOR) ? [element, ...within] : within).map((part) => ({ element: part, rules: { ...part.dataset } }));
}

function paint({ element, rules: { format, spoken, name, width, thinBelow, strength, opacity, sign, moved, field, words } }, value) {
  if (format !== undefined && moved === undefined) putText(element, formatNumber(value, format));
  if (spoken !== undefined) put(element, "aria-label", `${name}: ${formatNumber(value, spoken)}`);
  if (width !== undefined) put(element, "stroke-width", scaled(width, value));
  if (thinBelow !== undefined) element.toggleAttribute("data-thin", scaled(width, value) < Number(thinBelow));
  if (strength !== undefined) put(element, "stroke-opacity", scaled(strength, value));
  if (opacity !== undefined) put(element, "fill-opacity", scaled(opacity, value));
  if (sign !== undefined) put(element, "data-sign", signOf(value));
  if (words !== undefined) putText(element, words.split("|")[value] ?? "");
  if (field !== undefined && document.activeElement !== element) element.value = fieldText(value, field);
}

function mark(element, difference) {
  put(element, "data-moved", difference === 0 ? "" : difference > 0 ? "up" : "down");
  putText(element, difference === 0 ? "" : difference > 0 ? "↑" : "↓");
}

/** A form field takes a plain minus sign, and the whole number where no format is asked for. */
const fieldText = (value, format) => (format ? formatNumber(value, format).replace("−", "-") : String(value));

const signOf = (value) => (value > 0 ? "positive" : value < 0 ? "negative" : "zero");

/** "base per max" applied to a number's size: the drawing says how wide, this only follows. */
export function scaled(rule, value) {
  const [base, per, max] = rule.split(" ").map(Number);
  return Math.min(base + per * Math.abs(value), max).toFixed(3);
}
