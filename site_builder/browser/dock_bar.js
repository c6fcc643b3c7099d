/**
 * The bar of the dock: takes back what a phrase did, sends the figure away and fetches it again. It follows the phrase in the
 * page, so that the keyboard comes to it from there, and stands with the pictures, or where there are none beside the phrase.
 */

import { OFF_TEXT, hasMargin, leftOfText } from "./dock_place.js";

export class DockBar {
  phrase = null;
  #element;
  #undo;
  #hide;
  #show;
  #standing = "";
  #offered = null; // the phrase that can be undone, its network, and the network's numbers since

  constructor({ hide, show }) {
    this.#element = Object.assign(document.createElement("span"), { className: "dock-bar", popover: "manual" });
    this.#element.setAttribute("role", "group");
    this.#element.setAttribute("aria-label", "Beside the text");
    this.#undo = button("Undo", () => this.#takeBack());
    this.#hide = button("Hide figure", hide);
    this.#show = button("Show figure", show);
    this.#element.append(this.#undo, this.#hide, this.#show);
  }

  /** The name of the network that it speaks of. */
  get name() {
    return this.phrase?.dataset.for;
  }

  /** The phrase that can be undone. */
  get undoable() {
    return this.#offered?.phrase;
  }

  offerUndo(phrase, net) {
    this.#offered?.leave();
    const { numbers } = net;
    const leave = net.subscribe(() => net.numbers !== numbers && this.#withdraw());
    this.#offered = { phrase, net, leave };
  }

  /**
   * Stand by a phrase whose figure is `shown`, or `hidden` by the reader; without either, only as long as there is something to
   * undo. True when it is another bar, or stands elsewhere, than before.
   */
  standBy(phrase, { shown, hidden }) {
    const undoes = Boolean(phrase && this.#offered?.phrase.dataset.for === phrase.dataset.for);
    this.#reveal(new Map([[this.#undo, undoes], [this.#hide, shown], [this.#show, hidden]]));
    const before = `${this.phrase === phrase} ${this.#standing}`;
    this.#standing = `${undoes} ${shown} ${hidden}`;
    if (!phrase || !(undoes || shown || hidden)) this.#leave();
    else if (phrase !== this.phrase && !this.#element.contains(document.activeElement)) {
      this.phrase = phrase;
      phrase.after(this.#element);
    }
    return before !== `true ${this.#standing}`;
  }

  /** Show these buttons and hide the others; one that goes hands the focus on. */
  #reveal(buttons) {
    for (const [each, there] of buttons) if (there) each.hidden = false;
    const left = [...buttons].find(([, there]) => there)?.[0];
    if (left && buttons.get(document.activeElement) === false) left.focus({ preventScroll: true });
    for (const [each, there] of buttons) if (!there) each.hidden = true;
  }

  /** Where the pictures are, which it lies upon; null where there are none. */
  at(area) {
    if (!this.phrase) return;
    const { clientWidth } = document.documentElement;
    this.#element.dataset.place = area ? "ground" : hasMargin(this.phrase) ? "margin" : "foot";
    const top = area ? area.top : this.phrase.getBoundingClientRect().top + scrollY;
    const right = clientWidth - (area ? area.left + area.width : leftOfText(this.phrase) - OFF_TEXT);
    Object.assign(this.#element.style, { top: `${top}px`, right: `${right}px` });
    this.#open();
  }

  /** Uppermost, with the focus where it was. */
  #open() {
    const focused = this.#element.contains(document.activeElement) ? document.activeElement : null;
    if (this.#element.matches(":popover-open")) this.#element.hidePopover();
    this.#element.showPopover();
    focused?.focus({ preventScroll: true });
  }

  #leave() {
    if (this.#element.contains(document.activeElement)) this.phrase.focus({ preventScroll: true });
    this.#element.remove();
    this.phrase = null;
  }

  #withdraw() {
    this.#offered.leave();
    this.#offered = null;
    if (this.#undo === document.activeElement) this.phrase.focus({ preventScroll: true });
    this.#undo.hidden = true;
    if (this.#hide.hidden && this.#show.hidden) this.#leave();
  }

  #takeBack() {
    this.#offered?.net.act(["undo"]);
  }
}

function button(text, press) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
  made.addEventListener("click", press);
  return made;
}
