/** `<synapse-predict>`: takes a guess, and only then shows what the build found, beside it. */

import { announce } from "../../browser/announce.js";
import "../../browser/dock.js";
import { formatNumber } from "../../browser/format.js";
import { portions } from "../../browser/lab.js";
import { allow, putText } from "../../browser/put.js";
import { seen } from "../../browser/seen.js";
import { offerUndo } from "../../browser/undoing.js";
import { View } from "../../browser/view.js";
import { Curve } from "./curve.js";

class Predict extends View {
  #facts;
  #curve;
  #guess;
  #insists = false; // whether the reader has guessed, or wants to although the answer has been seen
  #withdraw = () => {};

  start() {
    this.#facts = JSON.parse(this.querySelector("[data-facts]").textContent);
    this.#take(undefined);
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (this.#guess !== undefined) this.#commit();
    });
    this.querySelector(".predict-again").addEventListener("click", () => this.#again());
    this.querySelector(".predict-run").addEventListener("click", () => this.#startOver());
    this.untilGone(() => this.#withdraw());
    const { kind } = this.dataset;
    if (kind === "choice") this.#form.addEventListener("change", ({ target }) => this.#take(target.value));
    if (kind === "number") this.#listenToNumber();
    if (kind === "curve") {
      this.#curve = new Curve(this.querySelector(".predict-guess"), this.#facts, (values) => this.#take(values));
    }
  }

  /** The answer is that of the network which the page came with; another one is not taken through its steps. */
  follow({ type }) {
    if (type === "open") this.toggleAttribute("data-other-network", !this.network.original);
    if ((type === "rest" || type === "status") && !this.network.running) this.#settle();
  }

  /** A question whose answer the figure has shown meanwhile is settled, until the network is put back; not while the reader is at it. */
  #settle() {
    const { actions } = this.#facts;
    const shown = Boolean(actions?.length) && this.network.original && leadsThrough(this.network.history, actions);
    const settled = this.hasAttribute("data-settled");
    if (shown === settled || this.#insists || (shown && (this.#guess !== undefined || this.contains(document.activeElement)))) return;
    this.toggleAttribute("data-settled", shown);
    this.#lock(shown);
    this.#say(shown ? SEEN[this.dataset.kind](this.#facts) : "");
  }

  #say(words) {
    putText(this.querySelector(".predict-verdict"), words);
  }

  get #form() {
    return this.querySelector("form");
  }

