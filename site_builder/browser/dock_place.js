/**
 * Where the dock stands: in the margin beside the text, between the figures that reach into it, or on a sheet at the foot of the
 * window, where there is no margin or figures fill it.
 */

const GAP = 12; // pixels around pictures
export const OFF_TEXT = 20;
const WIDEST = 340;
const NARROWEST = 180;
const LEAST = 200; // of a margin's height, for each picture
const LEGIBLE = 0.5; // the least scale at which a second picture is of use
const ALIKE = 0.9; // of a larger picture, one that is about as large
const NARROW = 80; // the least width at which a picture is laid out
const ROOMY = 700;
const HEAD = 40; // what the bar takes of a sheet
const LOW = 480; // a window of less height is a phone on its side
const SHARE = 0.35; // of the window's height that a sheet takes
const LOW_SHARE = 0.48;
const FIRST = 0.6; // of a sheet's width, for the first of two pictures

const WIDE = ".article figure, .article .wide, .article .full, .onward, .colophon"; // what may reach into the margin

const margin = matchMedia("(min-width: 68.75rem)");

export class Place {
  /** Called when a margin comes or goes. */
  onchange = () => {};
  #ground = null;
  #area = null;
  #wide = [...document.querySelectorAll(WIDE)];

  constructor() {
    const turn = () => {
      standIn(margin.matches);
      this.onchange();
    };
    margin.addEventListener("change", turn);
    turn();
  }

  /** Whether there is room for pictures with many words and numbers side by side. */
  get roomy() {
    return innerWidth >= ROOMY;
  }

  /** How many hundredths of the window, from its foot, a sheet would cover. */
  get covered() {
    return margin.matches ? 0 : Math.ceil(share() * 100);
  }

