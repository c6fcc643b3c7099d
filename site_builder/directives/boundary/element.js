/** `<synapse-boundary>`: paints what Python answers over the plane, or along the line, and lets the reader edit the data on it. */

import { rgb } from "../../browser/colours.js";
import { soon } from "../../browser/flow.js";
import { formatNumber } from "../../browser/format.js";
import { put, putText } from "../../browser/put.js";
import { View } from "../../browser/view.js";
import { Plane, toDrawing } from "./plane.js";

class Boundary extends View {
  #choice;
  #frame;
  #plane;
  #busy = false;
  #wanted = false;
  #stale = false;
  #table = { rows: [], data: null };
  #painted;
  #colours = null;
  #answer;
  #drawAnswer = () => this.#show(this.#answer);

  start() {
    const { plot, ranges, grid, sizes, lines = "null" } = this.dataset;
    this.#frame = Object.fromEntries(Object.entries({ plot, ranges, grid, sizes, lines }).map(([name, text]) => [name, JSON.parse(text)]));
    this.#choice = this.querySelector('[data-choice="neuron"]');
    this.#choice.addEventListener("change", () => this.#chosen());
    this.#table.element = this.querySelector(".table-twin");
    this.#table.element.addEventListener("toggle", () => this.#refresh());
    if ("editable" in this.dataset) this.#plane = new Plane(this, this.network, this.#frame);
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    const repaint = () => {
      this.#colours = null;
      if (this.#painted) this.#heat(this.#painted);
    };
    scheme.addEventListener("change", repaint);
    this.untilGone(() => scheme.removeEventListener("change", repaint));
    if (this.network.canUndo) this.repaint();
  }

  follow(event) {
    if (event.type === "open") this.#reopen(event);
    if (event.type === "status" && this.#stale) this.#refresh();
  }

  repaint() {
    this.#plane?.draw();
    this.#refresh();
  }

  /** The output whose targets the points carry: the one on show, or the first that was. */
  get output() {
    const [layer, index] = this.#neuron;
    return layer === this.network.spec.shape.length - 1 ? index : Number(this.dataset.output);
  }

  get #neuron() {
    return this.#choice.value.split(".").map(Number);
  }

  get #shown() {
    return this.#choice.selectedOptions[0];
  }

