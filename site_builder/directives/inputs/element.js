/** `<synapse-inputs>`: the reader's hands on the network's inputs. */

import { View } from "../../browser/view.js";

class Inputs extends View {
  static reshapes = true;

  start() {
    const net = this.network;
    this.querySelector("select")?.addEventListener("change", (event) => net.act(["example", Number(event.target.value)]));
    for (const field of this.querySelectorAll("[data-path]")) this.#listen(net, field);
  }

  /** A drag is one gesture: one step back undoes all of it. */
  #listen(net, field) {
    let dragging = false;
    field.addEventListener(field.type === "range" ? "input" : "change", () => {
      if (!Number.isFinite(field.valueAsNumber)) return;
      net.act(["set", field.dataset.path, field.valueAsNumber], { merge: dragging });
      dragging = field.type === "range";
    });
    field.addEventListener("change", () => (dragging = false));
    field.addEventListener("blur", () => net.adopt(field));
  }
}

customElements.define("synapse-inputs", Inputs);
