/** Phrases that act: each does its action when it is pressed. */

import { network } from "../browser/lab.js";

for (const button of document.querySelectorAll("button.do[data-do]")) {
  button.disabled = false;
  button.addEventListener("click", async () => {
    const net = network(button.dataset.for);
    button.setAttribute("aria-busy", "true");
    const action = JSON.parse(button.dataset.do);
    if (action[0] === "train") await net.train(action[1]);
    else await net.act(action, { staged: "staged" in button.dataset });
    button.removeAttribute("aria-busy");
  });
}
