/**
 * `<synapse-picture>`: a network as it learns, state by state, as the build drew it. It plays when it comes into sight and when
 * the reader comes to it, and stands still for readers of less motion.
 */

import { put } from "./put.js";

const PACE = 130; // milliseconds for each state
const still = matchMedia("(prefers-reduced-motion: reduce)");

export class Picture extends HTMLElement {
  /** The state on show. */
  state;

  #playing = 0;

  connectedCallback() {
    this.state = this.last;
    playOnceInSight.observe(this);
    const place = this.closest("li");
    for (const type of ["pointerenter", "focusin"]) place?.addEventListener(type, () => this.comeTo());
  }

  disconnectedCallback() {
    playOnceInSight.unobserve(this);
    this.stop();
  }

  get last() {
    return Number(this.dataset.states) - 1;
  }

  /** Play all of it, unless that is going on or the reader wants less motion. */
  comeTo() {
    if (!this.#playing && !still.matches) this.play(0);
  }

  /** Show one state after another from this one on. */
  play(from) {
    this.stop();
    let state = from;
    const step = () => {
      this.show(state);
      state += 1;
      if (state > this.last) this.stop();
    };
    this.#playing = setInterval(step, PACE);
    step();
  }

  /** Let what is playing stand where it is. */
  stop() {
    clearInterval(this.#playing);
    this.#playing = 0;
  }

  show(state) {
    this.state = state;
    for (const part of this.querySelectorAll("[data-numbers]")) {
      const { numbers, signs, of } = part.dataset;
      put(part, of, numbers.split(" ")[state]);
      if (signs) put(part, "data-sign", signs[state] === "-" ? "negative" : "positive");
    }
    for (const image of this.querySelectorAll("mask image")) put(image, "y", -1 - 2 * state);
  }
}

const playOnceInSight = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      playOnceInSight.unobserve(target);
      target.comeTo();
    }
  },
  { threshold: 0.8 },
);

customElements.define("synapse-picture", Picture);
