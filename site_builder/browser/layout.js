/** Where each quantity stands in the one vector of a network's numbers: the browser's side of engine/layout.py. */

/** Where a dotted path such as `weights[1][0][2]` stands in the numbers, by the layout that the engine wrote. */
export function locate(layout, path) {
  if (path in layout) return layout[path][0];
  const [, base, ...rest] = /^(\w+)((?:\[\d+\])*)$/.exec(path) ?? [];
  const indices = [...(rest[0] ?? "").matchAll(/\d+/g)].map(Number);
  for (let used = indices.length; used >= 0; used--) {
    const name = base + indices.slice(0, used).map((index) => `[${index}]`).join("");
    const inner = indices.slice(used);
    if (name in layout && layout[name][1].length === inner.length) {
      const [offset, shape] = layout[name];
      if (inner.some((index, axis) => index >= shape[axis])) break;
      return offset + inner.reduce((place, index, axis) => place * shape[axis] + index, 0);
    }
  }
  throw new RangeError(`no quantity "${path}"`);
}

/** The places of all numbers that a pattern such as `weights[1]` or `weights[1][*][2]` names; see engine/layout.py. */
export function places(layout, pattern) {
  const [, base, rest] = /^(\w+)((?:\[(?:\d+|\*)\])*)$/.exec(pattern) ?? [];
  const wanted = (rest ?? "").match(/\d+|\*/g) ?? [];
  const found = [];
  for (const [name, [offset, shape]] of Object.entries(layout)) {
    if (name.split("[")[0] !== base) continue;
    const own = (name.match(/\d+/g) ?? []).map(Number);
    const size = shape.reduce((product, length) => product * length, 1);
    for (let place = 0; place < size; place++) {
      const indices = [...own, ...unravelled(place, shape)];
      if (wanted.every((one, axis) => one === "*" || Number(one) === indices[axis])) found.push(offset + place);
    }
  }
  return found;
}

function unravelled(place, shape) {
  const indices = [];
  for (const length of [...shape].reverse()) {
    indices.unshift(place % length);
    place = Math.floor(place / length);
  }
  return indices;
}

/** Every single number of a kind by its path, in the order of the layout. */
export function namesOf(layout, kind) {
  const entries = Object.entries(layout).filter(([name]) => name.split("[")[0] === kind);
  return entries.flatMap(([name, [, shape]]) => {
    const size = shape.reduce((product, length) => product * length, 1);
    return Array.from({ length: size }, (_, place) => name + unravelled(place, shape).map((index) => `[${index}]`).join(""));
  });
}
