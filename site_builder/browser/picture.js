/**
 * `<synapse-picture>`: a network as it learns, state by state, as the build drew it. It plays when the reader comes to it, stands
 * still for readers of less motion, and where it has a slider the reader leads.
 */

import { put, putText } from "./put.js";

const PACE = 130; // milliseconds for each state

class Picture extends HTMLElement {
  #slider;
  #playing = 0;

  connectedCallback() {
    this.#slider = this.querySelector("input");
    const place = this.closest("li, figure");
    if (this.#slider) {
      this.#slider.disabled = false;
      this.#slider.addEventListener("input", () => this.#lead());
      place.addEventListener("pointerdown", () => this.#stop());
    } else {
      for (const type of ["pointerenter", "focusin"]) place.addEventListener(type, () => this.#play());
    }
    if (this.#slider || matchMedia("(hover: none)").matches) playOnceInSight.observe(this);
  }

  disconnectedCallback() {
    playOnceInSight.unobserve(this);
    this.#stop();
  }

  get #states() {
    return Number(this.dataset.states);
  }

  #lead() {
    this.#stop();
    this.#show(this.#slider.valueAsNumber);
  }

  /** Play from the first state to the last, unless that is going on or the reader wants less motion. */
  play() {
    this.#play();
  }

  #play() {
    if (this.#playing || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    let state = 0;
    const step = () => {
      this.#show(state);
      state += 1;
      if (state === this.#states) this.#stop();
    };
    this.#playing = setInterval(step, PACE);
    step();
  }

  #stop() {
    clearInterval(this.#playing);
    this.#playing = 0;
  }

  #show(state) {
    for (const part of this.querySelectorAll("[data-numbers]")) {
      const { numbers, signs, of } = part.dataset;
      put(part, of, numbers.split(" ")[state]);
      if (signs) put(part, "data-sign", signs[state] === "-" ? "negative" : "positive");
    }
    for (const image of this.querySelectorAll("mask image")) put(image, "y", -1 - 2 * state);
    if (!this.#slider) return;
    const says = this.dataset.says.split("|")[state];
    this.#slider.value = state;
    put(this.#slider, "aria-valuetext", says);
    putText(this.querySelector("output"), says);
  }
}

const playOnceInSight = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      playOnceInSight.unobserve(target);
      target.play();
    }
  },
  { threshold: 0.8 },
);

customElements.define("synapse-picture", Picture);
