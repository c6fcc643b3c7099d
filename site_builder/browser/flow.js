/**
 * Everything that follows from the numbers is drawn in frames of the browser, and spares the reader's computer while numbers
 * follow one another quickly, as in training: then what is in sight takes turns, as much in each frame as fits into it, what
 * is out of sight waits until it comes into sight or the numbers rest, and nothing is animated from one number to the next.
 *
 * `<html data-flowing>` tells style sheets that numbers flow: those whose drawings follow a number gradually set --pace to 0s.
 */

const QUIET = 800; // milliseconds without new numbers after which they rest
const BUDGET = 3; // milliseconds of scripts in a frame: style, layout and paint of what they changed take three times as long

const outOfSight = new Set();
const pinned = new Set(); // elements of which a part is on show elsewhere
/** What is to be drawn, longest waiting first: functions, each with its element. */
const waiting = new Map();
let frame = 0;
let rest = 0;

const sight = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) outOfSight.delete(target);
      else outOfSight.add(target);
    }
    ask();
  },
  { rootMargin: "100px" },
);

const flowing = () => "flowing" in document.documentElement.dataset;

/** Numbers come: they flow when others came just before. */
export function beat() {
  if (rest && !flowing()) document.documentElement.dataset.flowing = "";
  clearTimeout(rest);
  rest = setTimeout(still, QUIET);
}

function still() {
  rest = 0;
  delete document.documentElement.dataset.flowing;
  ask();
}

/**
 * Call `draw()` in the next frame, or, while numbers flow, in a later one: in its turn, and once its element is in sight.
 * However often the same function is handed in before, it is called once.
 */
export function soon(element, draw) {
  waiting.set(draw, element); // a place in the queue is kept
  ask();
}

/** What waits need not be drawn any more. */
export const forget = (draw) => waiting.delete(draw);

function ask() {
  if (waiting.size) frame ||= requestAnimationFrame(work);
}

function work() {
  frame = 0;
  const start = performance.now();
  const hidden = ([, element]) => outOfSight.has(element) && !pinned.has(element);
  const due = [...waiting].filter((each) => !hidden(each));
  if (!flowing()) due.push(...[...waiting].filter(hidden));
  for (const [draw] of due) {
    if (performance.now() - start > BUDGET) return ask();
    waiting.delete(draw);
    draw();
  }
}

/** Whether an element is in sight is known from here on; until the browser has looked it counts as seen. */
export const watch = (element) => sight.observe(element);

export function unwatch(element) {
  sight.unobserve(element);
  outOfSight.delete(element);
}

/** An element counts as in sight while it is pinned. */
export function pin(element) {
  pinned.add(element);
  ask();
}

export const unpin = (element) => pinned.delete(element);
