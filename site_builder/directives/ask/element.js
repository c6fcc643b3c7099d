/** `<synapse-ask>`: puts the reader's inputs to the network, as it is or as it will be, and lights the answer's way. */

import { forget, soon } from "../../browser/flow.js";
import { formatNumber } from "../../browser/format.js";
import { putText } from "../../browser/put.js";
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
  #again = false;
  #answer;
  #drawAnswer = () => this.#show(...this.#answer);

  start() {
    this.#state = JSON.parse(this.querySelector("[data-ask-state]").textContent);
    this.#stage = new Stage(this.querySelector(".brain"), this.#state);
    this.#first = { data: JSON.stringify(this.network.data), functions: this.#functions };
    this.#data = this.network.data;
    this.addEventListener("input", () => this.#ask(true));
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
  }

  repaint() {
    const { data } = this.network;
    if (data !== this.#data || !this.#painted) {
      this.#data = data;
      this.#same = this.network.original && JSON.stringify(data) === this.#first.data;
      this.#suit(data);
    }
    this.#offer();
    if (this.#now || !this.#painted) this.#ask(false);
  }

  /** Which activation each layer has. */
  get #functions() {
    return this.network.spec.shape.slice(1).map((_, layer) => this.network.value(`functions[${layer + 1}]`)).join();
  }

  /** An input is a switch where the network knows nothing but noughts and ones. */
  #suit(data) {
    const rows = [...data.inputs, ...data.testInputs].flat();
    const type = this.#state.switches && rows.every((value) => value === 0 || value === 1) ? "checkbox" : "number";
    for (const field of this.querySelectorAll("[data-ask]")) if (field.type !== type) turn(field, type);
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

  get #inputs() {
    return [...this.querySelectorAll("[data-ask]")].map((field) => (field.type === "checkbox" ? Number(field.checked) : field.valueAsNumber));
  }

  /** One question at a time; what changed meanwhile is asked after it. */
  async #ask(wait) {
    if (this.#asking) {
      this.#again = true;
      return;
    }
    const inputs = this.#inputs;
    if (!inputs.every(Number.isFinite)) return;
    this.#asking = true;
    const now = this.#now;
    const { spec } = this.network;
    const answer = this.#known(inputs, now) ?? (await this.#fromPython(inputs, now, wait));
    this.#asking = false;
    if (answer && spec === this.network.spec) {
      this.#answer = [answer, now ? this.#weights() : this.#state.weights];
      soon(this, this.#drawAnswer);
    }
    if (!this.#again) return;
    this.#again = false;
    this.#ask(wait);
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

  #show(activations, weights) {
    this.#painted = true;
    this.#stage.paint(activations, weights);
    const answer = activations.slice(-this.network.spec.shape.at(-1));
    putText(this.querySelector(".ask-answer output"), answer.map((value) => formatNumber(value, ".2f")).join(" "));
  }
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
