/**
 * The networks of this page: one state each, many views.
 *
 * A view asks `network(name)`, subscribes, and acts; only the network's state changes. Before Python is here the actions run
 * along the steps that the build recorded; then Python replays them and takes over. Every action is kept in a log, which is
 * all that is needed to come to the same numbers again.
 */

import { beat } from "./flow.js";
import { Live } from "./live.js";
import { Player } from "./player.js";
import { python } from "./python_client.js";

const byName = new Map();

/** All networks of the page, in its order. */
export const networks = () => [...byName.values()];

/** The page's network of this name. */
export function network(name) {
  const found = byName.get(name);
  if (!found) throw new Error(`this page has no network "${name}"`);
  return found;
}

/** Where a dotted path such as `weights[1][0][2]` stands in the numbers, by the layout that the engine wrote. */
export function locate(layout, path) {
  if (path in layout) return layout[path][0];
  const [, base, ...rest] = /^(\w+)((?:\[\d+\])*)$/.exec(path) ?? [];
  const indices = [...(rest[0] ?? "").matchAll(/\d+/g)].map(Number);
  for (let used = indices.length; used >= 0; used--) {
    const name = base + indices.slice(0, used).map((index) => `[${index}]`).join("");
    const inner = indices.slice(used);
    if (name in layout && layout[name][1].length === inner.length) {
      const [offset, shape] = layout[name];
      if (inner.some((index, axis) => index >= shape[axis])) break;
      return offset + inner.reduce((place, index, axis) => place * shape[axis] + index, 0);
    }
  }
  throw new RangeError(`no quantity "${path}"`);
}

/** The places of all numbers that a pattern such as `weights[1]` or `weights[1][*][2]` names; see engine/layout.py. */
export function places(layout, pattern) {
  const [, base, rest] = /^(\w+)((?:\[(?:\d+|\*)\])*)$/.exec(pattern) ?? [];
  const wanted = (rest ?? "").match(/\d+|\*/g) ?? [];
  const found = [];
  for (const [name, [offset, shape]] of Object.entries(layout)) {
    if (name.split("[")[0] !== base) continue;
    const own = (name.match(/\d+/g) ?? []).map(Number);
    const size = shape.reduce((product, length) => product * length, 1);
    for (let place = 0; place < size; place++) {
      const indices = [...own, ...unravelled(place, shape)];
      if (wanted.every((one, axis) => one === "*" || Number(one) === indices[axis])) found.push(offset + place);
    }
  }
  return found;
}

function unravelled(place, shape) {
  const indices = [];
  for (const length of [...shape].reverse()) {
    indices.unshift(place % length);
    place = Math.floor(place / length);
  }
  return indices;
}

/** Every single number of a kind by its path, in the order of the layout. */
function namesOf(layout, kind) {
  const entries = Object.entries(layout).filter(([name]) => name.split("[")[0] === kind);
  return entries.flatMap(([name, [, shape]]) => {
    const size = shape.reduce((product, length) => product * length, 1);
    return Array.from({ length: size }, (_, place) => name + unravelled(place, shape).map((index) => `[${index}]`).join(""));
  });
}

const PORTIONS = 12; // of a long training in each e-fold of its steps
const MOST_AT_ONCE = 700;
const NONE = []; // one and the same, as other rows are until they change

class Network {
  /** What every view shows now: while a pass is playing it runs behind `numbers`. */
  shown;
  /** What its parts are called, and what holds for its arithmetic: see engine/description.py. */
  about;
  /** The numbers after the last action. */
  numbers;
  /** Pass speed: 1 takes about two seconds for a pass through two gaps. */
  speed = 1;
  /** A sentence for the reader when an action was refused, otherwise empty. */
  message = "";
  /** True while an action waits for Python. */
  waiting = false;
  /** True while the history of another visit is taken over. */
  restoring = false;

  #recording;
  #stages;
  #place = 0;
  #log = [];
  #data = null;
  #weightPlaces;
  #parameterNames;
  #jobs = [];
  #running = false;
  #asked = 0; // how often something was asked of the network
  #onPython = false;
  #listeners = new Set();
  #player = new Player();
  #live;

