/**
 * What those who hear a page are told of its networks: what an action came to, once it has come to rest, or why it was refused.
 * The first figure of a network says it, or the one that the reader is in. Of Python they hear when it loads and when it is here.
 */

import { announce } from "./announce.js";
import { formatNumber } from "./format.js";
import { python } from "./python_client.js";

/** Tell of all that is done to this network from here on. */
export function tellOf(network) {
  let done = null; // the last action that was not told of
  let rolling = false;
  let told = "";
  network.subscribe((event) => {
    const { type, begun } = event;
    if (type === "roll") rolling = !event.end;
    const known = type === "rest" && event.action in SAYINGS;
    if (known && !(rolling && event.action === "train")) done = event; // the landscape says how a roll ended
    if (done && !network.running) {
      announce(figureOf(network), SAYINGS[done.action](network, ...done.given), done.begun);
      done = null;
    }
    const hindrance = type === "status" && begun ? hindranceOf(network) : "";
    if (!hindrance || told === `${begun} ${hindrance}`) return;
    told = `${begun} ${hindrance}`;
    announce(figureOf(network), hindrance, begun);
  });
}

function figureOf({ name }) {
  const figure = `figure[data-network="${name}"]`;
  return document.activeElement?.closest(figure) ?? document.querySelector(figure) ?? document.body;
}

function hindranceOf(network) {
  if (network.restoring) return "Restoring the state of the link.";
  return network.waiting ? "Waiting for Python." : network.message;
}

/** By the action's name: one sentence about the network, which may use what the action was given. */
const SAYINGS = {
  forward: (network) => `Forward: ${costOf(network)}.`,
  backprop: () => "The weights have changed: Forward shows what they answer now.",
  train: (network) => `Step ${shown(network, "step", ",d")}, ${costOf(network)}.`,
  set: (network, path, value) => `Set to ${formatNumber(value, ".4g")}: ${costOf(network)}.`,
  example: (network, index) => `Example ${index + 1}: cost ${shown(network, "cost")}.`,
  activation: (network, layer, name) => `The activation is ${name}: ${costOf(network)}.`,
  data: (network) => `Other examples: ${costOf(network)}.`,
  parameters: (network) => `Other weights: ${standing(network)}.`,
  restore: (network) => `The code has changed the network: ${standing(network)}.`,
  change: (network) => `Begun anew with ${network.about.words}: ${costOf(network)}.`,
  undo: (network) => `Undone: ${standing(network)}.`,
  reset: (network) => `Reset: ${standing(network)}.`,
};

const standing = (network) => `step ${shown(network, "step", ",d")}, ${costOf(network)}`;

/** Of a network that learns from several examples, the mean over them. */
const costOf = (network) =>
  network.data.inputs.length > 1 ? `mean cost ${shown(network, "mean_cost")}` : `cost ${shown(network, "cost")}`;

const shown = (network, path, spec = ".4f") => formatNumber(network.value(path), spec);

let state = python.state;
python.subscribe(() => {
  if (python.state === state) return;
  state = python.state;
  if (state === "loading") announce(document.body, "Python is loading.");
  if (state === "ready") announce(document.body, "Python is ready.");
  if (state === "failed") announce(document.body, `Python could not start: ${python.reason}`);
});
