/** `<synapse-ask>`: puts the reader's inputs to the network, as it is or as it will be, and lights the answer's way. */

import { announce, begin } from "../../browser/announce.js";
import { forget, soon } from "../../browser/flow.js";
import { formatNumber } from "../../browser/format.js";
import { put, putText } from "../../browser/put.js";
import { Stage } from "../../browser/stage.js";
import { View } from "../../browser/view.js";

class Ask extends View {
  #state;
  #stage;
  #first; // the examples and functions of the network that the build trained
  #data; // the examples that were last looked at
  #same = true; // whether the specification and the examples are those that the page came with
  #trained = true; // whether what the build made of the network holds for this one
  #painted = true; // whether the stage shows the network that there is
  #asking = false;
  #again = null; // when the reader asked what is to be asked next; 0 where it was not the reader
  #untold = 0; // when the reader asked what the stage does not show yet
  #answer;
  #drawAnswer = () => this.#show(...this.#answer);

  start() {
    this.#state = JSON.parse(this.querySelector("[data-ask-state]").textContent);
    this.#stage = new Stage(this.querySelector(".brain"), this.#state);
    this.#first = { data: JSON.stringify(this.network.data), functions: this.#functions };
    this.#data = this.network.data;
    this.addEventListener("input", () => this.#ask(begin()));
    this.querySelector(".brain").addEventListener("click", ({ target }) => this.#press(target.closest("[data-input]")));
    this.#offerInputs();
  }

  follow(event) {
    if (event.type === "light") this.#stage.light(this.network.layout, event.places);
    if (event.type === "open") this.#reopen(event);
  }

  /** Another network: its neurons and connections, which are dark until it has answered. */
  #reopen({ stage, words }) {
    forget(this.#drawAnswer);
    this.#stage.reshape(stage);
    const brain = this.querySelector(".brain");
    brain.setAttribute("aria-label", brain.getAttribute("aria-label").replace(/: .*/, `: ${words}`));
    this.#painted = false;
    this.#offerInputs();
  }

  /** The neurons of the inputs can be pressed as well as their fields, where each is an input and no feature of them. */
  #offerInputs() {
    const fields = this.#fields;
    const pressed = this.network.spec.shape[0] === fields.length && !this.network.about.lifted;
    [...this.querySelectorAll(".cell")].forEach((cell, place) => {
      if (pressed && place < fields.length) put(cell, "data-input", place);
      else cell.removeAttribute("data-input");
    });
  }

  #press(cell) {
    const field = cell && this.#fields[Number(cell.dataset.input)];
    if (field?.type === "checkbox") field.click();
    else field?.focus();
  }

  repaint() {
    const { data } = this.network;
    for (const words of this.querySelectorAll(".ask-untrained")) words.hidden = this.network.value("step") > 0;
    if (data !== this.#data || !this.#painted) {
      this.#data = data;
      this.#same = this.network.original && JSON.stringify(data) === this.#first.data;
      this.#suit(data);
    }
    this.#offer();
    if (this.#now || !this.#painted) this.#ask();
  }

  /** Which activation each layer has. */
  get #functions() {
    return this.network.spec.shape.slice(1).map((_, layer) => this.network.value(`functions[${layer + 1}]`)).join();
  }

  /** An input is a switch where the network knows nothing but noughts and ones. */
  #suit(data) {
    const rows = [...data.inputs, ...data.testInputs].flat();
    const type = this.#state.switches && rows.every((value) => value === 0 || value === 1) ? "checkbox" : "number";
    for (const field of this.#fields) if (field.type !== type) turn(field, type);
  }

  /** The network after some training is offered as long as it is this one that was trained, on these examples. */
  #offer() {
    const trained = this.#same && this.#functions === this.#first.functions;
    if (trained === this.#trained) return;
    this.#trained = trained;
    this.#painted = false;
    if (!this.#state.parameters) return;
    this.querySelector(".ask-when").hidden = !trained;
    this.querySelector(".ask-other").hidden = trained;
  }

  /** Whether the network is asked as it is now. */
  get #now() {
    return this.#state.parameters === null || !this.#trained || this.querySelector("[value=now]").checked;
  }

