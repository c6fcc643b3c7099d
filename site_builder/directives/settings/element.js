/** `<synapse-settings>`: begins the network anew as the reader would have it, or turns its rates while it learns. */

import { announce, begin } from "../../browser/announce.js";
import { formatNumber } from "../../browser/format.js";
import { allow, put, putText } from "../../browser/put.js";
import { rove } from "../../browser/roving.js";
import { View } from "../../browser/view.js";

const NUMBERS = ["noise", "test", "batch_size", "seed"];
const PENALTIES = ["l1", "l2"];

class Settings extends View {
  #wanted = null;
  #pending = 0; // changes on their way: until all are made, the fields are ahead of the network
  #said = ""; // why a choice was not passed on
  #settle = () => {}; // which button of the layers Tab comes to

  start() {
    this.addEventListener("change", ({ target }) => this.#changed(target));
    this.addEventListener("input", ({ target }) => target.type === "range" && this.#say(target));
    this.addEventListener("click", ({ target }) => this.#clicked(target.closest("button")));
    const inputs = this.querySelector(".setting-features");
    const layers = this.querySelector(".setting-shape");
    if (inputs) rove(inputs, () => this.#features);
    if (layers) this.#settle = rove(layers, () => [...layers.querySelectorAll("button")]);
    this.#showRates();
    this.#offer();
  }

  follow({ type, spec }) {
    if (type === "open" && !this.#pending) this.#show(spec);
    if (type === "status") this.#explain();
  }

  repaint() {
    this.#showRates();
  }

  /** The hidden layers, those included that were asked for and are on their way. */
  get #hidden() {
    return this.#wanted ?? this.network.spec.shape.slice(1, -1);
  }

  get #features() {
    return [...this.querySelectorAll("[data-feature]")];
  }

  #changed(field) {
    const { change, set, feature } = field.dataset;
    this.#said = "";
    if (feature) this.#chooseInputs(field);
    if (set) this.network.act(["set", set, Number(field.value)]);
    if (change === "seed" && (field.value === "" || !field.validity.valid)) this.#refuse(field);
    else if (change === "activation" && !this.#hidden.length) this.#tell("That will be the activation of hidden layers, of which there are none now.");
    else if (change) this.#begin({ [change]: NUMBERS.includes(change) ? Number(field.value) : field.value });
  }

  #chooseInputs(field) {
    const chosen = this.#features.filter((each) => each.checked).map((each) => each.dataset.feature);
    if (chosen.length) return this.#begin({ features: chosen });
    field.checked = true;
    this.#tell("A network needs an input: choose another before you take this one away.");
  }

  #refuse(field) {
    field.value = String(this.network.spec.seed);
    this.#tell("A seed is a whole number from 0 to 4,294,967,295, so it stays as it was.");
  }

  #clicked(button) {
    if (!button) return;
    const { spec } = this.network;
    const layers = [...this.querySelectorAll(".setting-layer")];
    const layer = layers.indexOf(button.closest(".setting-layer"));
    if (layer >= 0) this.#begin({ hidden: this.#hidden.with(layer, this.#hidden[layer] + ("more" in button.dataset ? 1 : -1)) });
    else if (button.matches(".settings-deeper")) this.#begin({ hidden: [...this.#hidden, this.#hidden.at(-1) ?? 2] });
    else if (button.matches(".settings-shallower")) this.#begin({ hidden: this.#hidden.slice(0, -1) });
    else if (button.matches(".settings-points")) this.#begin({ data_seed: spec.data.from.seed + 1 });
    else if (button.matches(".settings-seed")) this.#begin({ seed: spec.seed + 1 });
  }

  /** The first hidden layer has the activation that is on show, which is no layer's before. */
  async #begin(changes) {
    const activation = this.querySelector('[data-change="activation"]')?.value;
    const first = changes.hidden && this.network.spec.shape.length === 2;
    this.#said = "";
    if (changes.hidden) this.#wanted = changes.hidden;
    this.#offer();
    this.#pending += 1;
    const begun = begin();
    const done = await this.network.act(["change", { ...(first && activation ? { activation } : {}), ...changes }], { begun });
    this.#pending -= 1;
    if (done) announce(this, `The network begins anew: ${this.network.about.words}.`, begun);
    if (this.#pending) return;
    this.#wanted = null;
    this.#show(this.network.spec);
  }