  get #submit() {
    return this.querySelector("[type=submit]");
  }

  /** The reader's guess so far; undefined takes it back. */
  #take(guess) {
    this.#guess = guess;
    this.toggleAttribute("data-guessed", guess !== undefined);
    allow(this.#submit, guess !== undefined);
  }

  #listenToNumber() {
    const [slider, field] = this.querySelectorAll("input");
    const { min, max, scale } = this.#facts;
    const take = (shown) => {
      const within = shown >= min * scale && shown <= max * scale;
      const refused = !within && field.value !== "";
      field.setAttribute("aria-invalid", refused);
      if (within) slider.removeAttribute("aria-valuetext"); // that there was no guess yet
      if (refused) announce(this, this.querySelector(".predict-range").textContent);
      this.#take(within ? shown / scale : undefined);
    };
    for (const type of ["input", "pointerup"]) {
      slider.addEventListener(type, () => {
        field.value = slider.value;
        take(slider.valueAsNumber);
      });
    }
    field.addEventListener("input", () => {
      if (Number.isFinite(field.valueAsNumber)) slider.value = field.value;
      take(field.valueAsNumber);
    });
  }

  #commit() {
    this.#insists = true;
    this.#lock(true);
    const verdict = "later" in this.dataset ? kept(this.#said()) : VERDICTS[this.dataset.kind](this.#guess, this.#facts);
    this.#say(verdict);
    if (this.dataset.kind === "number" && this.#facts.truth !== undefined) this.#markNumber();
    this.querySelector(".predict-again").focus();
    if (!this.#facts.actions?.length) return;
    const touched = this.network.canUndo || this.network.waiting;
    this.querySelector(".predict-run").hidden = false;
    if (!touched) this.network.run(steps(this.network, this.#facts.actions));
  }

  /** What the reader has committed to, in words; nothing for a curve, which is in sight. */
  #said() {
    if (this.dataset.kind === "number") return formatNumber(this.#guess, this.#facts.format);
    return this.dataset.kind === "choice" ? this.querySelector("input:checked").closest("label").textContent.trim() : "";
  }

  #again() {
    this.#insists = true;
    this.removeAttribute("data-settled");
    this.#lock(false);
    this.#say("");
    this.querySelector(".predict-run").hidden = true;
    this.#withdraw();
    this.querySelector("input:checked, input, .predict-guess").focus();
  }

  #lock(locked) {
    this.toggleAttribute("data-committed", locked);
    for (const input of this.querySelectorAll("input")) input.disabled = locked;
    if (this.#curve) this.#curve.locked = locked;
    this.#submit.hidden = locked;
    const again = this.querySelector(".predict-again");
    again.hidden = !locked;
    if (!("later" in this.dataset)) putText(again, this.hasAttribute("data-settled") ? "Guess all the same" : "Try again");
  }

  #markNumber() {
    const { min, max, truth } = this.#facts;
    const [mine, right] = [this.#guess, truth].map((value) => ((100 * (value - min)) / (max - min)).toFixed(2));
    this.querySelector(".predict-between").setAttribute("d", `M${mine} 5H${right}`);
    this.querySelector(".predict-mine").setAttribute("d", `M${mine} 5h0`);
    this.querySelector(".predict-true").setAttribute("d", `M${right} 5h0`);
  }

  /** Take the network through it from the start; what the reader had made of it is a press away. */
  async #startOver() {
    this.#withdraw();
    const run = this.querySelector(".predict-run");
    run.setAttribute("aria-busy", "true");
    const done = await this.network.run(steps(this.network, [["reset"], ...this.#facts.actions]));
    run.removeAttribute("aria-busy");
    if (done) this.#withdraw = offerUndo(this.querySelector(".predict-undo"), this.network, { next: run });
  }
}

/** The actions as the network takes them, each pass once the one before has been seen. */
async function* steps(network, actions) {
  for (const [name, ...given] of actions) {
    if (name === "train") yield* portions(given[0]);
    else yield* seen(network, [name, ...given]);
  }
}

/** Actions that only show the network. */
const VIEWS = ["forward", "example"];

/** Whether what was done to a network has led through these actions, a training or one number that is set: after a single step one may still guess. */
function leadsThrough(history, actions) {
  const since = history.slice(history.findLastIndex(([name]) => name === "reset") + 1);
  const [done, asked] = [since, actions].map((each) => each.filter(([name]) => !VIEWS.includes(name)));
  if (!asked.length || !done.length) return false;
  const [wanted, taken] = [stepsOf(asked), stepsOf(done)];
  if (Number.isFinite(wanted)) return wanted > 1 && taken >= wanted;
  const [[name, path]] = asked;
  return done.every((each) => each[0] === name && each[1] === path) && String(done.at(-1)) === String(asked.at(-1));
}

/** How many steps these actions train; NaN where one of them does something else. */
const stepsOf = (actions) =>
  actions.reduce((sum, [name, count]) => sum + (name === "train" ? count : name === "backprop" ? 1 : NaN), 0);

/** What is said of a question whose answer the figure has shown before a guess. */
const SEEN = {
  number: ({ truth, format }) => `By now the figure has shown it: it is ${formatNumber(truth, format)}.`,
  choice: (facts) => `By now the figure has shown it: ${courseOf(facts)}.`,
  curve: () => "By now the figure has shown it: this is how it goes.",
};

/** How a quantity changes, in words. */
function courseOf({ direction, before, truth, format }) {
  const [from, to] = [before, truth].map((value) => formatNumber(value, format));
  return direction === "stays" ? `it stays ${to}` : `it ${direction}, from ${from} to ${to}`;
}

const kept = (said) => (said && `You said ${said}. `) + "The answer comes further on.";

/** What is said of each kind of guess. */
const VERDICTS = {
  number(guess, { truth, format, min, max }) {
    const [said, is] = [guess, truth].map((value) => formatNumber(value, format));
    const apart = Math.abs(guess - truth) / (max - min);
    return `You said ${said}; it is ${is}. ${said === is ? "Exactly so." : nearness(apart, guess > truth)}`;
  },

  choice(guess, facts) {
    const { answer, direction } = facts;
    if (answer !== undefined) return guess === answer ? `You said ${guess}, and so it is.` : `You said ${guess}; it is ${answer}.`;
    const course = courseOf(facts);
    return guess === direction ? `You said that it ${guess}, and so it does: ${course}.` : `You said that it ${guess}; ${course}.`;
  },

  curve(guess, { course, count, unit, format, min, max, knots }) {
    const there = guess.map((_, knot) => between(course, knot / knots));
    const apart = guess.map((value, knot) => value - there[knot]);
    const mean = apart.reduce((sum, value) => sum + Math.abs(value), 0) / (knots * (max - min));
    const side = apart.reduce((sum, value) => sum + value, 0) > 0;
    const worst = apart.reduce((most, value, knot) => (Math.abs(value) > Math.abs(apart[most]) ? knot : most), 0);
    const [drew, was] = [guess[worst], there[worst]].map((value) => formatNumber(value, format));
    if (drew === was) return "You drew it exactly as it goes.";
    const spot = `${formatNumber((count * worst) / knots, ",d")} ${unit}s`;
    return `${nearness(mean, side)} The two are furthest apart after ${spot}: you drew ${drew}, and it was ${was}.`;
  },
};

/** A kind sentence about how far off a guess is, as a share of what could be guessed. */
function nearness(apart, high) {
  if (apart <= 0.03) return "Very close.";
  if (apart <= 0.1) return `Close: a little too ${high ? "high" : "low"}.`;
  if (apart <= 0.3) return `A fair try, though too ${high ? "high" : "low"}.`;
  return `Far off, and so worth knowing: it is much ${high ? "lower" : "higher"} than that.`;
}

/** The value of a course at a share of its way. */
function between(course, share) {
  const place = share * (course.length - 1);
  const left = Math.floor(place);
  const right = Math.min(left + 1, course.length - 1);
  return course[left] + (course[right] - course[left]) * (place - left);
}

customElements.define("synapse-predict", Predict);
