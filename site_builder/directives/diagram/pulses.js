/** What travels along the connections of a drawing, and what is seen where it arrives. */

export class Pulses {
  #drawing;
  #network;
  #backward = false;
  #travelling = false;

  constructor(drawing, network) {
    [this.#drawing, this.#network] = [drawing, network];
  }

  /** Let a pulse travel through the gap before `layer`: each connection's is as strong as what it carries. */
  travel({ direction, layer, duration }) {
    this.#backward = direction === "backward";
    this.#travelling = true;
    for (const group of this.#groups()) {
      const passed = this.#backward && Number(group.dataset.layer) > layer;
      if (!passed) delete group.dataset.glow;
      if (Number(group.dataset.layer) !== layer) delete group.dataset.pulse;
    }
    const group = this.#group(layer);
    if (!group) return;
    this.#weigh(group, (place) => this.#carried(place));
    group.dataset.pulse = direction;
    this.#drawing.style.setProperty("--travel", `${duration}ms`);
  }

  /** A pulse has arrived at a layer: its neurons swell, and on the way back the weights that it passed have changed. */
  arrive(layer) {
    for (const neuron of this.#drawing.querySelectorAll(`.neurons[data-layer="${layer}"] .neuron`)) {
      neuron.removeAttribute("data-fired");
      neuron.getBoundingClientRect();
      neuron.setAttribute("data-fired", "");
    }
    if (this.#backward) this.#glow(this.#group(layer + 1));
  }

  /** All has arrived; `changed` says that weights have changed, which glow now if no pulse has passed them. */
  rest(changed) {
    for (const group of this.#groups()) {
      delete group.dataset.pulse;
      if (changed && !this.#travelling) this.#glow(group);
    }
    this.#travelling = false;
  }

  /** Lines that have changed glow for a moment, each as much as it did. */
  #glow(group) {
    if (!group) return;
    delete group.dataset.pulse;
    this.#weigh(group, ({ layer, target, source }) => this.#network.numberAfter(`weight_updates[${layer}][${target}][${source}]`));
    delete group.dataset.glow;
    group.getBoundingClientRect();
    group.dataset.glow = "";
  }

  /** A connection carries weight × activation, and back weight × error signal, with the weight that it has until then. */
  #carried({ layer, target, source }) {
    const sent = this.#backward ? this.#network.numberAfter(`deltas[${layer}][${target}]`) : this.#network.value(`activations[${layer - 1}][${source}]`);
    return this.#network.value(`weights[${layer}][${target}][${source}]`) * sent;
  }

  /** Give the pulses of a group their signs and their shares of the strongest among them. */
  #weigh(group, strength) {
    const pulses = [...group.children].map((connection) => {
      const [layer, target, source] = connection.dataset.connection.split(".").map(Number);
      return [connection.querySelector(".pulse"), strength({ layer, target, source })];
    });
    const most = Math.max(...pulses.map(([, value]) => Math.abs(value))) || 1;
    for (const [pulse, value] of pulses) {
      pulse.dataset.sign = value < 0 ? "negative" : "positive";
      pulse.style.setProperty("--share", (Math.abs(value) / most).toFixed(3));
    }
  }

  #groups() {
    return this.#drawing.querySelectorAll(".connections");
  }

  #group(layer) {
    return this.#drawing.querySelector(`.connections[data-layer="${layer}"]`);
  }
}