  constructor(recording) {
    this.#recording = recording;
    this.name = recording.name;
    this.layout = recording.layout;
    this.#stages = recording.stages;
    this.spec = recording.spec;
    this.about = recording.about;
    this.numbers = this.#frame(0);
    this.shown = this.numbers.slice();
    this.#live = new Live(this.name, (path) => locate(this.layout, path), this.numbers);
    this.#live.attach(document);
  }

  /** The specification that the page was built with; `spec` is that of the network as it is now. */
  get written() {
    return this.#recording.spec;
  }

  /** The number that the page shows for a path. */
  value(path) {
    return this.shown[locate(this.layout, path)];
  }

  /** The places of all weights in the numbers, by layer, target and source. */
  get weightPlaces() {
    return (this.#weightPlaces ??= places(this.layout, "weights"));
  }

  /** The names of all weights and then of all biases, in the order in which the engine keeps them. */
  get parameterNames() {
    return (this.#parameterNames ??= ["weights", "biases"].flatMap((kind) => namesOf(this.layout, kind)));
  }

  /** The actions that lead from the numbers that the page came with to those of now: plain data. */
  get history() {
    return this.#log.map(({ action }) => action);
  }

  /** How often something was asked of the network so far. */
  get asked() {
    return this.#asked;
  }

  get canUndo() {
    return this.#log.length > 0;
  }

  /** Whether the network is the one that the page came with: nothing but actions of a session have changed it. */
  get original() {
    return this.spec === this.#recording.spec || written(this.spec) === written(this.#recording.spec);
  }

  /**
   * The examples after the last action: rows of `inputs` and `targets`, and of `testInputs` and `testTargets`, which may be empty.
   * It is the same object as long as they are the same examples.
   */
  get data() {
    const found = this.#examples();
    if (!this.#data || Object.keys(found).some((part) => !sameRows(found[part], this.#data[part]))) this.#data = found;
    return this.#data;
  }

  #examples() {
    const given = this.spec.data ?? {};
    const since = this.#log.slice(this.#log.findLastIndex(({ action }) => action[0] === "reset" || action[0] === "change") + 1);
    const actions = since.map(({ action }) => (action[0] === "restore" ? ["data", ...action[1].data] : action));
    const changes = actions.filter(([name]) => name === "data");
    const [testInputs, testTargets] = changes.findLast((action) => action.length === 5)?.slice(3) ?? [];
    const [, inputs = given.inputs, targets = given.targets] = changes.at(-1) ?? [];
    const one = !inputs || inputs.length === 1; // a single example is edited where it is shown
    return {
      inputs: one ? [this.#current("coordinates" in this.layout ? "coordinates" : "inputs")] : inputs,
      targets: one ? [this.#current("targets")] : targets,
      testInputs: testInputs ?? given.test_inputs ?? NONE,
      testTargets: testTargets ?? given.test_targets ?? NONE,
    };
  }

  /** Call `listener(event)` on `paint`, `pulse`, `fire`, `rest`, `light`, `status` and `open` (begun anew); returns a function that ends it. */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Put elements made after the page was loaded under the network's care; `forget` lets them go. */
  adopt(root) {
    this.#live.attach(root, this.shown);
  }

  forget(root) {
    this.#live.detach(root);
  }

  /** Light what these patterns name, in every view of this network; an empty list puts the light out. */
  light(patterns) {
    const lit = new Set(patterns.flatMap((pattern) => places(this.layout, pattern)));
    this.#live.light(lit);
    this.tell({ type: "light", places: lit });
  }

  /**
   * Do something to the network: `["forward"]`, `["backprop"]`, `["train", n]`, `["set", path, value]`, `["example", i]`,
   * `["activation", layer, name]`, `["data", inputs, targets]`, `["parameters", values, cycle]`, `["restore", saved]`,
   * `["change", specification]`, `["reset"]` or `["undo"]`; all are told in engine/session.py and engine/door.py. `merge` continues the gesture before (one undo takes both back); `staged` plays the pass.
   * Resolves to true when it was done, to false when it was refused or Python could not be had; `message` then says why.
   */
  act(action, { merge = false, staged = false } = {}) {
    const last = this.#jobs.at(-1);
    if (merge && last?.merge && overrides(action, last.action)) {
      last.action = action;
      return last.done;
    }
    const job = { action, merge, staged };
    job.done = new Promise((resolve) => (job.resolve = resolve));
    this.#jobs.push(job);
    this.#asked += 1;
    this.#player.finish();
    this.#run();
    return job.done;
  }

  /**
   * Take many steps in portions that grow, so that every view goes along; one undo takes them all back. It ends early when
   * something else is asked of the network. Resolves as `act` does.
   */
  async train(steps) {
    let done = 0;
    while (done < steps) {
      const portion = Math.min(Math.ceil((done + 1) / PORTIONS), MOST_AT_ONCE, steps - done);
      const acted = this.act(["train", portion], { merge: done > 0 });
      const asked = this.#asked;
      if (!(await acted)) return false;
      done += portion;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      if (asked !== this.#asked) return false;
    }
    return true;
  }

  /** Show the end of the pass that is playing; resolves when every action before is done. */
  settle() {
    return new Promise((resolve) => {
      this.#jobs.push({ settle: true, resolve });
      this.#run();
    });
  }

  /** Let a pulse travel `forward` or `backward` through the gap before a layer; it changes nothing. */
  pulse(layer, direction) {
    this.#player.play([{ layer, keys: [] }], direction, {
      speed: this.speed,
      tell: (event) => this.tell(event),
      reveal: () => {},
    });
  }

  /**
   * Ask a question that changes nothing, such as `["answers", rows]` (engine/queries.py), after all actions before it.
   * Resolves to a Float64Array, or to null when Python is not here and `wait` is false, or cannot be had.
   */
  ask(query, { wait = false } = {}) {
    return new Promise((resolve) => {
      this.#jobs.push({ query, wait, resolve });
      this.#run();
    });
  }

  /**
   * Lend the network to code, after all actions before it. `code.arrived(here)` is called when it is with Python, or cannot
   * be; once `code.outcome` is there, what the code made of it is one action, which is undone and replayed as any other.
   * Everything asked of the network meanwhile waits.
   */
  lend(code) {
    return new Promise((resolve) => {
      this.#jobs.push({ code, resolve });
      this.#player.finish();
      this.#run();
    });
  }

  /** Go through the `history` of another visit in place of what was done so far. Resolves to false, and nothing changes, if that cannot be. */
  take(history) {
    return new Promise((resolve) => {
      this.#jobs.push({ history, resolve });
      this.#player.finish();
      this.#run();
    });
  }

  /** What `["restore", saved]` takes, after all actions before it; null where Python cannot be had. */
  save() {
    return new Promise((resolve) => {
      this.#jobs.push({ save: true, resolve });
      this.#run();
    });
  }

  /** Python has arrived, or came back: bring it to where the reader is. */
  takeOver() {
    this.#onPython = false;
    this.#jobs.unshift({ takeOver: true, resolve() {} });
    this.#run();
  }

  /** Python is gone: the recorded steps go on. */
  letGo() {
    this.#onPython = false;
    this.tell({ type: "status" });
  }

  async #run() {
    if (this.#running) return;
    this.#running = true;
    while (this.#jobs.length) {
      const job = this.#jobs.shift();
      job.resolve(await this.#do(job));
    }
    this.#running = false;
  }

  #do(job) {
    if (job.takeOver) return this.#synchronise();
    if (job.settle) return this.#player.finish();
    if (job.code) return this.#wait(job.code);
    if (job.history) return this.#goThrough(job.history);
    if (job.save) return this.#save();
    return job.query ? this.#answer(job) : this.#perform(job);
  }

  async #wait({ arrived, outcome }) {
    arrived(this.#onPython || (await this.#reachPython()));
    const { changed, reason } = await outcome;
    if (reason) this.#onPython = false; // the code did not come to its end, and may have left anything behind
    else if (this.name in changed) await this.#perform({ action: ["restore", changed[this.name]] });
  }

  async #answer({ query, wait }) {
    if (!this.#onPython && !(wait && (await this.#reachPython()))) return null;
    try {
      return (await python.ask(this.name, query)).numbers;
    } catch {
      return null;
    }
  }

  async #goThrough(history) {
    this.restoring = true;
    const before = [this.#log, this.#place];
    let done = this.#onPython || (await this.#reachPython());
    if (done) {
      this.#log = history.map((action, index) => ({ action, from: index || action[0] === "change" ? null : 0 }));
      this.#place = history.length ? null : 0;
      this.#onPython = false;
      done = await this.#synchronise();
      if (!done) {
        [this.#log, this.#place] = before;
        await this.#synchronise();
      }
    }
    this.restoring = false;
    this.tell({ type: "status" });
    return done;
  }

  async #save() {
    if (!this.#onPython && !(await this.#reachPython())) return null;
    return python.save(this.name).catch(() => null);
  }

  async #perform({ action, merge, staged }) {
    this.message = "";
    const before = this.#place;
    const next = this.#recorded(action);
    let answer = null;
    if (this.#onPython || next === undefined) {
      if (!this.#onPython && !(await this.#reachPython())) return false;
      answer = await this.#ask(() => python.act(this.name, action, merge && this.#continues(action)));
      if (!answer) return false;
    }
    this.#remember(action, merge, next ?? null, before);
    if (answer) this.#take(answer);
    else this.numbers = this.#frame(next);
    this.#show(action, staged);
    return true;
  }

  /** The recorded frame that this action leads to from here; undefined when none was recorded. */
  #recorded(action) {
    if (action[0] === "undo") return this.#log.at(-1)?.from ?? undefined;
    if (action[0] === "reset") return this.#changes ? undefined : 0;
    if (this.#place === null) return undefined;
    const written = JSON.stringify(action);
    const column = this.#recording.actions.findIndex((known) => JSON.stringify(known) === written);
    return this.#recording.next[this.#place]?.[column] ?? undefined;
  }

  /** Whether the network has begun anew since the page was loaded: what was recorded holds no more. */
  get #changes() {
    return this.#log.some(({ action }) => action[0] === "change");
  }

  /** Take over the numbers of an answer, and with them the network itself when it began anew. */
  #take({ numbers, reopened }) {
    this.numbers = numbers;
    if (!reopened) return;
    this.spec = reopened.spec;
    this.about = reopened;
    this.layout = reopened.layout;
    this.#stages = reopened.stages;
    this.#weightPlaces = this.#parameterNames = undefined;
    this.shown = numbers.slice();
    this.#live.relocate(this.shown);
    this.tell({ type: "open", ...reopened });
  }

  #remember(action, merge, place, from) {
    this.#place = place;
    if (action[0] === "undo") {
      this.#log.pop();
      return;
    }
    if (merge && this.#continues(action)) {
      const last = this.#log.at(-1);
      last.action = action[0] === "train" ? ["train", last.action[1] + action[1]] : action;
    } else {
      this.#log.push({ action, from: action[0] === "change" ? null : from });
    }
  }

  /** Whether an action can be one gesture with the action before: training may have gone on in between. */
  #continues(action) {
    const before = this.#log.at(-1)?.action;
    return before !== undefined && (overrides(action, before) || (action[0] === "train" && before[0] === "train"));
  }

