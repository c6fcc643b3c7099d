/** Phrases that act: each does its actions, one after the other, when it is pressed; the first that is refused is the last. */

import { network } from "../browser/lab.js";

for (const button of document.querySelectorAll("button.do[data-do]")) {
  button.disabled = false;
  button.addEventListener("click", async () => {
    const net = network(button.dataset.for);
    button.setAttribute("aria-busy", "true");
    for (const [name, ...rest] of JSON.parse(button.dataset.do)) {
      const done = name === "train" ? net.train(rest[0]) : net.act([name, ...rest], { staged: true });
      if (!(await done)) break;
    }
    button.removeAttribute("aria-busy");
  });
}
