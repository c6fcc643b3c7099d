/** `<synapse-ask>`: puts the reader's inputs to the network, as it is or as it will be, and lights the answer's way. */

import { soon } from "../../browser/flow.js";
import { formatNumber } from "../../browser/format.js";
import { putText } from "../../browser/put.js";
import { Stage } from "../../browser/stage.js";
import { View } from "../../browser/view.js";

class Ask extends View {
  #state;
  #stage;
  #asking = false;
  #again = false;
  #answer;
  #drawAnswer = () => this.#show(...this.#answer);

  start() {
    this.#state = JSON.parse(this.querySelector("[data-ask-state]").textContent);
    this.#stage = new Stage(this.querySelector(".brain"), this.#state);
    this.addEventListener("input", () => this.#ask(true));
  }

  follow({ type, places }) {
    if (type === "light") this.#stage.light(this.network.layout, places);
  }

  repaint() {
    if (this.#now) this.#ask(false);
  }

  /** Whether the network is asked as it is now. */
  get #now() {
    return this.#state.parameters === null || this.querySelector("[value=now]")?.checked;
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
    const answer = this.#known(inputs, now) ?? (await this.#fromPython(inputs, now, wait));
    this.#asking = false;
    if (answer) {
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
    return this.#state.ends.map((_, place) => this.network.shown[this.network.weightPlaces[place]]);
  }

  #show(activations, weights) {
    this.#stage.paint(activations, weights);
    const answer = activations.slice(-this.#state.outputs);
    putText(this.querySelector(".ask-answer output"), answer.map((value) => formatNumber(value, ".2f")).join(" "));
  }
}

customElements.define("synapse-ask", Ask);
