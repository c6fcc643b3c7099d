/**
 * Says to those who hear a page what has become of an action: one polite sentence per figure, once things have come to rest.
 *
 * Each figure has one hidden line that speaks, and no other live region tells of the same action. What stands in no figure speaks
 * in a line of the page.
 */

const REST = 500; // milliseconds without another sentence for the same figure after which it is said

const pending = new WeakMap(); // the timer of each line

/** Say `text` for the figure that `element` stands in; the last of several in a row is said alone. */
export function announce(element, text) {
  const line = lineOf(element.closest("figure") ?? document.body);
  clearTimeout(pending.get(line));
  line.textContent = ""; // so that the same sentence is said again, and an old one is not read for a new one
  pending.set(line, setTimeout(() => (line.textContent = text), REST));
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
