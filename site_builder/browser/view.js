/** A custom element that shows one of the page's networks: what all such elements have in common. */

import { forget, soon, unwatch, watch } from "./flow.js";
import { network } from "./lab.js";
import { stopWhereItScrolls } from "./scrolling.js";

export class View extends HTMLElement {
  /** The network that `data-for` names. */
  network;

  #leave = [];
  #repaint = () => this.repaint();

  connectedCallback() {
    this.network = network(this.dataset.for);
    for (const control of this.querySelectorAll("button, input, select, textarea")) control.disabled = false;
    this.untilGone(this.network.subscribe((event) => this.#hear(event)));
    this.untilGone(() => forget(this.#repaint));
    watch(this);
    this.untilGone(() => unwatch(this));
    for (const region of this.querySelectorAll(".table-scroll")) this.untilGone(stopWhereItScrolls(region));
    this.start();
  }

  disconnectedCallback() {
    for (const leave of this.#leave.splice(0)) leave();
  }

  /** Listen to what the element holds; called once it is on the page. */
  start() {}

  #hear(event) {
    this.follow(event);
    if (repaints(event)) soon(this, this.#repaint);
  }

  /** What the network does: an event of type `paint`, `pulse`, `fire`, `rest`, `status` or `open`, after which its parts may be others. */
  follow() {}

  /** Draw anew from the numbers on show: at most once in a frame, and while numbers flow in its turn (browser/flow.js). */
  repaint() {}

  /** Whether an update is more than the rate times the gradient: momentum or penalties add to it. */
  get held() {
    return ["momentum", "l1", "l2"].some((name) => this.network.value(name) !== 0);
  }

  /** Call `leave()` when the element leaves the page. */
  untilGone(leave) {
    this.#leave.push(leave);
  }
}

/** True for the events after which the numbers on show may be others. */
export const repaints = ({ type }) => type === "paint" || type === "rest";
