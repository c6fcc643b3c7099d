/** Where the dock stands: in the margin beside the text, or on a sheet at the foot of a window that has no margin. */

const GAP = 12; // pixels around pictures
export const OFF_TEXT = 20;
const WIDEST = 340;
const NARROWEST = 180;
const ROOMY = 700;
const HEAD = 40; // what the bar takes of a sheet
const LOW = 480; // a window of less height is a phone on its side
const SHARE = 0.35; // of the window's height that a sheet takes
const LOW_SHARE = 0.48;
const FIRST = 0.6; // of a sheet's width, for the first of two pictures

const margin = matchMedia("(min-width: 68.75rem)");

export class Place {
  /** Called when a margin comes or goes. */
  onchange = () => {};
  #ground = null;
  #area = null;

  constructor() {
    const tell = () => {
      document.documentElement.dataset.dock = margin.matches ? "margin" : "sheet";
      this.onchange();
    };
    margin.addEventListener("change", tell);
    tell();
  }

  /** Whether there is room for pictures with many words and numbers side by side. */
  get roomy() {
    return innerWidth >= ROOMY;
  }

  /** How many hundredths of the window, from its foot, a sheet would cover. */
  get covered() {
    return margin.matches ? 0 : Math.ceil(share() * 100);
  }

  /** Lay out these pictures and the bar, or take the ground away where there is nothing to show. */
  arrange(pictures, bar) {
    this.#area = null;
    document.documentElement.toggleAttribute("data-docking", pictures.length > 0);
    if (!pictures.length) {
      this.#ground?.hidePopover();
      bar.at(null);
      return;
    }
    for (const picture of pictures) picture.takeOut();
    this.#area = hasMargin(bar.phrase) ? inMargin(pictures, bar.phrase) : onSheet(pictures);
    this.#layGround(pictures);
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

/** The pictures below one another, left of the text. */
function inMargin(pictures, phrase) {
  const text = leftOfText(phrase);
  const width = Math.min(WIDEST, text - OFF_TEXT - GAP);
  const inner = width - 2 * GAP;
  const room = (innerHeight - HEAD - 4 * GAP) / pictures.length;
  const sizes = pictures.map((picture) => fitted(picture, inner, room));
  const height = HEAD + sizes.reduce((sum, each) => sum + each.height + GAP, 0);
  const left = text - width - OFF_TEXT;
  const top = clearOf(left + width, height);
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
  const total = sizes.reduce((sum, size) => sum + size.width + GAP, -GAP);
  const top = innerHeight - height;
  let x = Math.max(GAP, (width - aside - total) / 2);
  sizes.forEach(({ scale, width: own, height: high }, index) => {
    pictures[index].at({ left: x, top: top + head + (height - head - GAP - high) / 2, scale });
    x += own + GAP;
  });
  return { left: 0, top, width, height };
}

/** The largest size that a picture can have in this room: laid out as on a narrow screen first, and made smaller where that is not enough. */
function fitted(picture, width, height) {
  let own = picture.measure(width);
  if (own.height > height) own = picture.measure(Math.max(80, Math.floor((width * height) / own.height)));
  const scale = Math.min(1, width / own.width, height / own.height);
  return { width: own.width * scale, height: own.height * scale, scale };
}

/** In the middle, unless that is where a figure on screen reaches into the margin: then at an end, or between two figures. */
function clearOf(right, height) {
  const lowest = Math.max(GAP, innerHeight - height - GAP);
  const wide = [...document.querySelectorAll("figure, .wide, .full")].map((each) => each.getBoundingClientRect());
  const over = (y) => wide.filter((each) => each.left < right && each.width > 0).reduce((sum, each) => sum + shared(each, y, y + height), 0);
  const between = wide.flatMap(({ top, bottom }) => [bottom + GAP, top - height - GAP]).filter((y) => y > GAP && y < lowest);
  return [(GAP + lowest) / 2, GAP, lowest, ...between].sort((one, other) => over(one) - over(other))[0];
}

const shared = (box, top, bottom) => Math.max(0, Math.min(box.bottom, bottom) - Math.max(box.top, top));
