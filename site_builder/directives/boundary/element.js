/** `<synapse-boundary>`: paints what Python answers over the plane, or along the line, and lets the reader edit the data on it. */

import { rgb } from "../../browser/colours.js";
import { soon } from "../../browser/flow.js";
import { formatNumber } from "../../browser/format.js";
import { oneAtATime } from "../../browser/latest.js";
import { put, putText } from "../../browser/put.js";
import { View } from "../../browser/view.js";
import { coloured, paint, won } from "./heat.js";
import { toDrawing } from "./places.js";
import { Plane } from "./plane.js";

class Boundary extends View {
  #choice;
  #frame;
  #marks;
  #plane;
  #stale = false;
  #table = { rows: [], data: null };
  #painted;
  #colours = null;
  #answer;
  #drawAnswer = () => this.#show(this.#answer);

  start() {
    const { plot, ranges, grid, sizes, lines = "null" } = this.dataset;
    this.#frame = Object.fromEntries(Object.entries({ plot, ranges, grid, sizes, lines }).map(([name, text]) => [name, JSON.parse(text)]));
    this.#marks = JSON.parse(this.dataset.marks);
    this.#choice = this.querySelector('[data-choice="neuron"]');
    this.#choice.addEventListener("change", () => this.#chosen());
    this.#table.element = this.querySelector(".table-twin");
    this.#table.element.addEventListener("toggle", () => this.#refresh());
    if ("editable" in this.dataset) this.#plane = new Plane(this, this.network, this.#frame);
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    const repaint = () => {
      this.#colours = null;
      if (this.#painted) this.#paint(this.#painted);
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
    return layer === this.#last && index !== null ? index : Number(this.dataset.output);
  }

  /** The names of the classes that the outputs stand for, where the points have a colour and a mark for each; otherwise none. */
  get classes() {
    const { classes, names } = this.network.about;
    const fits = this.#frame.lines && classes && names.at(-1).length <= this.#marks.length;
    return fits ? names.at(-1) : [];
  }

  /** The marks of the classes; points on one side of a threshold have the first, those on the other the second. */
  get marks() {
    return this.#marks;
  }

  get #last() {
    return this.network.spec.shape.length - 1;
  }

  /** Layer and index of the neuron on show; all classes are those of the last layer, without an index. */
  get #neuron() {
    return this.#choice.value === "classes" ? [this.#last, null] : this.#choice.value.split(".").map(Number);
  }

  get #shown() {
    return this.#choice.selectedOptions[0];
  }

  /** Whether a class is on show, or all of them. */
  get #ofClass() {
    return this.#neuron[0] === this.#last && this.classes.length > 0;
  }

  /** How the neuron on show is coloured, by its function as it is now: the middle, and how far the full colours are from it. */
  get #scale() {
    const [layer] = this.#neuron;
    if (this.#ofClass) return [0, 1];
    if (layer === this.#last) return this.targetScale;
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
    const all = this.classes.length ? [new Option("All classes", "classes")] : [];
    this.#choice.replaceChildren(...all, ...groups);
    this.#choice.value = all.length ? "classes" : `${names.length - 1}.0`;
    this.#chosen();
  }

  #chosen() {
    const all = this.#neuron[1] === null;
    const name = this.#shown.textContent;
    this.querySelector("th.answer").textContent = all ? "Answer" : name;
    const drawing = this.querySelector(".chart");
    const label = drawing.getAttribute("aria-label");
    drawing.setAttribute("aria-label", label.replace(/ of .*? over /, ` of ${all ? "all classes" : name} over `));
    this.#plane?.draw();
    this.#refresh();
  }

  #refresh = oneAtATime(() => this.#ask());

  async #ask() {
    const { ranges, grid, sizes, lines } = this.#frame;
    const shown = this.#shown;
    const [layer, index] = this.#neuron;
    const values = await this.network.ask(index === null ? ["winners", grid, sizes] : ["grid", layer, index, grid, sizes]);
    const scale = this.#scale;
    const line = values && lines ? ["boundary", layer, index, ranges, lines, this.#ofClass ? null : scale[0]] : null;
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
    if (values && sizes.length === 2) this.#heat(values, scale);
    if (segments) this.#line(segments);
    if (values && sizes.length === 1) this.#curve(values);
    if (answers) this.#tabulate(data, answers);
  }

  /** The colours of the map, and the legend that says what they mean. */
  #heat(values, scale) {
    const [, index] = this.#neuron;
    const colours = this.#ofClass ? { scale, side: index, other: null } : { scale, side: 0, other: 1 };
    const cells = index === null ? won(values) : coloured(values, colours);
    this.#paint(cells);
    const legend = this.querySelector(".legend");
    this.querySelector(".classes")?.toggleAttribute("hidden", index !== null);
    legend.hidden = index === null;
    if (index !== null) this.#tell(legend, cells.ends, colours);
  }

  /** The cells, enlarged by the browser. */
  #paint(cells) {
    this.#painted = cells;
    const canvas = this.querySelector("canvas.heat");
    this.#colours ??= this.#marks.map((_, place) => rgb(this, `--class-${place}`));
    paint(canvas, cells, this.#frame.sizes[0], this.#colours);
    this.#lay(canvas);
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

  #tell(legend, ends, { side, other }) {
    const texts = ends.map((number) => formatNumber(number, ".3g"));
    legend.querySelectorAll(".end").forEach((end, place) => putText(end, texts[place]));
    put(legend, "data-class", side);
    legend.toggleAttribute("data-one-sided", other === null);
    const [low, high] = other === null ? ["pale", `that of ${this.#shown.textContent}`] : ["blue", "orange"];
    put(legend, "aria-label", `Colours from ${texts[0]}, ${low}, over ${texts[1]} to ${texts[2]}, ${high}`);
  }

  /** Where the neuron is at the middle of its colours or, of classes, where another one wins. */
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

  #tabulate({ inputs, targets, testInputs, testTargets }, answers) {
    const body = this.#table.element.querySelector("tbody");
    const rows = [...inputs, ...testInputs];
    const wanted = [...targets, ...testTargets];
    const across = answers.length / rows.length;
    while (body.rows.length > rows.length) body.lastElementChild.remove();
    while (body.rows.length < rows.length) body.append(body.lastElementChild.cloneNode(true));
    rows.forEach((row, place) => {
      const name = place < inputs.length ? String(place + 1) : `Test ${place - inputs.length + 1}`;
      const told = this.#told(wanted[place], [...answers.subarray(place * across, (place + 1) * across)]);
      const texts = [name, ...row.map((number) => formatNumber(number, ".4g")), ...told];
      texts.forEach((text, cell) => putText(body.rows[place].cells[cell], text));
    });
  }

  /** A target and the answer to it: numbers of the neuron on show, or classes. */
  #told(targets, answers) {
    if (this.#neuron[1] !== null) {
      return [formatNumber(targets[this.output], ".4g"), formatNumber(answers[Number(this.#shown.dataset.column)], ".4f")];
    }
    const given = answers.slice(-targets.length);
    const highest = Math.max(...given);
    return [this.classes[targets.indexOf(1)], `${this.classes[given.indexOf(highest)]}, ${formatNumber(highest, ".4f")}`];
  }
}

customElements.define("synapse-boundary", Boundary);
