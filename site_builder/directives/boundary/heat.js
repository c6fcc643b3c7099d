/** The colours of a map, cell by cell: which class's colour a cell has (`sides`), and how strongly from 0 to 1 (`shares`). */

/**
 * A neuron's answers: the colour of `side` above the middle of the `scale`, that of `other` below it, full at its reach. Without a
 * reach the farthest answer has the full colour; without an `other` there is no colour below the middle. `ends` are the lowest and
 * the highest number that has a colour, and the one between.
 */
export function coloured(values, { scale: [middle, given], side, other }) {
  const reach = given ?? (values.reduce((most, value) => Math.max(most, Math.abs(value - middle)), 0) || 1);
  const share = (value) => Math.max(other === null ? 0 : -1, Math.min(1, (value - middle) / reach));
  const signed = values.map(share);
  const low = other === null ? middle : middle - reach;
  return {
    sides: Uint8Array.from(signed, (each) => (each < 0 ? other : side)),
    shares: signed.map(Math.abs),
    ends: [low, (low + middle + reach) / 2, middle + reach],
  };
}

/** The answer to the question `winners`: the class that wins each cell, as strongly as it leads. */
export function won(values) {
  const cells = values.length / 2;
  return { sides: Uint8Array.from(values.subarray(0, cells)), shares: values.subarray(cells) };
}

/** One pixel for each cell, the lowest row last; `colours` are red, green and blue of every class. */
export function paint(canvas, { sides, shares }, columns, colours) {
  const context = canvas.getContext("2d");
  const picture = context.createImageData(columns, shares.length / columns);
  shares.forEach((share, place) => {
    const row = picture.height - 1 - Math.floor(place / columns);
    const start = 4 * (row * columns + (place % columns));
    picture.data.set(colours[sides[place]], start);
    picture.data[start + 3] = share * 255;
  });
  context.putImageData(picture, 0, 0);
}
