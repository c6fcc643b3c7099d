/**
 * Draws a network anew that has another shape. Python says where everything stands (engine/drawing.py); the nodes are those of the
 * drawing that the page came with, cloned.
 */

export class Redrawing {
  #element;
  #svg;
  #models;
  #shape = null;

  /** `original` is the drawing that the page came with, as it was then. */
  constructor(element, original) {
    this.#element = element;
    this.#svg = element.querySelector("svg.drawing");
    const kept = (selector) => original.querySelector(selector)?.cloneNode(true);
    const neurons = [...original.querySelectorAll(".neurons")];
    this.#models = {
      heading: kept(".headings text"),
      connection: kept(".connection"),
      input: neurons[0].querySelector(".neuron").cloneNode(true),
      neuron: neurons.at(-1).querySelector(".neuron").cloneNode(true),
      target: kept("[data-target]"),
      label: kept("[data-label]"),
    };
    this.#shape = String(neurons.map((group) => group.querySelectorAll(".neuron").length));
  }

  /** Draw what `open` told. True when the shape is the one that the page came with. */
  draw(network, { drawing: labelled, plain, names, layers, spec }) {
    const drawing = this.#element.hasAttribute("data-plain") ? plain : labelled;
    network.forget(this.#svg);
    const { width, height, style } = drawing;
    put(this.#svg, { viewBox: `0 0 ${width} ${height}`, width: Math.round(width * 1.4), height: Math.round(height * 1.4), "font-size": style.text });
    this.#element.toggleAttribute("data-quiet", !drawing.labelled);
    this.#element.toggleAttribute("data-roomy", drawing.labelled && style.label > style.text);
    this.#headings(drawing, layers);
    for (const group of this.#svg.querySelectorAll(".connections, .neurons")) group.remove();
    const weights = this.#svg.querySelector(".weights");
    const place = { net: network.name, names, drawing, last: names.length - 1 };
    for (let layer = 1; layer <= place.last; layer++) weights.before(this.#connections(layer, place));
    for (let layer = 0; layer <= place.last; layer++) weights.before(this.#neurons(layer, place));
    weights.replaceChildren(...drawing.connections.map((each) => this.#label(each, place)));
    this.#tables(place);
    network.adopt(this.#element);
    return String(spec.shape) === this.#shape;
  }

  #headings({ neurons, width }, layers) {
    const heads = layers.map((name, layer) => {
      const head = this.#models.heading.cloneNode(true);
      head.textContent = name;
      put(head, { x: neurons.find((each) => each.layer === layer).x });
      return head;
    });
    const targets = this.#svg.querySelector('.headings [text-anchor="end"]');
    if (targets) put(targets, { x: width });
    this.#svg.querySelector(".headings").replaceChildren(...heads, ...(targets ? [targets] : []));
  }

  #group(kind, layer, children) {
    const group = document.createElementNS(this.#svg.namespaceURI, "g");
    put(group, { class: kind, "data-layer": layer });
    group.append(...children);
    return group;
  }

  #connections(layer, { net, names, drawing }) {
    const own = drawing.connections.filter((each) => each.layer === layer);
    return this.#group(
      "connections",
      layer,
      own.map(({ target, source, x1, y1, x2, y2 }) => {
        const node = this.#models.connection.cloneNode(true);
        put(node, {
          "data-connection": `${layer}.${target}.${source}`,
          "data-name": `Weight from ${names[layer - 1][source]} to ${names[layer][target]}`,
          "data-live": `${net}.weights[${layer}][${target}][${source}]`,
        });
        for (const line of node.children) put(line, { x1, y1, x2, y2 });
        return node;
      }),
    );
  }

  #neurons(layer, place) {
    const own = place.drawing.neurons.filter((each) => each.layer === layer);
    const nodes = own.map((each) => this.#neuron(each, place));
    const targets = layer === place.last && this.#models.target ? own.map((each) => this.#target(each, place)) : [];
    return this.#group("neurons", layer, [...nodes, ...targets]);
  }

  #neuron({ layer, index, x, y }, { net, names, drawing: { style } }) {
    const node = this.#models[layer ? "neuron" : "input"].cloneNode(true);
    const name = names[layer][index];
    put(node, { "data-neuron": `${layer}.${index}`, "data-name": name, "data-live": `${net}.activations[${layer}][${index}]` });
    for (const circle of node.querySelectorAll("circle")) {
      put(circle, { cx: x, cy: y, r: circle.matches(".halo") ? style.radius + 4 : style.radius });
    }
    put(node.querySelector(".activation"), { x, y: y - style.radius - 6 });
    const symbol = node.querySelector(".symbol[data-live]");
    if (symbol) put(symbol, { "data-live": `${net}.functions[${layer}]` });
    const bias = node.querySelector("[data-bias]");
    if (bias) {
      put(bias, { "data-bias": `${layer}.${index}`, "data-name": `Bias of ${name}`, "data-live": `${net}.biases[${layer}][${index}]` });
      put(bias.querySelector("text"), { x, y: y + style.radius + 6 });
    }
    return node;
  }

  #target({ index, y }, { net, drawing: { width } }) {
    const node = this.#models.target.cloneNode(true);
    put(node, { x: width, y, "data-target": index, "data-live": `${net}.targets[${index}]` });
    return node;
  }

  #label({ layer, target, source, label_x: x, label_y: y, angle }, { net }) {
    const node = this.#models.label.cloneNode(true);
    put(node, {
      transform: `translate(${x} ${y}) rotate(${angle})`,
      "data-label": `${layer}.${target}.${source}`,
      "data-live": `${net}.weights[${layer}][${target}][${source}]`,
    });
    return node;
  }

  /** The table twin: one row for each neuron, and one for each connection. */
  #tables({ net, names, drawing, last }) {
    const [neurons, connections] = this.#element.querySelectorAll(".table-twin table");
    if (!neurons) return;
    const biases = this.#models.neuron.querySelector("[data-bias]") !== null;
    fill(
      neurons.tBodies[0],
      drawing.neurons.map(({ layer, index }) => {
        const own = (kind) => (layer ? `${net}.${kind}[${layer}][${index}]` : null);
        const target = layer === last ? `${net}.targets[${index}]` : null;
        const cells = [own("sums"), `${net}.activations[${layer}][${index}]`, ...(biases ? [own("biases")] : []), own("deltas"), target];
        return { words: [names[layer][index]], cells };
      }),
    );
    fill(
      connections.tBodies[0],
      drawing.connections.map(({ layer, target, source }) => ({
        words: [names[layer - 1][source], names[layer][target]],
        cells: ["weights", "weight_gradients", "weight_updates"].map((kind) => `${net}.${kind}[${layer}][${target}][${source}]`),
      })),
    );
  }
}

/** Rows of a header and words, then of live numbers; a path that is null leaves its cell empty. */
function fill(body, rows) {
  const made = rows.map(({ words, cells }) => {
    const row = document.createElement("tr");
    words.forEach((text, place) => {
      const cell = document.createElement(place ? "td" : "th");
      if (!place) cell.scope = "row";
      cell.textContent = text;
      row.append(cell);
    });
    for (const path of cells) {
      const cell = row.insertCell();
      if (!path) continue;
      const number = document.createElement("span");
      put(number, { "data-live": path, "data-format": ".4f" });
      cell.append(number);
    }
    return row;
  });
  body.replaceChildren(...made);
}

function put(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}
