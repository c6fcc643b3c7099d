/** Phrases that act: each does its actions, one after the other, when it is pressed; the first that is refused is the last. */

import { network } from "../browser/lab.js";
import { roll } from "../browser/roll.js";

/** What is more than one action, or none: it only says what a figure is to show. */
const OTHERS = {
  train: (net, steps) => net.train(steps),
  roll: async (net) => (await roll(net)) !== "refused",
  perturb: (net, path) => net.tell({ type: "perturb", path }) ?? true,
};

for (const button of document.querySelectorAll("button.do[data-do]")) {
  button.disabled = false;
  button.addEventListener("click", async () => {
    const net = network(button.dataset.for);
    button.setAttribute("aria-busy", "true");
    for (const [name, ...rest] of JSON.parse(button.dataset.do)) {
      const done = name in OTHERS ? OTHERS[name](net, ...rest) : net.act([name, ...rest], { staged: true });
      if (!(await done)) break;
    }
    button.removeAttribute("aria-busy");
  });
}