  /** Whether pictures can stand somewhere without covering a figure, or this phrase of theirs. */
  canServe(phrase) {
    if (!hasMargin(phrase)) return true; // a phrase under the sheet counts as out of sight
    return highest(this.#gaps(inMargin(phrase))) >= LEAST || phrase.getBoundingClientRect().bottom < innerHeight * (1 - share());
  }

  /** Lay out these pictures and the bar, or take the ground away where there is nothing to show. */
  arrange(pictures, bar) {
    this.#area = null;
    document.documentElement.toggleAttribute("data-docking", pictures.length > 0);
    if (!pictures.length) {
      standIn(margin.matches);
      this.#ground?.hidePopover();
      bar.at(null);
      return;
    }
    const across = hasMargin(bar.phrase) ? inMargin(bar.phrase) : null;
    const gaps = across ? this.#gaps(across) : [];
    const fitting = highest(gaps) >= LEAST;
    const shown = fitting && highest(gaps) < LEAST * pictures.length ? pictures.slice(0, 1) : pictures;
    for (const picture of pictures) shown.includes(picture) ? picture.takeOut() : picture.putBack();
    this.#area = fitting ? between(gaps, across, shown) : onSheet(shown);
    standIn(fitting);
    this.#layGround(shown.filter(({ isOut }) => isOut)); // a sheet leaves out a second one that is too small
    bar.at(this.#area);
  }

  /** Scroll what is focused out from under the sheet. */
  keepClear(element) {
    if (!this.#area || this.#area.left > 0 || element.closest(":popover-open")) return;
    const { bottom, top, height } = element.getBoundingClientRect();
    const over = bottom + GAP - this.#area.top;
    if (over > 0 && top < innerHeight && height < this.#area.top) scrollBy({ top: over, behavior: "instant" });
  }

  /** Whether the dock stands in the margin over an element: there is then no scrolling it clear. */
  covers(element) {
    if (!this.#area?.left || element.closest(":popover-open")) return false;
    const { left, top, width, height } = this.#area;
    const box = element.getBoundingClientRect();
    return box.left < left + width && box.right > left && box.top < top + height && box.bottom > top;
  }

  /** The parts of the margin, from top to bottom, into which no figure reaches. */
  #gaps({ left, width }) {
    const boxes = this.#wide.map((each) => each.getBoundingClientRect());
    const reaching = boxes.filter((box) => box.height > 0 && box.left < left + width && box.bottom > 0 && box.top < innerHeight);
    const gaps = [];
    let top = GAP;
    for (const box of reaching.sort((one, other) => one.top - other.top)) {
      gaps.push([top, box.top - GAP]);
      top = Math.max(top, box.bottom + GAP);
    }
    return [...gaps, [top, innerHeight - GAP]];
  }

  #layGround(pictures) {
    if (!this.#ground) {
      this.#ground = Object.assign(document.createElement("div"), { className: "dock-ground", popover: "manual" });
      this.#ground.setAttribute("aria-hidden", "true");
      document.body.append(this.#ground);
    }
    const { left, top, width, height } = this.#area;
    Object.assign(this.#ground.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
    if (this.#ground.matches(":popover-open")) return;
    this.#ground.showPopover();
    for (const { element } of pictures) {
      element.hidePopover(); // what is shown last lies uppermost
      element.showPopover();
    }
  }
}

const standIn = (theMargin) => (document.documentElement.dataset.dock = theMargin ? "margin" : "sheet");

/** What pictures can have of the margin beside a phrase, from left to right. */
function inMargin(phrase) {
  const text = leftOfText(phrase);
  const width = Math.min(WIDEST, text - OFF_TEXT - GAP);
  return { left: text - width - OFF_TEXT, width };
}

const highest = (gaps) => Math.max(0, ...gaps.map(([top, bottom]) => bottom - top));

/** The pictures below one another in the margin: as near to the middle of the window as there is room, smaller where there is less. */
function between(gaps, { left, width }, pictures) {
  const inner = width - 2 * GAP;
  const own = pictures.map((picture) => picture.measure(inner));
  const heights = own.map((size) => size.height * Math.min(1, inner / size.width));
  const room = highest(gaps) - HEAD - GAP * pictures.length;
  const smaller = Math.min(1, room / heights.reduce((sum, each) => sum + each));
  const sizes = pictures.map((picture, index) => fitted(picture, inner, heights[index] * smaller, own[index]));
  const height = HEAD + sizes.reduce((sum, each) => sum + each.height + GAP, 0);
  const middle = (innerHeight - height) / 2;
  const tops = gaps.filter(([from, to]) => to - from >= height - 1).map(([from, to]) => Math.max(from, Math.min(middle, to - height)));
  const top = tops.sort((one, other) => Math.abs(one - middle) - Math.abs(other - middle))[0];
  let y = top + HEAD;
  sizes.forEach(({ scale, width: own, height: high }, index) => {
    pictures[index].at({ left: left + GAP + (inner - own) / 2, top: y, scale });
    y += high + GAP;
  });
  return { left, top, width, height };
}

/** Where the text of a phrase begins, from the left of the window. */
export const leftOfText = (phrase) => (phrase.closest(".article > *") ?? phrase).getBoundingClientRect().left;

/** Whether there is a margin beside a phrase in which something can stand. */
export const hasMargin = (phrase) => margin.matches && leftOfText(phrase) >= NARROWEST + OFF_TEXT + GAP;

const low = () => innerHeight < LOW;

const share = () => (low() ? LOW_SHARE : SHARE);

function onSheet(pictures) {
  const height = Math.floor(innerHeight * share());
  const head = low() ? GAP : HEAD; // on its side the bar stands beside the pictures
  const aside = low() ? 120 : 0;
  const width = document.documentElement.clientWidth;
  const room = width - aside - GAP * (pictures.length + 1);
  const shares = pictures.length > 1 ? [FIRST, 1 - FIRST] : [1];
  const sizes = pictures.map((picture, index) => fitted(picture, room * shares[index], height - head - GAP));
  if (pictures.length > 1 && sizes.some(({ scale }) => scale < LEGIBLE)) {
    for (const picture of pictures.slice(1)) picture.putBack();
    return onSheet(pictures.slice(0, 1));
  }
  const total = sizes.reduce((sum, size) => sum + size.width + GAP, -GAP);
  const top = innerHeight - height;
  let x = Math.max(GAP, (width - aside - total) / 2);
  sizes.forEach(({ scale, width: own, height: high }, index) => {
    pictures[index].at({ left: x, top: top + head + (height - head - GAP - high) / 2, scale });
    x += own + GAP;
  });
  return { left: 0, top, width, height };
}

/**
 * The largest size that a picture can have in this room: laid out as on a narrower screen, or, where its words would then take
 * more lines, made smaller as a whole. `own` is its size at the full width.
 */
function fitted(picture, width, height, own = picture.measure(width)) {
  const scaled = (size) => {
    const scale = Math.min(1, width / size.width, height / size.height);
    return { width: size.width * scale, height: size.height * scale, scale };
  };
  const whole = scaled(own);
  if (own.height <= height) return whole;
  const narrow = scaled(picture.measure(Math.max(NARROW, Math.floor((width * height) / own.height))));
  if (narrow.width * narrow.height >= ALIKE * whole.width * whole.height) return narrow;
  picture.measure(width);
  return whole;
}
