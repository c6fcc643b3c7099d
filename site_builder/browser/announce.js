/**
 * Says to those who hear a page what has become of an action: one polite sentence per figure, once things have come to rest.
 *
 * Each figure has one hidden line that speaks, and no other live region tells of the same action. What stands in no figure speaks
 * in a line of the page.
 */

const REST = 500; // milliseconds without another sentence for the same figure after which it is said

const pending = new WeakMap(); // of each line the sentence that is to be said
let last = 0;

/** When something was begun: of two actions, the later one has the greater number. */
export const begin = () => ++last;

/**
 * Say `text` for the figure that `element` stands in; the last of several in a row is said alone. The last is what was `begun`
 * last: an action that waits for an answer takes its number before it waits, or it would speak over what was done meanwhile.
 */
export function announce(element, text, begun = begin()) {
  const line = lineOf(element.closest("figure") ?? document.body);
  const before = pending.get(line);
  if (before?.begun > begun) return;
  clearTimeout(before?.timer);
  line.textContent = ""; // so that the same sentence is said again, and an old one is not read for a new one
  pending.set(line, { begun, timer: setTimeout(() => say(line, text), REST) });
}

function say(line, text) {
  pending.delete(line);
  line.textContent = text;
}

function lineOf(place) {
  const found = place.querySelector(":scope > [data-announcement]");
  if (found) return found;
  const line = Object.assign(document.createElement("div"), { className: "hidden-words" });
  line.setAttribute("role", "status");
  line.dataset.announcement = "";
  place.append(line);
  return line;
}