  #current(name) {
    const [offset, [count]] = this.layout[name];
    return [...this.numbers.subarray(offset, offset + count)];
  }

  /** Wait for Python and bring it here. False, with a message, when it cannot be had. */
  async #reachPython() {
    this.waiting = true;
    this.tell({ type: "status" });
    python.start();
    const ready = await python.arrival();
    this.waiting = false;
    const here = ready && (await this.#synchronise());
    if (!here) {
      this.message ||= `That step needs Python, which is not running. ${python.reason}`;
      this.tell({ type: "status" });
    }
    return here;
  }

  async #synchronise() {
    if (this.#onPython) return true;
    const answer = await this.#ask(async () => {
      await python.open(this.name, this.#recording.spec, this.spec !== this.#recording.spec);
      return python.replay(this.name, this.history);
    });
    if (!answer) return false;
    this.#onPython = true;
    this.tell({ type: "status" });
    if (answer.reopened) this.#take(answer);
    const moved = answer.numbers.some((value, index) => !(Math.abs(value - this.numbers[index]) <= 1e-9));
    if (moved || answer.reopened) {
      this.numbers = answer.numbers;
      this.#show(["sync"], false);
    }
    return true;
  }

  /** The answer of Python, or null with the message that it gave instead. */
  async #ask(question) {
    try {
      const answer = await question();
      this.message = answer.message;
      if (!answer.message) return answer;
    } catch (error) {
      this.#onPython = false;
      this.message = error.message;
    }
    this.tell({ type: "status" });
    return null;
  }

  #show(action, staged) {
    const kind = action[0];
    this.#live.clearMoves();
    const stages = staged ? this.#stages[kind] : undefined;
    if (!stages) {
      this.shown = this.numbers.slice();
      this.#paint(kind === "backprop");
      this.tell({ type: "rest", action: kind });
      return;
    }
    const numbers = this.numbers;
    this.#player.play(stages, kind === "forward" ? "forward" : "backward", {
      speed: this.speed,
      tell: (event) => this.tell(event),
      reveal: (keys) => {
        for (const key of keys) this.#reveal(numbers, key);
        this.#paint(kind === "backprop");
      },
    });
  }

  #reveal(numbers, key) {
    const [offset, shape] = this.layout[key];
    const size = shape.reduce((product, length) => product * length, 1);
    this.shown.set(numbers.subarray(offset, offset + size), offset);
  }

  #paint(moved) {
    beat();
    this.#live.paint(this.shown, moved);
    this.tell({ type: "paint" });
  }

  /** Let every view know of an event. */
  tell(event) {
    for (const listener of this.#listeners) listener(event);
  }

  /** Frame `index` of the recording: whole, or what changed since an earlier one. */
  #frame(index) {
    const { numbers, from, changed } = this.#recording.frames[index];
    if (numbers) return Float64Array.from(numbers);
    const frame = this.#frame(from);
    for (const [place, value] of changed) frame[place] = value;
    return frame;
  }
}