  #tell(words) {
    this.#said = words;
    announce(this, words);
    this.#explain();
  }

  /** Why something is not as it was chosen, and what the numbers on show leave out. */
  #explain() {
    const { waiting, message } = this.network;
    const refused = this.#said || message; // of the network's message those who hear the page are told by browser/sayings.js
    const held = PENALTIES.some((name) => this.network.value(name) > 0);
    const words = waiting ? "Waiting for Python" : refused || (held ? this.dataset.penalties : "");
    putText(this.querySelector(".status"), words);
  }

  #show(spec) {
    const { from = {} } = spec.data ?? {};
    const size = { online: 1, batch: spec.data?.inputs.length ?? 1 }[spec.update] ?? spec.batch_size;
    const values = { ...from, cost: spec.cost, seed: spec.seed, batch_size: size };
    if (spec.shape.length > 2) values.activation = shared(spec.activations.slice(0, -1));
    for (const field of this.querySelectorAll("[data-change]")) {
      const value = field.dataset.change === "seed" ? spec.seed : values[field.dataset.change];
      if (value === undefined) continue;
      offerValue(field, String(value));
      if (field.type === "range") this.#say(field);
    }
    const features = spec.features?.length ? spec.features : ["x1", "x2"];
    for (const field of this.#features) field.checked = features.includes(field.dataset.feature);
    this.#showLayers();
    this.#offer();
    this.#explain();
  }

  /** Rates may be turned by a phrase or in a cell of Python as well, to values that were not on offer. */
  #showRates() {
    for (const field of this.querySelectorAll("[data-set]")) offerValue(field, String(this.network.value(field.dataset.set)));
    this.#explain();
  }

  #say(field) {
    field.closest("label").querySelector(".amount").textContent = formatNumber(field.valueAsNumber, ".0%");
  }

  #showLayers() {
    const list = this.querySelector(".setting-layers");
    if (!list) return;
    while (list.children.length > this.#hidden.length) {
      const last = list.lastElementChild;
      if (last.contains(document.activeElement)) this.querySelector(".settings-shallower").focus();
      last.remove();
    }
    while (list.children.length < this.#hidden.length) list.append(layerRow(list.children.length + 1));
    this.#hidden.forEach((count, place) => putText(list.children[place].querySelector("output"), String(count)));
    const buttons = [...this.querySelectorAll(".setting-shape button")];
    this.#settle(buttons.find((button) => button === document.activeElement) ?? buttons[0]);
  }

  /** What would lead past what there may be cannot be chosen; of a cost the reason is told. */
  #offer() {
    const { layers, neurons } = this.dataset;
    this.querySelectorAll(".setting-layer").forEach((row, place) => {
      if (this.#hidden[place] === undefined) return;
      allow(row.querySelector("[data-fewer]"), this.#hidden[place] > 1);
      allow(row.querySelector("[data-more]"), this.#hidden[place] < Number(neurons));
    });
    const deeper = this.querySelector(".settings-deeper");
    if (deeper) {
      allow(deeper, this.#hidden.length < Number(layers));
      allow(this.querySelector(".settings-shallower"), this.#hidden.length > 0);
    }
    const cost = this.querySelector('[data-change="cost"]');
    for (const option of cost?.options ?? []) {
      const reason = this.network.about.costs[option.value];
      option.disabled = reason !== "";
      putText(option, reason ? `${option.value} (${reason})` : option.value);
    }
  }
}

/** What all layers have, or "" where they differ. */
const shared = (names) => (names.every((name) => name === names[0]) ? names[0] : "");

/** Choose a value, which the field offers from now on if it did not before. */
function offerValue(field, value) {
  if (field.value === value) return;
  if (field.matches("select") && ![...field.options].some((option) => option.value === value)) {
    field.append(new Option(value || "one for each layer", value));
  }
  field.value = value;
}

function layerRow(number) {
  const row = document.createElement("span");
  row.className = "setting-layer";
  const button = (text, words, name) => {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
    put(made, "aria-label", `One neuron ${words} in hidden layer ${number}`);
    made.dataset[name] = "";
    return made;
  };
  const output = document.createElement("output");
  put(output, "aria-label", `Neurons in hidden layer ${number}`);
  put(output, "aria-live", "off");
  row.append(button("−", "fewer", "fewer"), output, button("+", "more", "more"));
  return row;
}

customElements.define("synapse-settings", Settings);