  get #fields() {
    return [...this.querySelectorAll("[data-ask]")];
  }

  get #inputs() {
    return this.#fields.map((field) => (field.type === "checkbox" ? Number(field.checked) : field.valueAsNumber));
  }

  /**
   * One question at a time; what changed meanwhile is asked after it. `begun` is when the reader asked: then Python is waited for,
   * and the answer is said. Without it, the network has changed under the same question.
   */
  async #ask(begun = 0) {
    if (this.#asking) {
      this.#again = Math.max(begun, this.#again ?? 0);
      return;
    }
    const inputs = this.#inputs;
    if (!inputs.every(Number.isFinite)) return;
    this.#asking = true;
    const now = this.#now;
    const { spec } = this.network;
    const answer = this.#known(inputs, now) ?? (await this.#fromPython(inputs, now, begun > 0));
    this.#asking = false;
    if (answer && spec === this.network.spec) {
      this.#untold = Math.max(begun, this.#untold);
      this.#answer = [answer, now ? this.#weights() : this.#state.weights, inputs];
      soon(this, this.#drawAnswer);
    }
    if (this.#again === null) return;
    const next = this.#again;
    this.#again = null;
    this.#ask(next);
  }

  /** What was answered at build; it holds for the network as it is until that has changed. */
  #known(inputs, now) {
    const unchanged = !now || (this.#state.parameters === null && !this.network.canUndo);
    return unchanged ? this.#state.answers[inputs.join(" ")] : undefined;
  }

  async #fromPython(inputs, now, wait) {
    const status = this.querySelector(".status");
    const waiting = setTimeout(() => (status.textContent = wait ? "Waiting for Python" : ""), 200);
    const answer = await this.network.ask(["answers", [inputs], now ? null : this.#state.parameters], { wait });
    clearTimeout(waiting);
    putText(status, answer || !wait ? "" : this.network.message);
    return answer && [...answer];
  }

  #weights() {
    return this.network.weightPlaces.map((place) => this.network.shown[place]);
  }

  #show(activations, weights, inputs) {
    this.#painted = true;
    this.#stage.paint(activations, weights);
    const answer = [...activations.slice(-this.network.spec.shape.at(-1))];
    const written = answer.map((value) => formatNumber(value, ".2f")).join(" ");
    putText(this.querySelector(".ask-answer output"), written);
    const verdict = this.#verdict(inputs, answer);
    putText(this.querySelector(".ask-verdict"), verdict);
    if (this.#untold) announce(this, `It answers ${written}. ${verdict}`, this.#untold);
    this.#untold = 0;
  }

  /** Whether an answer is right, in words, as far as that is known: as the engine counts right answers. */
  #verdict(inputs, answer) {
    const { words, given } = this.#state;
    const { spec, data, about } = this.network;
    if (!spec.data) return "";
    const place = data.inputs.findIndex((row) => row.join() === inputs.join());
    const targets = data.targets[place] ?? (this.#same && given?.[0].join() === inputs.join() ? given[1] : null);
    if (!targets) return words.new;
    const right = rightness(answer, targets, about.classes, new Set(data.targets.flat()).size <= 2 && this.network.value("thresholds[0]"));
    return words[place < 0 ? `new ${right}` : right].replace("{}", targets.map((target) => formatNumber(target, ".6g")).join(" "));
  }
}

/** "right", "wrong" or, where an answer can only be near its target, "near"; `halfway` lies between two classes, or is false. */
function rightness(answer, targets, classes, halfway) {
  const highest = (values) => values.indexOf(Math.max(...values));
  if (classes) return highest(answer) === highest(targets) ? "right" : "wrong";
  if (answer.length > 1 || halfway === false) return "near";
  return answer[0] >= halfway === targets[0] >= halfway ? "right" : "wrong";
}

/** Make a switch of a number's field, which is on from a half upwards, or the other way round. */
function turn(field, type) {
  const label = field.closest("label");
  const value = field.type === "checkbox" ? Number(field.checked) : field.valueAsNumber;
  label.classList.toggle("ask-switch", type === "checkbox");
  field.type = type;
  if (type === "checkbox") {
    field.checked = value >= 0.5;
    label.prepend(field);
  } else {
    field.step = "any";
    field.value = String(value);
    label.append(" ", field);
  }
}

customElements.define("synapse-ask", Ask);
