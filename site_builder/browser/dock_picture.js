/** One picture that the dock can show: where it stands in its figure, and whether it is in sight there. */

import { pin, unpin } from "./flow.js";

const IN_SIGHT = 0.4; // the share of a picture, or of the window, from which on it counts as seen

const ROUNDS = 4; // in which a picture's width is found: with more room its parts may grow

/** The pictures of a network, in the order of the page; `changed()` is called when one comes into sight or leaves it. */
export function picturesOf(network, changed) {
  const found = [...document.querySelectorAll(`[data-for="${network}"] [data-dock], [data-for="${network}"][data-dock]`)];
  return found.map((element) => new Picture(element, changed));
}

export class Picture {
  element;
  /** The name of the directive that drew it. */
  name;
  inSight = true; // until the browser has looked
  #view;
  #placeholder = null;
  #sight;

  constructor(element, changed) {
    this.element = element instanceof HTMLElement ? element : wrapped(element);
    this.#view = element.closest("[data-for]");
    this.name = this.#view.localName.replace("synapse-", "");
    this.#sight = new IntersectionObserver(
      ([{ intersectionRect, boundingClientRect, rootBounds }]) => {
        const least = Math.min(boundingClientRect.height, rootBounds?.height ?? innerHeight) * IN_SIGHT;
        const before = this.inSight;
        this.inSight = boundingClientRect.height > 0 && intersectionRect.height >= least;
        if (this.inSight !== before) changed();
      },
      { threshold: [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1] },
    );
    this.#sight.observe(this.element);
  }

  /** Whether the figure shows it at all. */
  get there() {
    return (this.#placeholder ?? this.element).getClientRects().length > 0;
  }

  /** Whether the reader has met it before this part of the text. */
  isBefore(part) {
    return Boolean(this.#view.compareDocumentPosition(part) & Node.DOCUMENT_POSITION_FOLLOWING);
  }

  /** Whether a number can be seen in it: of a landscape, one of its two axes; undefined stands for many numbers. */
  has(path) {
    const axes = [...this.#view.querySelectorAll("select[data-axis]")].map(({ value }) => value).filter(Boolean);
    return path === undefined || axes.length === 0 || axes.includes(path);
  }

  /** Whether it was taken out of its figure. */
  get isOut() {
    return this.#placeholder !== null;
  }

  /** Take it out of its figure, to be placed by `at`. */
  takeOut() {
    if (this.#placeholder) return;
    this.#placeholder = standIn(this.element);
    this.element.after(this.#placeholder);
    this.element.popover = "manual";
    this.element.dataset.docked = "";
    this.element.showPopover();
    this.#sight.unobserve(this.element);
    this.#sight.observe(this.#placeholder);
    pin(this.#view);
  }

  /** Lay it out at a width, or at the least at which nothing in it has to be scrolled; gives the size that it has then. */
  measure(width) {
    const parts = [this.element, ...this.element.querySelectorAll("div")];
    const over = ({ scrollWidth, clientWidth }) => (clientWidth ? scrollWidth - clientWidth : 0);
    this.element.style.transform = "";
    for (let left = ROUNDS, wanting = 0; left > 0; left--) {
      width += wanting;
      this.element.style.width = `${width}px`;
      wanting = Math.max(0, ...parts.map(over));
      if (!wanting) break;
    }
    return { width, height: this.element.offsetHeight };
  }

  at({ left, top, scale }) {
    Object.assign(this.element.style, { left: `${left}px`, top: `${top}px`, transform: scale < 1 ? `scale(${scale})` : "" });
  }

  /** Back to where it came from. */
  putBack() {
    if (!this.#placeholder) return;
    this.#sight.unobserve(this.#placeholder);
    this.element.hidePopover();
    this.element.removeAttribute("popover");
    delete this.element.dataset.docked;
    for (const name of ["width", "left", "top", "transform"]) this.element.style.removeProperty(name);
    this.#placeholder.remove();
    this.#placeholder = null;
    this.#sight.observe(this.element);
    unpin(this.#view);
  }
}

/** Only HTML can be shown in the top layer: a drawing gets an element of its own around it. */
function wrapped(drawing) {
  const frame = document.createElement("div");
  const { flex, gridArea, alignSelf } = getComputedStyle(drawing);
  Object.assign(frame.style, { flex, gridArea, alignSelf, minWidth: "0" });
  drawing.replaceWith(frame);
  frame.append(drawing);
  return frame;
}

/** What keeps the place of an element: of its size, and placed as it is. */
function standIn(element) {
  const { width, height } = element.getBoundingClientRect();
  const { flex, gridArea, alignSelf, justifySelf, margin } = getComputedStyle(element);
  const made = Object.assign(document.createElement("div"), { className: "dock-stand-in", textContent: "Shown beside the text" });
  Object.assign(made.style, { width: `${width}px`, height: `${height}px`, flex, gridArea, alignSelf, justifySelf, margin });
  made.setAttribute("aria-hidden", "true");
  return made;
}