/** Whether these are the same rows; of several, only whether they are the very same array. */
const sameRows = (some, others) => some === others || (some.length < 2 && some.length === others.length && String(some) === String(others));

/** A specification as text, whatever the order of its entries. */
const written = (spec) => JSON.stringify(Object.entries(spec).sort(([one], [other]) => (one < other ? -1 : 1)));

/** Whether an action leaves nothing of the one before it, so that only the last of a gesture need be done. */
function overrides(action, before) {
  const [name, path] = action;
  if (name !== before[0]) return false;
  return name === "parameters" || (name === "set" && path === before[1]) || (name === "data" && action.length >= before.length);
}

let lastRun = Promise.resolve();

/**
 * Run Python that the reader wrote, in the page's one namespace, with every network of the page; one run at a time.
 *
 * `started()` is called when the networks are ready and it begins, `hear(text)` with what it prints. Resolves to what
 * engine/playground.py calls an Outcome, or to `{reason}`, in words for the reader, where it could not run to its end.
 */
export function runCode(source, cell, { started, hear }) {
  lastRun = lastRun.then(async () => {
    let end;
    const outcome = new Promise((resolve) => (end = resolve));
    const lent = [];
    const here = networks().map(
      (each) => new Promise((arrived) => lent.push(each.lend({ arrived, outcome }))),
    );
    python.start();
    const ready = (await Promise.all([python.arrival(), ...here])).every(Boolean);
    if (ready) started();
    end(ready ? await python.run(source, cell, hear).catch(stopped) : { reason: `This needs Python, which is not running. ${python.reason}` });
    await Promise.all(lent);
    return outcome;
  });
  return lastRun;
}

const stopped = (error) => ({ reason: error.message });

/** Python starts when a figure comes near the viewport, or is touched where the reader asked to save data. */
function startWhenNear() {
  const figures = document.querySelectorAll("figure[data-network], [data-wants-python]");
  const start = () => python.state === "idle" && python.start();
  for (const figure of figures) {
    figure.addEventListener("pointerdown", start);
    figure.addEventListener("focusin", start);
  }
  if (navigator.connection?.saveData) return;
  const near = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && start(), {
    rootMargin: "400px",
  });
  for (const figure of figures) near.observe(figure);
}

let lastState = python.state;
python.subscribe(() => {
  if (python.state === lastState) return;
  lastState = python.state;
  for (const each of networks()) {
    if (python.state === "ready") each.takeOver();
    else each.letGo();
  }
});

for (const script of document.querySelectorAll("script[data-network-state]")) {
  const recording = JSON.parse(script.textContent);
  byName.set(recording.name, new Network(recording));
}
startWhenNear();
