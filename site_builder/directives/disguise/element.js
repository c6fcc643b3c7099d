/** `<synapse-disguise>`: puts a network's hidden neurons into other seats and turns their signs; what it answers stays as it is. */

import { announce, begin } from "../../browser/announce.js";
import { allow, put, putText } from "../../browser/put.js";
import { View } from "../../browser/view.js";
import { letSeatsBeDragged } from "./seats.js";

const ELSEWHERE = "These are disguises of the network as the article gives it, in shape and activation.";

const SAME = 1e-9; // numbers that are no further apart are the same, written with more digits or fewer

class Disguise extends View {
  #given;
  #rows; // the weights and biases of every disguise
  #now = 0;
  #seen = new Set([0]);
  #asking = false;

  start() {
    this.#given = JSON.parse(this.querySelector("[data-disguise]").textContent);
    this.#rows = this.#given.rows;
    this.addEventListener("change", ({ target }) => this.#putOn(Number(target.value)));
    for (const button of this.querySelectorAll("[data-leads]")) {
      const leads = button.dataset.leads.split(" ").map(Number);
      button.addEventListener("click", () => this.#putOn(leads[this.#now]));
    }
    this.#offerDragging();
    this.repaint();
  }

  /** Where the figure draws the network, a drag from neuron to neuron is another way to press Swap. */
  #offerDragging() {
    const stage = this.closest("figure")?.querySelector(`synapse-diagram[data-for="${this.dataset.for}"] .diagram-stage`);
    if (!stage) return;
    stage.dataset.seats = "";
    this.querySelector(".disguise-hint").dataset.offered = "";
    letSeatsBeDragged(stage, (...pair) => this.querySelector(`[data-swaps="${pair.sort().join(" ")}"]`)?.click());
  }

  follow({ type }) {
    if (type === "status" || type === "open") this.#tell();
  }

  repaint() {
    if (!this.#fits) return this.#tell();
    const numbers = this.network.parameterNames.map((name) => this.network.value(name));
    const worn = (row) => row.every((number, place) => Math.abs(number - numbers[place]) <= SAME);
    const found = worn(this.#rows[this.#now]) ? this.#now : this.#rows.findIndex(worn);
    if (found < 0) return this.#ask();
    this.#now = found;
    this.#seen.add(found);
    this.#tell();
  }

  /** Whether the network has the shape and the activations that the disguises are of. */
  get #fits() {
    const { shape, functions } = this.#given;
    const same = String(this.network.spec.shape) === String(shape);
    return same && functions.every((code, layer) => this.network.value(`functions[${layer + 1}]`) === code);
  }

  /** Other numbers, which no disguise leads to: their disguises are others, and none of them has been seen. */
  async #ask() {
    if (this.#asking) return;
    this.#asking = true;
    const numbers = await this.network.ask(["disguises"], { wait: true });
    this.#asking = false;
    if (!numbers || !this.#fits) return;
    const count = this.network.parameterNames.length;
    this.#rows = this.#rows.map((_, place) => [...numbers.subarray(place * count, (place + 1) * count)]);
    this.#seen.clear();
    this.#now = 0;
    this.#draw();
    this.repaint();
  }

  /** Of disguises that are alike, as those of a neuron with no weights, the one that was asked for is worn. */
  async #putOn(place) {
    this.#now = place;
    const begun = begin();
    if (await this.network.act(["parameters", this.#rows[place], this.network.value("cycle")], { begun })) this.#announce(place, begun);
    else this.repaint();
  }

  #announce(place, begun) {
    const name = this.#cells[place].getAttribute("aria-label");
    announce(this, `${name}. Every answer is as before. ${this.#seen.size} of ${this.#rows.length} seen.`, begun);
  }

  get #cells() {
    return this.querySelectorAll(".disguise-cell input");
  }

  #draw() {
    const largest = Math.max(...this.#rows[0].map(Math.abs)) || 1;
    this.#cells.forEach((cell, place) => {
      for (const square of cell.nextElementSibling.children) {
        const number = this.#rows[place][square.dataset.place];
        put(square, "class", number < 0 ? "negative" : "positive");
        put(square, "opacity", (Math.abs(number) / largest).toFixed(3));
      }
    });
  }

  #tell() {
    this.#cells.forEach((cell, place) => {
      cell.checked = place === this.#now;
      cell.disabled = !this.#fits;
      cell.parentElement.toggleAttribute("data-seen", this.#seen.has(place));
    });
    for (const button of this.querySelectorAll("[data-leads]")) allow(button, this.#fits);
    putText(this.querySelector(".disguise-now"), String(this.#now + 1));
    putText(this.querySelector(".disguise-seen"), String(this.#seen.size));
    const waiting = this.network.waiting ? "Waiting for Python" : this.network.message;
    putText(this.querySelector(".disguise-status"), this.#fits ? waiting : ELSEWHERE);
  }
}

customElements.define("synapse-disguise", Disguise);
