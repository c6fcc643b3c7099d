/**
 * Fills what the build wrote once for any part of a network (site_builder/blanks.py): a template whose texts and attributes have
 * blanks, such as `{i}` or `{neuron}`.
 *
 * An element with `data-each="i"` is made once for every neuron of the layer, one with "j" once for every neuron of the layer
 * before, one with "k" once for every neuron of the layer after; `data-join` is what stands between them. One with `data-only` stays
 * where its condition holds.
 */

const CONDITIONS = {
  averaged: ({ averaged }) => averaged,
  single: ({ averaged }) => !averaged,
  lifted: ({ lifted }) => lifted,
  given: ({ lifted }) => !lifted,
  last: ({ names }, { layer }) => layer === names.length - 1,
  inner: ({ names }, { layer }) => layer < names.length - 1,
};

/**
 * A copy of a template for one part of a network: `about` is what Python tells of it (engine/description.py), `place` a layer and,
 * as the template needs them, a neuron `i` of it, `j` of the layer before and `k` of the layer after.
 */
export function filled(template, about, place) {
  const copy = template.content.cloneNode(true);
  fillWithin(copy, about, place);
  return copy;
}

function fillWithin(node, about, place) {
  for (const child of [...node.childNodes]) {
    if (child.nodeType === Node.TEXT_NODE) child.data = written(child.data, about, place);
    if (child.nodeType !== Node.ELEMENT_NODE) continue;
    const { only, each } = child.dataset;
    if (only && !CONDITIONS[only](about, place)) child.remove();
    else if (each) child.replaceWith(...copies(child, about, place));
    else fill(child, about, place);
  }
}

function fill(element, about, place) {
  for (const attribute of element.attributes) attribute.value = written(attribute.value, about, place);
  fillWithin(element, about, place);
}

function copies(model, about, place) {
  const { each, join } = model.dataset;
  model.removeAttribute("data-each");
  model.removeAttribute("data-join");
  return about.names[place.layer + OFFSETS[each]].flatMap((_, index) => {
    const copy = model.cloneNode(true);
    fill(copy, about, { ...place, [each]: index });
    return index && join ? [join, copy] : [copy];
  });
}

/** How far the layer of a neuron is from the one that a template is filled for. */
const OFFSETS = { i: 0, j: -1, k: 1 };

function written(text, { layers, names, labels }, { layer, i, j, k }) {
  if (!text.includes("{")) return text;
  const blanks = {
    layer,
    i,
    j,
    k,
    before: layer - 1,
    after: layer + 1,
    name: layers[layer],
    neuron: names[layer][i],
    source: names[layer - 1]?.[j],
    receiver: names[layer + 1]?.[k],
    label: labels[layer][i],
  };
  return text.replace(/\{(\w+)\}/g, (_, blank) => blanks[blank]);
}
