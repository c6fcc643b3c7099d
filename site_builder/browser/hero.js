/**
 * `<synapse-hero>`: the home page's network, which the reader trains.
 *
 * Until the reader asks it for something it is a picture, and costs what a picture costs. From then on Python and what runs a network
 * are on their way; Train goes through the states that the build recorded meanwhile, and from there on the engine trains.
 */

import { Picture } from "./picture.js";
import { putText } from "./put.js";

const AT_ONCE = 10; // steps in a frame
const MOST = 3000; // steps for a press

class Hero extends Picture {
  #network = null;
  #python = null;
  #going = false; // whether the reader wants it to learn, while Python is not here
  #wanted = null; // the data that the reader chose meanwhile
  #modules = null;
  #taking = null;

  connectedCallback() {
    super.connectedCallback();
    for (const control of this.querySelectorAll("button, input")) control.disabled = false;
    this.addEventListener("click", ({ target }) => this.#press(target.closest("[data-act]")?.dataset.act));
    this.addEventListener("change", ({ target }) => this.#choose(target.value));
  }

  /** As it was drawn, until the engine has the word. */
  show(state) {
    if (this.#network) return;
    super.show(state);
    putText(this.querySelector(".says"), this.dataset.says.split("|")[state]);
  }

  comeTo() {
    if (!this.#network && !this.#going) super.comeTo();
  }

  #press(act) {
    if (act === "train") this.#train();
    if (act === "reset") this.#reset();
  }

  #train() {
    if (this.#network?.running) return this.#network.stop();
    if (this.#network) return this.#network.run(training());
    this.#going = !this.#going;
    this.stop();
    if (this.#going) {
      this.play(this.state === this.last ? 0 : this.state);
      this.#wake();
    }
    this.#refresh();
  }

  #reset() {
    this.#going = false;
    this.#wanted = null;
    this.stop();
    if (this.#network) this.#network.act(["reset"]);
    else this.show(0);
    this.#refresh();
  }

  #choose(set) {
    this.stop();
    if (this.#network) return this.#network.run(learning(set));
    this.#wanted = set;
    this.#going = true;
    this.#wake();
    this.#refresh();
  }

  /** Let Python come, and what runs a network; they go on from the state on show. */
  async #wake() {
    try {
      this.#modules ??= Promise.all([import("./lab.js"), import("./python_client.js"), import("./painting.js")]);
      const [{ network }, { python }, { Painting }] = await this.#modules;
      if (!this.#python) python.subscribe(() => this.#refresh());
      this.#python = python;
      if (python.state === "failed") python.retry();
      else python.start();
      this.#refresh(); // what runs a network may have started it
      if (await python.arrival()) await (this.#taking ??= this.#takeOver(network(this.dataset.for), Painting));
    } catch {
      this.#modules = null;
      this.#going = false;
      putText(this.querySelector(".status"), "What trains it could not be loaded.");
    }
  }

  async #takeOver(network, Painting) {
    this.stop();
    const steps = Number(this.dataset.steps.split(" ")[this.state]);
    if (steps) await network.act(["train", steps]);
    this.#network = network;
    new Painting(this, network);
    network.subscribe(() => this.#refresh());
    if (this.#wanted) network.run(learning(this.#wanted));
    else if (this.#going) network.run(training());
    this.#refresh();
  }

  #refresh() {
    const running = this.#network ? this.#network.running : this.#going;
    putText(this.querySelector('[data-act="train"]'), running ? "Pause" : "Train");
    putText(this.querySelector(".status"), this.#words());
  }

  #words() {
    if (this.#network) return this.#network.message;
    if (this.#python?.state === "failed") return `Python could not start: ${this.#python.reason}`;
    return this.#python?.state === "loading" ? this.#python.progress.text : "";
  }
}

async function* training() {
  for (let done = 0; done < MOST; done += AT_ONCE) {
    yield ["train", AT_ONCE];
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

async function* learning(set) {
  yield ["change", { set }];
  yield* training();
}

customElements.define("synapse-hero", Hero);
