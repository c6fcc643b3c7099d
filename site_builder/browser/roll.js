/** Lets a network go downhill by itself, as a ball rolls, until it comes to rest. */

import { begin } from "./announce.js";

const MOST = 5000; // cycles after which one that is rolling still is stopped
const STILL = 1e-4; // at rest: no weight or bias moves further in a step, on average over a cycle
const FASTER = 30; // frames after which it makes one more cycle in each

const turns = new WeakSet(); // networks that roll

export const isRolling = (network) => turns.has(network);

export const stop = (network) => isRolling(network) && network.stop();

/** Let a network roll, and resolve to how that ended. */
export async function roll(network) {
  let end = "stopped";
  await network.run(rolling(network, (how) => (end = how)));
  return end;
}

/**
 * The actions of a roll, for `network.run`: training, more in each frame, until the network hardly moves any more. Tells an event
 * `roll` at both ends, the second with how it `end`ed, as `ended(end)` is told too: "rest", "stopped", "far" from rest after many
 * cycles, or "refused", and when it had last gone on (`begun`).
 */
export async function* rolling(network, ended = () => {}) {
  let end = "stopped";
  let begun = begin();
  turns.add(network);
  network.tell({ type: "roll" });
  try {
    end = (yield* training(network, () => (begun = begin()))) ? "rest" : "far";
  } finally {
    if (end === "stopped" && network.message) end = "refused";
    turns.delete(network);
    network.tell({ type: "roll", end, begun });
    ended(end);
  }
}

/** True when the network has come to rest; `goesOn()` is called after each portion. */
async function* training(network, goesOn) {
  const cycle = stepsPerCycle(network);
  for (let frame = 0, done = 0; done < MOST; frame++) {
    const before = parameters(network);
    const cycles = 1 + Math.floor(frame / FASTER);
    yield ["train", cycles * cycle];
    goesOn();
    done += cycles;
    const moved = parameters(network).map((value, place) => Math.abs(value - before[place]));
    if (Math.max(...moved) < STILL * cycles * cycle) return true;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  return false;
}

const parameters = (network) => network.parameterNames.map((name) => network.value(name));

/** How many updates take a network through all of its examples once. */
function stepsPerCycle({ spec, data }) {
  if (spec.update === "batch") return 1;
  return Math.ceil(data.inputs.length / (spec.update === "mini-batch" ? spec.batch_size : 1));
}
