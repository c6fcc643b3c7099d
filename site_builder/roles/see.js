/** Phrases that light parts of a network while they are pointed at or focused, and that are lit by those parts. */

import "../browser/dock.js";
import { network } from "../browser/lab.js";
import { places } from "../browser/layout.js";

for (const phrase of document.querySelectorAll("[data-see]")) {
  const net = network(phrase.dataset.for);
  const patterns = phrase.dataset.see.split(" ");
  const own = patterns.flatMap((pattern) => places(net.layout, pattern));
  phrase.tabIndex = 0;
  phrase.setAttribute("role", "button");
  phrase.setAttribute("aria-pressed", "false");
  let kept = false;
  const light = () => net.light(patterns);
  const rest = () => net.light(kept ? patterns : []);
  const toggle = (on) => {
    kept = on;
    phrase.setAttribute("aria-pressed", String(on));
    rest();
  };
  phrase.addEventListener("pointerenter", light);
  phrase.addEventListener("pointerleave", rest);
  phrase.addEventListener("focus", light);
  phrase.addEventListener("blur", () => toggle(false));
  phrase.addEventListener("click", () => toggle(!kept));
  phrase.addEventListener("keydown", (event) => {
    if (event.key === "Escape") toggle(false);
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    toggle(!kept);
  });
  net.subscribe(({ type, places: lit }) => {
    if (type === "light") phrase.toggleAttribute("data-lit", own.some((place) => lit.has(place)));
  });
}
