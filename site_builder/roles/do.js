/** Phrases that act: each does its action when it is pressed. */

import { network } from "../browser/lab.js";

for (const button of document.querySelectorAll("button[data-do]")) {
  button.disabled = false;
  button.addEventListener("click", async () => {
    const net = network(button.dataset.for);
    button.setAttribute("aria-busy", "true");
    await net.act(JSON.parse(button.dataset.do), { staged: "staged" in button.dataset });
    button.removeAttribute("aria-busy");
  });
}
