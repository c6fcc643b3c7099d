/** Lets a network go downhill by itself, as a ball rolls, until it comes to rest. */

const MOST = 5000; // cycles after which one that is rolling still is stopped
const STILL = 1e-4; // at rest: no weight or bias moves further in a step, on average over a cycle
const FASTER = 30; // frames after which it makes one more cycle in each

const turns = new WeakMap(); // networks that roll, each with its present roll

export const isRolling = (network) => turns.has(network);

export const stop = (network) => turns.delete(network);

/**
 * Train a network, more in each frame, until it hardly moves any more; anything else that is asked of it ends that at once. One
 * undo takes it all back. Tells an event `roll` at both ends, the second with how it `end`ed, which is also what it resolves to:
 * "rest", "stopped", "far" from rest after many cycles, or "refused".
 */
export async function roll(network) {
  const turn = {};
  turns.set(network, turn);
  network.tell({ type: "roll" });
  const end = await go(network, () => turns.get(network) === turn);
  if (turns.get(network) === turn) turns.delete(network);
  if (!turns.has(network)) network.tell({ type: "roll", end });
  return end;
}

async function go(network, goesOn) {
  const cycle = stepsPerCycle(network);
  for (let frame = 0, done = 0; done < MOST; frame++) {
    const before = parameters(network);
    const cycles = 1 + Math.floor(frame / FASTER);
    const acted = network.act(["train", cycles * cycle], { merge: frame > 0 });
    const { asked } = network;
    if (!(await acted)) return "refused";
    done += cycles;
    const moved = parameters(network).map((value, place) => Math.abs(value - before[place]));
    if (Math.max(...moved) < STILL * cycles * cycle) return "rest";
    await new Promise((resolve) => requestAnimationFrame(resolve));
    if (!goesOn() || asked !== network.asked) return "stopped";
  }
  return "far";
}

const parameters = (network) => network.parameterNames.map((name) => network.value(name));

/** How many updates take a network through all of its examples once. */
function stepsPerCycle({ spec, data }) {
  if (spec.update === "batch") return 1;
  return Math.ceil(data.inputs.length / (spec.update === "mini-batch" ? spec.batch_size : 1));
}
