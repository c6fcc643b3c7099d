/**
 * Shows a network's picture beside the phrase that changes it, while the figure itself is out of sight.
 *
 * A picture is an element with `data-dock` inside a view (`data-for`). It is not copied: the element itself is shown in the
 * browser's top layer, a placeholder of its size stays behind, and so everything in it lives as ever. It stands in the margin
 * where there is one, and on a sheet at the foot of the window otherwise. A bar beside it takes back what a phrase did.
 */

import { announce } from "./announce.js";
import { DockBar } from "./dock_bar.js";
import { picturesOf } from "./dock_picture.js";
import { Place } from "./dock_place.js";
import { network } from "./lab.js";

const PHRASES = ".do[data-for], .see[data-for], .scrub[data-for], .predict-run[data-for]";
const MOST = 2; // pictures at a time
const ALONE = ["set", "forward", "backprop", "example", "perturb"]; // what one picture shows

/** What a phrase is best seen in, by what it does: the first of these that the page has; for training, also how the cost goes. */
const SEEN_IN = {
  lights: ["matrices", "film", "diagram"],
  asks: ["matrices", "diagram"],
  passes: ["diagram", "matrices"],
  sets: ["landscape", "diagram", "boundary", "matrices"],
  trains: ["boundary", "diagram", "landscape", "curve", "matrices"],
  rolls: ["landscape", "boundary", "diagram"],
  perturbs: ["perturb"],
};
const RATES = ["rate", "bias_rate", "momentum", "l1", "l2"]; // a number that shows in no picture by itself

class Dock {
  #pictures = new Map(); // of each network, by its name
  #phrases = [...document.querySelectorAll(PHRASES)];
  #onScreen = new Set();
  #used = null; // the phrase that was pressed or focused last
  #shown = []; // the pictures in the dock
  #dismissed = new Set(); // names of networks whose figures the reader sent back
  #told = false;
  #place = new Place();
  #bar = new DockBar({ hide: () => this.#dismiss(true), show: () => this.#dismiss(false) });
  #sight;

