/** `<synapse-perturb>`: moves one weight or bias, and shows what every output would be for each of its values. */

import { forget, soon } from "../../browser/flow.js";
import { formatNumber } from "../../browser/format.js";
import { chosenPath, offerParameters } from "../../browser/parameters.js";
import { putText } from "../../browser/put.js";
import { python } from "../../browser/python_client.js";
import { View } from "../../browser/view.js";
import { Overview } from "./overview.js";
import { Panels } from "./panels.js";

class Perturb extends View {
  #values;
  #bounds;
  #most;
  #rows; // the examples that the curves are of: `inputs` and `targets`
  #numbers; // of every curve in turn: the output at each of the values, then at the value that the network has
  #outputs; // the names of the outputs
  #wanted; // the weight or bias that was asked for last, whether the network has it or not
  #path;
  #panels;
  #overview; // null where there is none
  #asking = false;
  #again = false;
  #answer; // that is to be drawn: numbers, the examples they are of, and the value that the weight had
  #drawAnswer = () => this.#draw(this.#answer);

  start() {
    const state = JSON.parse(this.querySelector("[data-perturb]").textContent);
    [this.#values, this.#bounds, this.#most] = [state.values, state.bounds, state.most];
    [this.#rows, this.#numbers, this.#outputs] = [state.rows, state.numbers, state.outputs];
    this.#panels = new Panels(this, this.#values);
    this.#overview = state.overview ? new Overview(this, (path) => this.#want(path)) : null;
    const select = this.querySelector("select");
    this.#path = this.#wanted = [...select.options].find((option) => option.defaultSelected).value;
    select.value = this.#path;
    select.addEventListener("change", () => this.#want(select.value));
    for (const field of this.#fields) this.#listen(field);
    this.untilGone(python.subscribe(() => this.#hear()));
  }

  /** Python has arrived, or says how far it is. */
  #hear() {
    if (python.state === "ready" && this.hasAttribute("data-stale")) this.#ask({ wait: true });
    this.#tell();
  }

  follow(event) {
    if (event.type === "open") this.#reopen(event);
    if (event.type === "perturb") this.#want(event.path);
    this.#tell();
  }

  #want(path) {
    this.#wanted = path;
    this.#choose();
  }

  /** Another network: its weights and biases are offered, the one on show before if there is still such a one. */
  #reopen({ parameters, names }) {
    forget(this.#drawAnswer);
    this.#outputs = names.at(-1);
    offerParameters(this.querySelector("select"), parameters);
    const bars = this.#overview?.arrange(this.network, parameters, this.#most.bars);
    this.querySelector(".perturb-choice").hidden = Boolean(bars);
    this.#choose();
  }

  /** The network has other numbers now: so may the curves. */
  repaint() {
    this.#ask({ wait: false });
  }

  get #fields() {
    return this.querySelectorAll(".perturb-value input");
  }

  /** A drag is one gesture: one step back undoes all of it. */
  #listen(field) {
    let dragging = false;
    field.addEventListener(field.type === "range" ? "input" : "change", () => {
      if (!Number.isFinite(field.valueAsNumber)) return;
      if (field.type === "range") this.#foresee(field.valueAsNumber);
      this.#set(field.valueAsNumber, dragging);
      dragging = field.type === "range";
    });
    field.addEventListener("change", () => (dragging = false));
    field.addEventListener("blur", () => this.network.adopt(field));
  }

  async #set(value, merge) {
    const done = await this.network.act(["set", this.#path, value], { merge });
    if (!done) this.#panels.paint(this.#rows.targets, this.#numbers, this.#scale, this.network.value(this.#path));
  }

  /** The curves say already where the dots will be, and need no Python for it. */
  #foresee(value) {
    if (this.hasAttribute("data-stale")) return;
    const distances = this.#values.map((each) => Math.abs(each - value));
    const place = distances.indexOf(Math.min(...distances));
    this.#panels.paint(this.#rows.targets, this.#numbers, this.#scale, value, place);
  }

  #choose() {
    const select = this.querySelector("select");
    this.#path = select.value = chosenPath(this.network.parameterNames, this.#wanted);
    const name = select.selectedOptions[0].textContent;
    for (const field of this.#fields) {
      this.network.forget(field);
      field.dataset.live = `${this.network.name}.${this.#path}`;
      field.removeAttribute("data-absent");
      field.setAttribute("aria-label", field.type === "range" ? `${name} slider` : name);
      this.network.adopt(field);
    }
    for (const each of this.querySelectorAll(".perturb-name")) each.textContent = name;
    this.#overview?.choose(this.#path);
    this.#ask({ wait: true });
  }

  /** The examples to draw curves for, as many as there is room for. */
  get #examples() {
    const { inputs, targets } = this.network.data;
    const count = Math.max(1, Math.min(this.#most.rows, Math.floor(this.#most.curves / targets[0].length)));
    return { inputs: inputs.slice(0, count), targets: targets.slice(0, count) };
  }

  /** The lowest and highest number to be drawn: those that outputs can have, or those that there are. */
  get #scale() {
    const last = this.network.spec.shape.length - 1;
    return this.#bounds[this.network.value(`functions[${last}]`)] ?? range([...this.#numbers, ...this.#rows.targets.flat()]);
  }

  /** One question at a time; what changed meanwhile is asked after it. Until there is an answer the curves are of the past. */
  async #ask({ wait }) {
    this.#again = this.#asking && { wait: wait || this.#again.wait };
    if (this.#asking) return;
    this.#asking = true;
    this.toggleAttribute("data-stale", true);
    const { spec } = this.network;
    const [path, value, rows] = [this.#path, this.network.value(this.#path), this.#examples];
    const swept = this.network.ask(["sweep", path, [...this.#values, value], rows.inputs], { wait });
    const sways = this.#overview?.shown ? this.network.ask(["sways", this.#values, rows.inputs], { wait }) : null;
    const [numbers, all] = [await swept, await sways];
    this.#asking = false;
    if (this.#again) return this.#ask(this.#again);
    if (numbers && path === this.#path && spec === this.network.spec) {
      this.#answer = { numbers, rows, value, all };
      soon(this, this.#drawAnswer);
    }
    this.#tell();
  }

  #draw({ numbers, rows, value, all }) {
    [this.#numbers, this.#rows] = [numbers, rows];
    this.toggleAttribute("data-stale", this.#asking);
    this.#panels.arrange(rows.inputs, this.#outputs);
    this.#panels.paint(rows.targets, numbers, this.#scale, value);
    this.#panels.draw(rows.targets, numbers, this.#scale);
    const bounds = this.#bounds[this.network.value(`functions[${this.network.spec.shape.length - 1}]`)];
    if (all) this.#overview.draw(all, this.network.parameterNames, bounds ? bounds[1] - bounds[0] : 0);
    const [low, high] = (bounds ?? []).map((number) => formatNumber(number, ".4g"));
    putText(this.querySelector(".perturb-scale"), bounds ? `from ${low} to ${high}` : "the same scale everywhere");
    this.#tell();
  }

  #tell() {
    putText(this.querySelector(".perturb-status"), this.#words());
  }

  #words() {
    if (this.network.waiting) return `Waiting for Python. ${python.progress.text}`;
    if (this.network.message) return this.network.message;
    return this.hasAttribute("data-stale") && python.state !== "ready" ? "The curves follow once Python is here." : "";
  }
}

/** The lowest and the highest of these numbers, apart from each other where they would be the same. */
function range(numbers) {
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  return low < high ? [low, high] : [low - 1, high + 1];
}

customElements.define("synapse-perturb", Perturb);
