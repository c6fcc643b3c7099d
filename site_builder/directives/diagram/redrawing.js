/**
 * Draws a network anew whose parts are others. Python says where everything stands (engine/drawing.py); the nodes are those of the
 * drawing that the page came with, cloned. That drawing itself comes back with the network that it is of.
 */

import { putAll } from "../../browser/put.js";

/** What a drawing sets on its element, and on itself. */
const FLAGS = ["data-quiet", "data-roomy"];
const SIZES = ["viewBox", "width", "height", "font-size", "data-columns", "aria-label"];

export class Redrawing {
  #element;
  #network;
  #svg;
  #models;
  #first;
  #drawn;

  constructor(element, network) {
    this.#element = element;
    this.#network = network;
    this.#svg = element.querySelector("svg.drawing");
    this.#drawn = JSON.stringify(network.about.names);
    this.#first = {
      drawn: this.#drawn,
      flags: FLAGS.filter((flag) => element.hasAttribute(flag)),
      svg: this.#svg.cloneNode(true),
      rows: this.#bodies.map((body) => body.cloneNode(true)),
    };
    const kept = (selector) => this.#svg.querySelector(selector)?.cloneNode(true);
    const neurons = [...this.#svg.querySelectorAll(".neurons")];
    this.#models = {
      heading: kept(".headings text"),
      connection: kept(".connection"),
      input: neurons[0].querySelector(".neuron").cloneNode(true),
      neuron: neurons.at(-1).querySelector(".neuron").cloneNode(true),
      bias: kept("[data-bias]"),
      target: kept("[data-target]"),
      label: kept("[data-label]"),
    };
  }

  /** The bodies of the table twin: neurons, connections. */
  get #bodies() {
    return [...this.#element.querySelectorAll(".table-twin tbody")];
  }

  /** Draw the network as it is now. False where that is drawn already. */
  draw() {
    const wanted = JSON.stringify(this.#network.about.names);
    if (wanted === this.#drawn) return false;
    this.#drawn = wanted;
    const parts = [this.#svg, ...this.#bodies];
    for (const part of parts) this.#network.forget(part);
    if (wanted === this.#first.drawn) this.#restore();
    else this.#drawAnew(this.#network.about);
    for (const part of parts) this.#network.adopt(part);
    return true;
  }

  #restore() {
    const { flags, svg, rows } = this.#first;
    for (const flag of FLAGS) this.#element.toggleAttribute(flag, flags.includes(flag));
    for (const name of SIZES) this.#svg.setAttribute(name, svg.getAttribute(name));
    this.#svg.replaceChildren(...svg.cloneNode(true).childNodes);
    this.#bodies.forEach((body, place) => body.replaceChildren(...rows[place].cloneNode(true).childNodes));
  }

  #drawAnew({ drawing: labelled, plain, names, words }) {
    const drawing = this.#element.hasAttribute("data-plain") ? plain : labelled;
    const { width, height, style } = drawing;
    const size = { width: Math.round(width * 1.4), height: Math.round(height * 1.4) };
    putAll(this.#svg, { viewBox: `0 0 ${width} ${height}`, ...size, "font-size": style.text, "data-columns": names.length, "aria-label": `Network of ${words}` });
    this.#element.toggleAttribute("data-quiet", !drawing.labelled);
    this.#element.toggleAttribute("data-roomy", drawing.labelled && style.label > style.text);
    this.#headings(drawing);
    for (const group of this.#svg.querySelectorAll(".connections, .neurons, .own-names")) group.remove();
    const weights = this.#svg.querySelector(".weights");
    const place = { net: this.#network.name, names, drawing, last: names.length - 1 };
    for (let layer = 1; layer <= place.last; layer++) weights.before(this.#connections(layer, place));
    for (let layer = 0; layer <= place.last; layer++) weights.before(this.#neurons(layer, place));
    weights.replaceChildren(...drawing.connections.map((each) => this.#label(each, place)));
    const decimals = this.#element.dataset.decimals ?? style.decimals; // as many as places were reserved for, or as were asked for
    for (const part of this.#svg.querySelectorAll(":is(.activation, .bias, .weight) [data-format]")) part.dataset.format = `.${decimals}f`;
    this.#tables(place);
  }

  #headings({ neurons, width, headings }) {
    const heads = headings.map((name, layer) => {
      const head = this.#models.heading.cloneNode(true);
      head.textContent = name;
      putAll(head, { x: neurons.find((each) => each.layer === layer).x });
      return head;
    });
    const targets = this.#svg.querySelector('.headings [text-anchor="end"]');
    if (targets) putAll(targets, { x: width });
    this.#svg.querySelector(".headings").replaceChildren(...heads, ...(targets ? [targets] : []));
  }

  #group(kind, layer, children) {
    const group = document.createElementNS(this.#svg.namespaceURI, "g");
    putAll(group, { class: kind, "data-layer": layer });
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
        putAll(node, {
          "data-connection": `${layer}.${target}.${source}`,
          "data-name": `Weight from ${names[layer - 1][source]} to ${names[layer][target]}`,
          "data-live": `${net}.weights[${layer}][${target}][${source}]`,
        });
        for (const line of node.children) putAll(line, { x1, y1, x2, y2 });
        putAll(node.querySelector(".blame"), { "data-live": `${net}.weight_gradients[${layer}][${target}][${source}]` });
        return node;
      }),
    );
  }

  #neurons(layer, place) {
    const own = place.drawing.neurons.filter((each) => each.layer === layer);
    const nodes = own.flatMap((each) => [this.#neuron(each, place), ...(layer && this.#models.bias ? [this.#bias(each, place)] : [])]);
    const targets = layer === place.last && this.#models.target ? own.map((each) => this.#target(each, place)) : [];
    return this.#group("neurons", layer, [...nodes, ...targets]);
  }

  #neuron({ layer, index, x, y, over }, { net, names, drawing: { style } }) {
    const node = this.#models[layer ? "neuron" : "input"].cloneNode(true);
    const name = names[layer][index];
    putAll(node, { "data-neuron": `${layer}.${index}`, "data-name": name, "data-live": `${net}.activations[${layer}][${index}]` });
    for (const circle of node.querySelectorAll("circle")) {
      const reach = circle.matches(".glow") ? style.radius * Number(this.#element.dataset.reach) : style.radius;
      putAll(circle, { cx: x, cy: y, r: circle.matches(".halo") ? style.radius + 4 : reach });
    }
    putAll(node.querySelector(".activation"), { x: over[0], y: over[1] });
    const own = node.querySelector(".input-symbol");
    if (own) {
      own.textContent = this.#network.about.symbols[index];
      putAll(own, { x: x - style.radius - 7, y });
    }
    const symbol = node.querySelector(".symbol[data-live]");
    if (symbol) putAll(symbol, { "data-live": `${net}.functions[${layer}]` });
    return node;
  }

  #bias({ layer, index, under }, { net, names }) {
    const node = this.#models.bias.cloneNode(true);
    putAll(node, { "data-bias": `${layer}.${index}`, "data-name": `Bias of ${names[layer][index]}`, "data-live": `${net}.biases[${layer}][${index}]` });
    putAll(node.querySelector("text"), { x: under[0], y: under[1] });
    return node;
  }

  #target({ index, y }, { net, drawing: { width } }) {
    const node = this.#models.target.cloneNode(true);
    putAll(node, { x: width, y, "data-target": index, "data-live": `${net}.targets[${index}]` });
    return node;
  }

  #label({ layer, target, source, label_x: x, label_y: y, angle }, { net }) {
    const node = this.#models.label.cloneNode(true);
    putAll(node, {
      transform: `translate(${x} ${y}) rotate(${angle})`,
      "data-label": `${layer}.${target}.${source}`,
      "data-live": `${net}.weights[${layer}][${target}][${source}]`,
    });
    return node;
  }

  /** The table twin: one row for each neuron, and one for each connection. */
  #tables({ net, names, drawing, last }) {
    const [neurons, connections] = this.#bodies;
    if (!neurons) return;
    const biases = this.#models.bias !== undefined;
    fill(
      neurons,
      drawing.neurons.map(({ layer, index }) => {
        const own = (kind) => (layer ? `${net}.${kind}[${layer}][${index}]` : null);
        const target = layer === last ? `${net}.targets[${index}]` : null;
        const cells = [own("sums"), `${net}.activations[${layer}][${index}]`, ...(biases ? [own("biases")] : []), own("deltas"), target];
        return { words: [names[layer][index]], cells };
      }),
    );
    fill(
      connections,
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
      putAll(number, { "data-live": path, "data-format": ".4f" });
      cell.append(number);
    }
    return row;
  });
  body.replaceChildren(...made);
}
