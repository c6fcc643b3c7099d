/**
 * Links to the state of a page: what was done to each of its networks, packed into the address behind `#state=`.
 *
 * A link holds `{at, networks: {name: [spec, actions]}}`: the figure to show, and for each network that was acted on a
 * fingerprint of its specification and its history, which Python goes through again. Opening one replaces what was done so far.
 */

import { networks } from "./lab.js";

const MARK = "#state=";
const MOST_STEPS = 20_000; // of training that are gone through again; after more, the state itself is in the link
const PASSING = ["train", "backprop", "forward", "parameters", "example"];
const PACKING = "deflate-raw";
const [PACKED, PLAIN] = ["d", "j"]; // how a link begins, by how its text is written
const FOREIGN = "The link's state belongs to another page, or to an earlier edition of this one.";
const BROKEN = "The link's state cannot be restored: a part of the link is missing or changed.";

const specs = new Map(networks().map(({ name, written }) => [name, fingerprint(JSON.stringify(written))]));

/** The address of this page in its present state; who opens it is shown the figure that `element` stands in. */
export async function linkTo(element) {
  const done = await Promise.all(networks().map(async (each) => [each.name, await shortHistory(each)]));
  const acted = done.filter(([, actions]) => actions.length).map(([name, actions]) => [name, [specs.get(name), actions]]);
  const at = figures().indexOf(element.closest("figure"));
  const text = JSON.stringify({ at, networks: Object.fromEntries(acted) });
  return location.href.split("#")[0] + MARK + (await pack(text));
}

/** The last actions of a network from which its state follows, or one that restores it. */
async function shortHistory(network) {
  const { history } = network;
  const change = history.findLastIndex(([name]) => name === "change");
  // what a network learned before it began anew is forgotten, but not what it was told of rates, functions and data
  const before = history.slice(0, change + 1).filter(([name]) => !PASSING.includes(name));
  const after = history.slice(change + 1);
  const since = after.slice(after.findLastIndex(([name]) => name === "reset") + 1);
  const steps = since.reduce((sum, [name, count]) => sum + (name === "train" ? count : 0), 0);
  const saved = steps > MOST_STEPS ? await network.save() : null;
  return [...before, ...(saved ? [["restore", saved]] : since)];
}

/** Bring every network to the state that the address holds, or say why not and leave all as it was. */
async function restore() {
  if (!location.hash.startsWith(MARK)) return;
  const link = await unpack(location.hash.slice(MARK.length)).catch(() => null);
  const reason = problem(link);
  if (reason) return say(reason);
  figures()[link.at]?.scrollIntoView({ block: "center", behavior: "instant" });
  const before = networks().map(({ history }) => history);
  const taken = await Promise.all(networks().map((each) => takeOver(each, link.networks[each.name]?.[1] ?? [])));
  forgetOnAction();
  if (taken.every(Boolean)) return;
  const reasons = networks().map(({ message }) => message);
  await Promise.all(networks().map((each, place) => taken[place] && takeOver(each, before[place])));
  say(reasons.find(Boolean) ?? BROKEN);
}

const takeOver = (network, history) => (history.length || network.history.length ? network.take(history) : true);

/** Why this cannot be a link to this page, in words for the reader; empty when it may be one. */
function problem(link) {
  if (link?.networks?.constructor !== Object) return BROKEN;
  for (const [name, entry] of Object.entries(link.networks)) {
    if (!Array.isArray(entry) || !isHistory(entry[1])) return BROKEN;
    if (specs.get(name) !== entry[0]) return FOREIGN;
  }
  return "";
}

const isHistory = (actions) => Array.isArray(actions) && actions.every((action) => Array.isArray(action) && typeof action[0] === "string");

/** The address holds what was restored until the reader goes on from it: reloading the page then must not lead back there. */
function forgetOnAction() {
  const restored = networks().map(({ history }) => history);
  const leave = networks().map((each, place) =>
    each.subscribe(({ type }) => {
      if (type !== "rest" || same(each.history, restored[place])) return;
      for (const end of leave) end();
      if (location.hash.startsWith(MARK)) history.replaceState(null, "", location.pathname + location.search);
    }),
  );
}

const same = (one, other) => one.length === other.length && one.at(-1) === other.at(-1);

function say(words) {
  for (const each of networks()) {
    each.message = words;
    each.tell({ type: "status" });
  }
}

const figures = () => [...document.querySelectorAll("figure")];

async function pack(text) {
  const bytes = new TextEncoder().encode(text);
  if (!self.CompressionStream) return PLAIN + base64(bytes);
  return PACKED + base64(await through(bytes, new CompressionStream(PACKING)));
}

async function unpack(packed) {
  const binary = atob(packed.slice(1).replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  const plain = packed[0] === PACKED ? await through(bytes, new DecompressionStream(PACKING)) : bytes;
  return JSON.parse(new TextDecoder().decode(plain));
}

async function through(bytes, stream) {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
}

/** Base64 with the letters that an address may hold. */
function base64(bytes) {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** FNV-1a over 32 bits: enough to tell one specification from the next. */
function fingerprint(text) {
  const hash = [...text].reduce((sum, letter) => Math.imul(sum ^ letter.codePointAt(0), 0x01000193), 0x811c9dc5);
  return (hash >>> 0).toString(36);
}

addEventListener("hashchange", restore);
restore();
