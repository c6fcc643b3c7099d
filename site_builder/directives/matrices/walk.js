/** The walk through the arithmetic of a network: its steps, what is made by each, and the lines that work it out. */

import { formatNumber } from "../../browser/format.js";
import { putText } from "../../browser/put.js";

const DIGITS = 4; // decimals of the numbers that are worked with
const LINES = 4; // neurons of a layer that are worked out; of a larger one the first

/** The matrices that a step is about, by their kinds, and what it makes. */
const ABOUT = {
  multiply: ["w", "in"],
  add: ["b", "z"],
  apply: ["z", "out"],
  delta: ["delta"],
  outer: ["delta", "in", "gradient"],
  update: ["gradient", "update"],
};

/** Which step makes a matrix; a sum is made by the last step before the function. */
const MADE_BY = { out: "apply", delta: "delta", gradient: "outer", update: "update" };

export class Walk {
  #steps;

  /** `templates` are those of the sentences, and `layers` the network's, from 1. */
  constructor(templates, layers) {
    const phases = (way) => templates.filter(({ dataset }) => dataset.way === way);
    const through = (order, way) =>
      order.flatMap((layer) => phases(way).map((template) => ({ template, layer, way, phase: template.dataset.walk })));
    this.#steps = [...through(layers, "forward"), ...through([...layers].reverse(), "backward")];
  }

  get length() {
    return this.#steps.length;
  }

  at(place) {
    return this.#steps[place];
  }

  /** Whether the step at `place` is about a matrix of one kind, in the equation of a layer and a way. */
  concerns(place, { way, layer }, kind) {
    const step = this.#steps[place];
    return step !== undefined && step.way === way && step.layer === layer && ABOUT[step.phase].includes(kind);
  }

  /** Whether the walk has come past what makes a matrix; outside a walk all are made. */
  made(place, layer, kind) {
    if (place < 0 || kind === "w" || kind === "b") return true;
    if (kind === "in") return layer === 1 || place >= this.#find(layer - 1, "apply");
    if (kind === "z") return place >= this.#find(layer, this.#find(layer, "add") < 0 ? "multiply" : "add");
    return place >= this.#find(layer, MADE_BY[kind]);
  }

  #find(layer, phase) {
    return this.#steps.findIndex((step) => step.layer === layer && step.phase === phase);
  }
}

/** Of a large layer the first neurons are worked out, and the others likewise. */
export function shorten(words) {
  const lines = [...words.querySelectorAll(".line")];
  if (lines.length <= LINES) return;
  for (const line of lines.slice(1)) line.remove();
  lines[0].after("The others likewise.");
}

/** Work out the lines of a sentence from the numbers in them, so that each result is right for the numbers as they are printed. */
export function workOut(words) {
  for (const line of words.querySelectorAll(".line")) {
    if (line.querySelector(".products")) multiply(line);
    else if (line.querySelector(".result")) addBias(line);
  }
}

function multiply(line) {
  const pairs = [...line.querySelectorAll(".product")].map(numbersIn).filter(({ length }) => length === 2);
  const exact = pairs.map(([weight, activation]) => weight * activation);
  const read = pairs.map(([weight, activation]) => rounded(weight) * rounded(activation));
  const printed = exact.map((product, place) => right(product, read[place]));
  putText(line.querySelector(".products"), printed.map(({ text }) => text).join(" + "));
  putText(line.querySelector(".total"), right(added(exact), added(read), added(printed.map(({ value }) => value))).text);
}

function addBias(line) {
  const [bias, sum] = numbersIn(line);
  const total = right(sum - bias, sum - bias);
  putText(line.querySelector(".total"), total.text);
  putText(line.querySelector(".result"), right(sum, total.value + rounded(bias)).text);
}

const numbersIn = (part) => [...part.querySelectorAll("[data-exact]")].map(({ dataset }) => Number(dataset.exact));
const added = (numbers) => numbers.reduce((sum, each) => sum + each, 0);
const rounded = (number) => Number(number.toFixed(DIGITS));

/** A result with as many decimals as it shares with what follows from the numbers printed before it: its `text` and its `value`. */
function right(exact, ...following) {
  let digits = DIGITS;
  const text = (number) => formatNumber(number, `.${digits}f`);
  while (digits > 0 && following.some((each) => text(each) !== text(exact))) digits -= 1;
  return { text: text(exact), value: Number(exact.toFixed(digits)) };
}
