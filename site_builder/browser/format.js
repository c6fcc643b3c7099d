/** Numbers as text, by Python's format specs, so that the page reads the same before and after a repaint. */

const SPEC = /^(\+)?(,)?(?:\.(\d+))?([feg%d])$/;

/** `formatNumber(-0.5, ".2f")` is "−0.50", and what rounds to 0 has no sign. Throws a RangeError for a spec that site_builder/formats.py does not know. */
export function formatNumber(value, spec) {
  const parts = SPEC.exec(spec);
  if (!parts) throw new RangeError(`unknown number format "${spec}"`);
  if (!Number.isFinite(value)) return "–";
  const [, plus, comma, digits, kind] = parts;
  const precision = digits === undefined ? 6 : Number(digits);
  let text = WRITERS[kind](Math.abs(value), precision);
  if (comma) text = text.replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));
  if (value < 0 && /^[^e]*[1-9]/.test(text)) return "−" + text;
  return (plus ? "+" : "") + text;
}

const WRITERS = {
  f: fixed,
  e: exponential,
  g: general,
  d: (value) => fixed(value, 0),
  "%": (value, precision) => fixed(value * 100, precision) + "%",
};

/** Like toFixed, but an exact tie goes to the even digit, as in Python. */
function fixed(value, precision) {
  const exact = Number.isInteger(value * 2 ** (precision + 1)); // else it has more binary digits, and no tie is possible
  const more = exact ? value.toFixed(precision + 1) : "";
  const below = more.slice(0, -1).replace(/\.$/, "");
  return more.endsWith("5") && Number(below.at(-1)) % 2 === 0 ? below : value.toFixed(precision);
}

function exponential(value, precision) {
  const [mantissa, exponent] = value.toExponential(precision).split("e");
  return mantissa + "e" + exponent[0] + exponent.slice(1).padStart(2, "0");
}

function general(value, precision) {
  const digits = precision || 1;
  const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
  const power = Number(exponent);
  if (power >= -4 && power < digits) return trimmed(fixed(value, digits - 1 - power));
  return trimmed(mantissa) + "e" + exponent[0] + exponent.slice(1).padStart(2, "0");
}

const trimmed = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);
