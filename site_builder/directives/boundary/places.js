/** Places in the data and places on the drawing; a `frame` holds the `plot` there and the `ranges` of its axes. */

export function toDrawing({ plot, ranges: [[left, right], [bottom, top]] }, [across, up]) {
  const x = plot.x + ((across - left) / (right - left)) * plot.width;
  return [x, plot.y + ((top - up) / (top - bottom)) * plot.height];
}

export function toData({ plot, ranges: [[left, right], [bottom, top]] }, { x, y }) {
  return [left + ((x - plot.x) / plot.width) * (right - left), top - ((y - plot.y) / plot.height) * (top - bottom)];
}
