/**
 * Plays one pass in stages: a pulse travels towards a layer, and the numbers of that layer arrive with it.
 *
 * The stages, and which quantities become visible in each, come from the engine (engine/trace.py). A reader who prefers
 * reduced motion, or acts again before the pulse has arrived, sees the end at once.
 */

const TRAVEL = 850; // milliseconds from one layer to the next at speed 1: a pass through two gaps takes about two seconds
const still = matchMedia("(prefers-reduced-motion: reduce)");

export class Player {
  #rest = () => {};

  /**
   * Play `stages`; `reveal(keys)` shows a stage's quantities, `tell(event)` lets the drawings move.
   * Resolves when the last stage is visible.
   */
  async play(stages, direction, { reveal, tell, speed = 1 }) {
    this.finish();
    const travel = still.matches ? 0 : TRAVEL / speed;
    const left = [...stages];
    let playing = true;
    this.#rest = () => {
      playing = false;
      this.#rest = () => {};
      reveal(left.splice(0).flatMap(({ keys }) => keys));
      tell({ type: "rest" });
    };
    while (playing && travel > 0 && left.length) {
      const { layer, keys } = left[0];
      if (layer > 0) {
        tell({ type: "pulse", direction, layer, duration: travel });
        await new Promise((resolve) => setTimeout(resolve, travel));
        if (!playing) return;
      }
      left.shift();
      reveal(keys);
      if (layer !== null) tell({ type: "fire", layer: direction === "forward" ? layer : layer - 1 });
    }
    if (playing) this.#rest();
  }

  /** Show the end of the pass that is playing, at once. */
  finish() {
    this.#rest();
  }
}
