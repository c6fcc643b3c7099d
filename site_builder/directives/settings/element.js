/** `<synapse-settings>`: begins the network anew as the reader would have it, or turns its rates while it learns. */

import { formatNumber } from "../../browser/format.js";
import { putText } from "../../browser/put.js";
import { View } from "../../browser/view.js";

const NUMBERS = ["noise", "test", "batch_size", "seed"];

class Settings extends View {
  #wanted = null;
  #pending = 0; // changes on their way: until all are made, the fields are ahead of the network

  start() {
    this.addEventListener("change", ({ target }) => this.#changed(target));
    this.addEventListener("input", ({ target }) => target.type === "range" && this.#say(target));
    this.addEventListener("click", ({ target }) => this.#clicked(target.closest("button")));
    this.#offer();
  }

  follow({ type, spec }) {
    if (type === "open" && !this.#pending) this.#show(spec);
    if (type === "status") putText(this.querySelector(".status"), this.network.waiting ? "Waiting for Python" : this.network.message);
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
    if (feature) this.#begin({ features: this.#features.filter((each) => each.checked).map((each) => each.dataset.feature) });
    if (set) this.network.act(["set", set, Number(field.value)]);
    if (!change) return;
    const value = NUMBERS.includes(change) ? Number(field.value) : field.value;
    if (change === "seed" && (field.value === "" || !field.validity.valid)) field.value = String(this.network.spec.seed);
    else this.#begin({ [change]: value });
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

  /** What is not shown among the activations of outputs is chosen for hidden layers, also while there are none. */
  async #begin(changes) {
    const activation = this.querySelector('[data-change="activation"]')?.value;
    if (changes.hidden) this.#wanted = changes.hidden;
    this.#offer();
    this.#pending += 1;
    await this.network.act(["change", { ...(activation ? { activation } : {}), ...changes }]);
    this.#pending -= 1;
    if (this.#pending) return;
    this.#wanted = null;
    this.#show(this.network.spec);
  }

  #show(spec) {
    const { from = {} } = spec.data ?? {};
    const size = { online: 1, batch: spec.data?.inputs.length ?? 1 }[spec.update] ?? spec.batch_size;
    const values = { ...from, cost: spec.cost, seed: spec.seed, batch_size: size };
    if (spec.shape.length > 2) values.activation = spec.activations[0];
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
  }

  #say(field) {
    field.closest("label").querySelector(".amount").textContent = formatNumber(field.valueAsNumber, ".0%");
  }

  #showLayers() {
    const list = this.querySelector(".setting-layers");
    if (!list) return;
    const focused = document.activeElement?.getAttribute("aria-label");
    list.replaceChildren(...this.#hidden.map((count, place) => layerRow(count, place + 1)));
    if (focused) list.querySelector(`[aria-label="${focused}"]`)?.focus();
  }

  /** Buttons that would lead past what there may be are not offered. */
  #offer() {
    const { layers, neurons } = this.dataset;
    this.querySelectorAll(".setting-layer").forEach((row, place) => {
      if (this.#hidden[place] === undefined) return;
      row.querySelector("[data-fewer]").disabled = this.#hidden[place] <= 1;
      row.querySelector("[data-more]").disabled = this.#hidden[place] >= Number(neurons);
    });
    const deeper = this.querySelector(".settings-deeper");
    if (!deeper) return;
    deeper.disabled = this.#hidden.length >= Number(layers);
    this.querySelector(".settings-shallower").disabled = this.#hidden.length === 0;
  }
}

/** Choose a value, which the field offers from now on if it did not before. */
function offerValue(field, value) {
  if (field.matches("select") && ![...field.options].some((option) => option.value === value)) field.append(new Option(value, value));
  field.value = value;
}

function layerRow(count, number) {
  const row = document.createElement("div");
  row.className = "setting-layer";
  const button = (text, words, name) => {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
    made.setAttribute("aria-label", `One neuron ${words} in hidden layer ${number}`);
    made.dataset[name] = "";
    return made;
  };
  const output = Object.assign(document.createElement("output"), { textContent: String(count) });
  output.setAttribute("aria-label", `Neurons in hidden layer ${number}`);
  const cluster = Object.assign(document.createElement("span"), { className: "cluster" });
  cluster.append(button("−", "fewer", "fewer"), output, button("+", "more", "more"));
  const name = Object.assign(document.createElement("span"), { textContent: `Hidden ${number}` });
  row.append(name, " ", cluster);
  return row;
}

customElements.define("synapse-settings", Settings);