  constructor() {
    this.#watch();
    for (const name of new Set(this.#phrases.map(({ dataset }) => dataset.for))) {
      this.#pictures.set(name, picturesOf(name, () => this.#choose()));
      network(name).subscribe(({ type }) => type === "open" && requestAnimationFrame(() => this.#arrange())); // drawn anew
    }
    for (const phrase of this.#phrases) this.#listenTo(phrase);
    document.addEventListener("focusin", (event) => this.#focused(event));
    addEventListener("scrollend", () => this.#choose(true));
    addEventListener("resize", () => this.#choose(true));
    addEventListener("beforeprint", () => this.#clear());
    addEventListener("afterprint", () => this.#choose());
    this.#place.onchange = () => this.#watch();
  }

  /** A phrase under the sheet is not on screen yet. */
  #watch() {
    this.#sight?.disconnect();
    this.#onScreen.clear();
    this.#sight = new IntersectionObserver((entries) => this.#seen(entries), { rootMargin: `0px 0px -${this.#place.covered}% 0px` });
    for (const phrase of this.#phrases) this.#sight.observe(phrase);
  }

  #seen(entries) {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) this.#onScreen.add(target);
      else this.#onScreen.delete(target);
    }
    this.#choose();
  }

  #listenTo(phrase) {
    phrase.addEventListener("click", () => this.#use(phrase));
    if (phrase.dataset.see) phrase.addEventListener("pointerenter", () => this.#use(phrase)); // it lights at once
    phrase.addEventListener("focus", () => pointed || this.#use(phrase)); // a press must find the phrase where it was
    phrase.addEventListener("keydown", ({ key }) => key === "Escape" && this.#shown.length && this.#dismiss(true));
    phrase.addEventListener("acted", ({ detail }) => this.#acted(phrase, detail));
  }

  #use(phrase) {
    this.#used = phrase;
    this.#choose();
  }

  /** A phrase has done all that it does: from here on it can be undone, until something else is done. */
  #acted(phrase, done) {
    if (done && !does(phrase, "undo")) this.#bar.offerUndo(phrase, network(phrase.dataset.for));
    this.#use(phrase);
  }

  #dismiss(away) {
    const { name } = this.#bar;
    if (away) this.#dismissed.add(name);
    else this.#dismissed.delete(name);
    this.#choose();
  }

  /** The phrase that the dock serves: the one used last while it is on screen, otherwise the one nearest to the middle; `moved` says that the text has. */
  #choose(moved = false) {
    const middle = innerHeight / 2;
    const near = (phrase) => Math.abs(phrase.getBoundingClientRect().top - middle);
    const candidates = [...this.#onScreen].filter((phrase) => this.#serves(phrase));
    const used = this.#used && isOnScreen(this.#used) ? this.#used : null;
    const phrase = used && this.#wanted(used).length ? used : candidates.sort((one, other) => near(one) - near(other))[0];
    if (!phrase) return this.#clear([this.#bar.undoable, used].find((each) => each && isOnScreen(each)));
    const away = this.#dismissed.has(phrase.dataset.for);
    this.#show(phrase, away ? [] : this.#wanted(phrase), moved);
  }

  #serves(phrase) {
    return this.#wanted(phrase).length > 0 && this.#place.canServe(phrase);
  }

  /** The pictures that show what a phrase does, those that the text has come to first, while none of them is in sight. */
  #wanted(phrase) {
    const pictures = this.#pictures.get(phrase.dataset.for).filter((each) => each.there);
    const suited = seenIn(phrase).map((name) => pictures.filter((each) => each.name === name && each.has(pathOf(phrase))));
    if (suited.flat().some((each) => each.inSight)) return [];
    const met = (picture) => Number(picture.isBefore(phrase));
    if (does(phrase, "perturb")) return suited.flat().slice(0, MOST); // the bars of all weights, and the curves of one
    const firsts = suited.flatMap(([first]) => first ?? []).sort((one, other) => met(other) - met(one));
    const [first, ...others] = firsts;
    if (!trains(phrase)) return firsts.slice(0, first?.name === "matrices" && this.#place.roomy ? MOST : 1);
    const second = others.find(({ name }) => name === "curve") ?? others[0];
    return [first, second].filter(Boolean);
  }

  #show(phrase, pictures, moved) {
    const same = pictures.length === this.#shown.length && pictures.every((each, index) => each === this.#shown[index]);
    for (const picture of this.#shown) if (!pictures.includes(picture)) picture.putBack();
    this.#shown = pictures;
    const other = this.#bar.standBy(phrase, { shown: pictures.length > 0, hidden: pictures.length === 0 });
    if (!same || other || moved) this.#arrange();
    if (!pictures.length || this.#told) return;
    this.#told = true;
    announce(document.body, "The figure of this network is shown beside the text.");
  }

  #clear(phrase = null) {
    for (const picture of this.#shown) picture.putBack();
    this.#shown = [];
    this.#bar.standBy(phrase, { shown: false, hidden: false });
    this.#arrange();
  }

  #arrange() {
    this.#place.arrange(this.#shown, this.#bar);
    const active = document.activeElement;
    if (active && active !== document.body && this.#place.covers(active)) this.#clear();
    else if (active && active === this.#used) this.#place.keepClear(active);
  }

  /** Who comes into a picture by keyboard comes to its figure; what is focused elsewhere is not covered. */
  #focused({ target, relatedTarget }) {
    const inside = this.#shown.find(({ element }) => element.contains(target));
    if (!inside) return this.#place.covers(target) ? this.#clear() : this.#place.keepClear(target);
    if (!target.matches(":focus-visible") || inside.element.contains(relatedTarget) || pointed) return;
    this.#clear();
    target.scrollIntoView({ block: "center" });
  }
}

/** Whether the last thing that the reader did was done with a pointer. */
let pointed = false;
addEventListener("pointerdown", () => (pointed = true), { capture: true, passive: true });
addEventListener("keydown", () => (pointed = false), { capture: true, passive: true });

function isOnScreen(phrase) {
  const { top, bottom } = phrase.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

const actionsOf = ({ dataset }) => (dataset.do ? JSON.parse(dataset.do) : dataset.scrub ? [["set", dataset.scrub]] : []);

/** The one number that a phrase changes; undefined where it changes others. */
function pathOf(phrase) {
  const actions = actionsOf(phrase);
  return actions.length === 1 && actions[0][0] === "set" ? actions[0][1] : undefined;
}

const does = (phrase, action) => actionsOf(phrase).some(([name]) => name === action);

const trains = (phrase) => actionsOf(phrase).some(([name]) => !ALONE.includes(name));

/** The names of the pictures in which a phrase shows what it does, best first. */
function seenIn(phrase) {
  const actions = actionsOf(phrase);
  if (phrase.dataset.see) return SEEN_IN.lights;
  if (does(phrase, "perturb")) return SEEN_IN.perturbs;
  if (does(phrase, "roll")) return SEEN_IN.rolls;
  if (trains(phrase)) return SEEN_IN.trains;
  if (does(phrase, "forward") || does(phrase, "backprop")) return SEEN_IN.passes;
  const paths = actions.filter(([name]) => name === "set").map(([, path]) => path);
  if (phrase.dataset.scrub && paths.every((path) => RATES.includes(path))) return [];
  return paths.length && paths.every((path) => /^(weights|biases)/.test(path)) ? SEEN_IN.sets : SEEN_IN.asks;
}

if (document.querySelector(PHRASES) && "popover" in HTMLElement.prototype) new Dock();
