/** Scales of charts that grow while the reader watches; site_builder/chart.py draws the same ones at build. */

const TICKS = 5;

/** Places numbers from `low` to `high` between the pixels `start` and `end`; logarithmic ones place log(1 + v). */
export function scale({ low, high, start, end, log = false }) {
  const bent = (value) => (log ? Math.log1p(Math.max(value, 0)) : value);
  const place = (value) => start + ((bent(value) - bent(low)) / (bent(high) - bent(low))) * (end - start);
  /** The number at a pixel. */
  place.invert = (pixel) => {
    const along = bent(low) + ((pixel - start) / (end - start)) * (bent(high) - bent(low));
    return log ? Math.expm1(along) : along;
  };
  place.ticks = () => (log ? decades(high) : multiples(low, high));
  return place;
}

function decades(high) {
  const found = [0];
  for (let value = 1; value <= high && found.length < 9; value *= 10) found.push(value);
  return found;
}

function multiples(low, high) {
  const step = nice((high - low) / TICKS);
  const found = [];
  for (let number = Math.ceil(low / step - 1e-9); number <= high / step + 1e-9; number++) found.push(Number((number * step).toPrecision(12)));
  return found;
}

/** The least of 1, 2 and 5 times a power of ten that is at least `step`. */
function nice(step) {
  const power = 10 ** Math.floor(Math.log10(step));
  return [1, 2, 5, 10].map((factor) => factor * power).find((value) => value >= step * (1 - 1e-9));
}

/** `share` has it told in per cent. */
export function tickText(value, share = false) {
  if (share) return `${tickText(value * 100)}%`;
  if (Math.abs(value) >= 10_000) return `${Number((value / 1000).toPrecision(6))}k`;
  const text = Math.abs(value) >= 1000 ? value.toLocaleString("en") : String(Number(value.toPrecision(6)));
  return text.replace("-", "−");
}

/** An SVG path through `points`, pairs of numbers. */
export function pathThrough(points, x, y) {
  return points.length ? "M" + points.map(([a, b]) => `${x(a).toFixed(1)} ${y(b).toFixed(1)}`).join("L") : "";
}

/** Places near the wanted ones, in their order, at least `gap` apart; between `low` and `high` as far as there is room. */
export function spread(wanted, gap, low, high) {
  const order = wanted.map((_, each) => each).sort((a, b) => wanted[a] - wanted[b]);
  const found = [];
  let floor = low;
  for (const each of order) {
    found[each] = floor = Math.max(wanted[each], floor);
    floor += gap;
  }
  let ceiling = high;
  for (const each of order.reverse()) {
    found[each] = ceiling = Math.min(found[each], ceiling);
    ceiling -= gap;
  }
  return found;
}
