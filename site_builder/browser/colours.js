/** Colours of the theme as numbers, for pictures that are painted cell by cell. */

/** The red, green and blue of a custom property such as `--positive`, as it is at an element, from 0 to 255. */
export function rgb(element, token) {
  const context = document.createElement("canvas").getContext("2d");
  context.fillStyle = getComputedStyle(element).getPropertyValue(token);
  return context.fillStyle.match(/[\da-f]{2}/g).map((pair) => parseInt(pair, 16));
}
