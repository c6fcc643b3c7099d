/**
 * Spares the reader's computer while numbers follow one another quickly, as in training: what is out of sight waits until it
 * comes into sight or the numbers rest, and nothing in the drawings is animated from one number to the next.
 *
 * `<html data-flowing>` tells style sheets that numbers flow.
 */

const QUIET = 800; // milliseconds without new numbers after which they rest
const BUDGET = 8; // milliseconds of a frame for what has waited

const outOfSight = new Set();
const waiting = new Map();
let rest = 0;

const sight = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) outOfSight.add(target);
      else if (outOfSight.delete(target)) catchUp(target);
    }
  },
  { rootMargin: "100px" },
);

/** Numbers come: they flow when others came just before. */
export function beat() {
  if (rest) document.documentElement.dataset.flowing = "";
  clearTimeout(rest);
  rest = setTimeout(still, QUIET);
}

function still() {
  rest = 0;
  delete document.documentElement.dataset.flowing;
  requestAnimationFrame(work);
}

/** What waits, as much in each frame as fits into it. */
function work(now) {
  for (const [key, { repaint }] of waiting) {
    waiting.delete(key);
    repaint();
    if (performance.now() - now > BUDGET) return requestAnimationFrame(work);
  }
}

/**
 * Call `repaint()` now, or, while numbers flow and `element` is out of sight, as soon as one of both ends. Of several calls
 * with the same `key`, an object, the last one counts.
 */
export function whenSeen(element, key, repaint) {
  waiting.delete(key);
  if (outOfSight.has(element) && "flowing" in document.documentElement.dataset) waiting.set(key, { element, repaint });
  else repaint();
}

/** What waits under this key need not be done any more. */
export const forget = (key) => waiting.delete(key);

/** Whether an element is in sight is known from here on; until the browser has looked it counts as seen. */
export const watch = (element) => sight.observe(element);

export function unwatch(element) {
  sight.unobserve(element);
  outOfSight.delete(element);
}

function catchUp(element) {
  for (const [key, each] of waiting) {
    if (each.element !== element) continue;
    waiting.delete(key);
    each.repaint();
  }
}