  /** How the neuron on show is coloured, by its function as it is now: the middle, and how far the full colours are from it. */
  get #scale() {
    const [layer] = this.#neuron;
    if (layer === this.network.spec.shape.length - 1) return this.targetScale;
    return JSON.parse(this.dataset.scales)[this.network.value(`functions[${layer}]`)] ?? [0, null];
  }

  /** How targets are coloured, and the output they are for: halfway between the classes, and how far the outermost are from it. */
  get targetScale() {
    const { targets, testTargets } = this.network.data;
    const middle = this.network.value(`thresholds[${this.output}]`);
    const reach = Math.max(...[...targets, ...testTargets].map((row) => Math.abs(row[this.output] - middle)));
    return [middle, reach || 0.5];
  }

  /** Another network: its neurons are offered, the first output first. */
  #reopen({ names, layers, spec }) {
    let column = spec.shape[0];
    const groups = names.slice(1).map((own, place) => {
      const group = Object.assign(document.createElement("optgroup"), { label: layers[place + 1] });
      for (const [index, name] of own.entries()) {
        const option = new Option(name, `${place + 1}.${index}`);
        option.dataset.column = String(column++);
        group.append(option);
      }
      return group;
    });
    this.#choice.replaceChildren(...groups);
    this.#choice.value = `${names.length - 1}.0`;
    this.#chosen();
  }

  #chosen() {
    const name = this.#shown.textContent;
    this.querySelector("th.answer").textContent = name;
    const drawing = this.querySelector(".chart");
    drawing.setAttribute("aria-label", drawing.getAttribute("aria-label").replace(/ of .*? over /, ` of ${name} over `));
    this.#plane?.draw();
    this.#refresh();
  }

  /** Ask for what is on show; while an answer is under way, once more after it, however often this was called. */
  async #refresh() {
    this.#wanted = true;
    if (this.#busy) return;
    this.#busy = true;
    while (this.#wanted) {
      this.#wanted = false;
      await this.#ask();
    }
    this.#busy = false;
  }

  async #ask() {
    const { ranges, grid, sizes, lines } = this.#frame;
    const shown = this.#shown;
    const values = await this.network.ask(["grid", ...this.#neuron, grid, sizes]);
    const scale = this.#scale;
    const [middle] = scale;
    const line = values && lines ? ["boundary", ...this.#neuron, ranges, lines, middle] : null;
    const segments = line && (await this.network.ask(line));
    const data = this.network.data;
    const open = values && this.#table.element.open;
    const answers = open ? await this.network.ask(["answers", [...data.inputs, ...data.testInputs]]) : null;
    this.#stale = !values || (open && !answers);
    this.querySelector(".waits").hidden = !this.#stale;
    this.#answer = { shown, values, scale, segments, data, answers };
    soon(this, this.#drawAnswer);
  }

  #show({ shown, values, scale, segments, data, answers }) {
    const { sizes } = this.#frame;
    if (shown !== this.#shown) return;
    if (values && sizes.length === 2) this.#heat({ values, scale, columns: sizes[0] });
    if (segments) this.#line(segments);
    if (values && sizes.length === 1) this.#curve(values);
    if (answers) this.#tabulate(data, answers, Number(shown.dataset.column));
  }

  /** One pixel for each cell, enlarged by the browser: a colour of the scheme, as opaque as the number is far from the middle. */
  #heat(painted) {
    this.#painted = painted;
    const { values, scale: [middle, given], columns } = painted;
    const reach = given ?? (values.reduce((most, value) => Math.max(most, Math.abs(value - middle)), 0) || 1);
    const canvas = this.querySelector("canvas.heat");
    const context = canvas.getContext("2d");
    const picture = context.createImageData(columns, values.length / columns);
    const [low, high] = (this.#colours ??= ["--negative", "--positive"].map((token) => rgb(this, token)));
    values.forEach((value, place) => {
      const row = picture.height - 1 - Math.floor(place / columns);
      const share = Math.max(-1, Math.min(1, (value - middle) / reach));
      const [red, green, blue] = share < 0 ? low : high;
      const start = 4 * (row * columns + (place % columns));
      picture.data[start] = red;
      picture.data[start + 1] = green;
      picture.data[start + 2] = blue;
      picture.data[start + 3] = Math.abs(share) * 255;
    });
    context.putImageData(picture, 0, 0);
    this.#lay(canvas);
    this.#legend([middle - reach, middle, middle + reach]);
  }

  /** The canvas takes the place of the picture that the page came with. */
  #lay(canvas) {
    if (!canvas.hidden) return;
    const { plot } = this.#frame;
    const { width, height } = this.querySelector(".chart").viewBox.baseVal;
    const share = { left: plot.x / width, top: plot.y / height, width: plot.width / width, height: plot.height / height };
    for (const [name, part] of Object.entries(share)) canvas.style.setProperty(name, `${part * 100}%`);
    canvas.hidden = false;
    this.querySelector("g.heat").setAttribute("display", "none");
  }

  #legend(numbers) {
    const texts = numbers.map((number) => formatNumber(number + 0, ".3g"));
    const legend = this.querySelector(".legend");
    legend.querySelectorAll(".end").forEach((end, place) => putText(end, texts[place]));
    put(legend, "aria-label", `Colours from ${texts[0]}, blue, over ${texts[1]} to ${texts[2]}, orange`);
  }

  /** Where the neuron is at the middle of its colours. */
  #line(segments) {
    let path = "";
    for (let place = 0; place < segments.length; place += 4) {
      path += `M${this.#text(segments[place], segments[place + 1])}L${this.#text(segments[place + 2], segments[place + 3])}`;
    }
    this.querySelector(".line").setAttribute("d", path);
  }

  #curve(values) {
    const [low, high] = this.#frame.ranges[0];
    const last = values.length - 1;
    const points = Array.from(values, (value, place) => this.#text(low + (place / last) * (high - low), value));
    this.querySelector(".curve").setAttribute("points", points.join(" "));
  }

  #text(across, up) {
    return toDrawing(this.#frame, [across, up]).map((place) => place.toFixed(1)).join(" ");
  }

  #tabulate({ inputs, targets, testInputs, testTargets }, answers, column) {
    const body = this.#table.element.querySelector("tbody");
    const rows = [...inputs, ...testInputs];
    const wanted = [...targets, ...testTargets];
    const across = answers.length / rows.length;
    while (body.rows.length > rows.length) body.lastElementChild.remove();
    while (body.rows.length < rows.length) body.append(body.lastElementChild.cloneNode(true));
    rows.forEach((row, place) => {
      const name = place < inputs.length ? String(place + 1) : `Test ${place - inputs.length + 1}`;
      const numbers = [...row, wanted[place][this.output]].map((number) => formatNumber(number, ".4g"));
      const texts = [name, ...numbers, formatNumber(answers[place * across + column], ".4f")];
      texts.forEach((text, cell) => putText(body.rows[place].cells[cell], text));
    });
  }
}

customElements.define("synapse-boundary", Boundary);
