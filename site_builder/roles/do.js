/** Phrases that act: each does its actions one after the other when it is pressed, as one gesture; the first that is refused is the last. */

import "../browser/dock.js";
import { network, portions } from "../browser/lab.js";
import { rolling } from "../browser/roll.js";
import { seen } from "../browser/seen.js";

/** What a phrase does that is more than one action of its network, or none: it only says what a figure is to show. */
const OTHERS = {
  train: (net, steps) => portions(steps),
  reset: putBack,
  roll: (net) => rolling(net),
  *perturb(net, path) {
    net.tell({ type: "perturb", path });
  },
};

for (const button of document.querySelectorAll("button.do[data-do]")) {
  button.disabled = false;
  button.addEventListener("click", async () => {
    const net = network(button.dataset.for);
    button.setAttribute("aria-busy", "true");
    const done = await net.run(steps(net, JSON.parse(button.dataset.do)));
    button.removeAttribute("aria-busy");
    button.dispatchEvent(new CustomEvent("acted", { detail: done }));
  });
}

/** The actions as the network takes them: a pass that another action follows is seen to its end before. */
async function* steps(net, actions) {
  for (const [place, [name, ...given]] of actions.entries()) {
    if (name in OTHERS) yield* OTHERS[name](net, ...given);
    else if (place < actions.length - 1) yield* seen(net, [name, ...given]);
    else yield [name, ...given];
  }
}

/** A reset, after which what these paths name is as it was. */
function* putBack(net, ...keeping) {
  const kept = keeping.map((path) => [path, net.value(path)]);
  yield ["reset"];
  for (const [path, value] of kept) if (net.value(path) !== value) yield ["set", path, value];
}
