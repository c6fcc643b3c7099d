/**
 * The networks of this page: one state each, many views.
 *
 * A view asks `network(name)`, subscribes, and acts; only the network's state changes. Before Python is here the actions run
 * along the steps that the build recorded; then Python replays them and takes over. Every action is kept in a log (log.js).
 */

import { begin } from "./announce.js";
import { beat } from "./flow.js";
import { locate, namesOf, places } from "./layout.js";
import { Live } from "./live.js";
import { Log, overrides } from "./log.js";
import { Player } from "./player.js";
import { python } from "./python_client.js";
import { tellOf } from "./sayings.js";

const byName = new Map();

/** All networks of the page, in its order. */
export const networks = () => [...byName.values()];

/** The page's network of this name. */
export function network(name) {
  const found = byName.get(name);
  if (!found) throw new Error(`this page has no network "${name}"`);
  return found;
}

const PORTIONS = 12; // of a long training in each e-fold of its steps
const MOST_AT_ONCE = 700;
const RATES = ["rate", "bias_rate", "momentum", "l1", "l2"];
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
  #log = new Log();
  #data = null;
  #weightPlaces;
  #parameterNames;
  #jobs = [];
  #working = false;
  #begun = 0; // when the reader began what is being done
  #asked = 0; // how often something was asked of the network
  #run = null; // the actions that follow one another as one gesture
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

  /** The number of a path after the last action, which a pass that is playing may not have brought yet. */
  numberAfter(path) {
    return this.numbers[locate(this.layout, path)];
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
    return this.#log.actions;
  }

  get canUndo() {
    return !this.#log.empty;
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
    const actions = this.#log.sinceBegun.map((action) => (action[0] === "restore" ? ["data", ...action[1].data] : action));
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
   * `["change", specification]`, `["reset"]` or `["undo"]`; all are told in engine/session.py and engine/door.py. `merge` continues the gesture before (one undo takes both back); `staged` plays the pass;
   * `begun` says when the reader began it (announce.js), which is now otherwise.
   * Resolves to true when it was done, to false when it was refused or Python could not be had; `message` then says why.
   */
  act(action, options = {}) {
    if (interrupts(action)) this.stop();
    return this.#act(action, options);
  }

  #act(action, { merge = false, staged = false, joined = false, begun = begin() }) {
    const last = this.#jobs.at(-1);
    if (merge && last?.merge && overrides(action, last.action)) {
      Object.assign(last, { action, begun });
      return last.done;
    }
    this.#asked += 1;
    return this.#queue({ action, merge, staged, joined, begun });
  }

  /** Do this after all that was asked before; resolves to what it comes to. */
  #queue(job) {
    job.begun ??= begin();
    job.done = new Promise((resolve) => (job.resolve = resolve));
    this.#jobs.push(job);
    if (job.action || job.code || job.history) this.#player.finish();
    this.#work();
    return job.done;
  }

  /**
   * Do these actions one after another as one gesture: one undo takes all of them back. `actions` may be an asynchronous
   * generator, and go on for as long as it likes. It ends early when an action is refused, or when something else is asked of
   * the network that is not another rate or other examples. Resolves to true when all was done.
   */
  async run(actions) {
    this.stop();
    const own = (this.#run = {});
    this.tell({ type: "status" });
    let asked = null;
    let done = true;
    for await (const action of actions) {
      if (this.#run !== own) return false;
      const going = asked === this.#asked; // where something was asked in between, one undo leads back to there
      const acted = this.#act(action, { merge: going, joined: going, staged: true });
      asked = this.#asked;
      done = await acted;
      if (!done) break;
    }
    if (this.#run !== own) return false;
    this.stop();
    return done;
  }

  /** Whether actions follow one another now, as in training. */
  get running() {
    return this.#run !== null;
  }

  /** Let no further action of a `run` follow. */
  stop() {
    if (!this.#run) return;
    this.#run = null;
    this.tell({ type: "status" });
  }

  /** Take many steps in portions that grow, so that every view goes along; as `run` does. */
  train(steps) {
    return this.run(portions(steps));
  }

  /** Show the end of the pass that is playing; resolves when every action before is done. */
  settle() {
    return this.#queue({ settle: true });
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
    return this.#queue({ query, wait });
  }

  /**
   * Lend the network to code, after all actions before it. `code.arrived(here)` is called when it is with Python, or cannot
   * be; once `code.outcome` is there, what the code made of it is one action, which is undone and replayed as any other.
   * Everything asked of the network meanwhile waits.
   */
  lend(code) {
    this.stop();
    return this.#queue({ code });
  }

  /** Go through the `history` of another visit in place of what was done so far. Resolves to false, and nothing changes, if that cannot be. */
  take(history) {
    this.stop();
    return this.#queue({ history });
  }

  /** What `["restore", saved]` takes, after all actions before it; null where Python cannot be had. */
  save() {
    return this.#queue({ save: true });
  }

  /** Python has arrived, or came back: bring it to where the reader is. */
  takeOver() {
    this.#onPython = false;
    this.#jobs.unshift({ takeOver: true, begun: begin(), resolve() {} });
    this.#work();
  }

  /** Python is gone: the recorded steps go on. */
  letGo() {
    this.#onPython = false;
    this.tell({ type: "status" });
  }

  async #work() {
    if (this.#working) return;
    this.#working = true;
    while (this.#jobs.length) {
      const job = this.#jobs.shift();
      job.resolve(await this.#do(job));
    }
    this.#working = false;
  }

  #do(job) {
    this.#begun = job.begun;
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
      this.#log = Log.of(history);
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

  async #perform({ action, merge, staged, joined }) {
    this.message = "";
    const before = this.#place;
    const next = this.#recorded(action);
    let answer = null;
    if (this.#onPython || next === undefined) {
      if (!this.#onPython && !(await this.#reachPython())) return false;
      answer = await this.#ask(() => this.#inPython(action, merge));
      if (!answer) return false;
    }
    this.#place = next ?? null;
    if (action[0] === "undo") this.#log.takeBack();
    else this.#log.add(action, { merge, joined, from: before });
    if (answer) this.#take(answer);
    else this.numbers = this.#frame(next);
    this.#show(action, staged);
    return true;
  }

  /** Python undoes action by action, a page gesture by gesture. */
  async #inPython(action, merge) {
    let answer;
    for (let left = action[0] === "undo" ? this.#log.gesture : 1; left > 0 && !answer?.message; left--) {
      answer = await python.act(this.name, action, merge && this.#log.continues(action));
    }
    return answer;
  }

  /** The recorded frame that this action leads to from here; undefined when none was recorded. */
  #recorded(action) {
    if (action[0] === "undo") return this.#log.origin ?? undefined;
    if (action[0] === "reset") return this.#log.madeAnew ? undefined : 0;
    if (this.#place === null) return undefined;
    const written = JSON.stringify(action);
    const column = this.#recording.actions.findIndex((known) => JSON.stringify(known) === written);
    return this.#recording.next[this.#place]?.[column] ?? undefined;
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

  #current(name) {
    const [offset, [count]] = this.layout[name];
    return [...this.numbers.subarray(offset, offset + count)];
  }

  /** Wait for Python and bring it here. False, with a message, when it cannot be had. */
  async #reachPython() {
    this.waiting = true;
    this.#tellStatus();
    python.start();
    const ready = await python.arrival();
    this.waiting = false;
    const here = ready && (await this.#synchronise());
    if (!here) {
      this.message ||= `That step needs Python, which is not running. ${python.reason}`;
      this.#tellStatus();
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
    this.#tellStatus();
    return null;
  }

  #tellStatus() {
    this.tell({ type: "status", begun: this.#begun });
  }

  #show([kind, ...given], staged) {
    const rest = { action: kind, given, begun: this.#begun };
    this.#live.clearMoves();
    const stages = staged ? this.#stages[kind] : undefined;
    if (!stages) {
      this.shown = this.numbers.slice();
      this.#paint(kind === "backprop");
      this.tell({ type: "rest", ...rest });
      return;
    }
    const numbers = this.numbers;
    this.#player.play(stages, kind === "forward" ? "forward" : "backward", {
      speed: this.speed,
      tell: (event) => this.tell(event.type === "rest" ? { ...event, ...rest } : event),
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

/** Whether an action ends training that goes on: other rates and other examples do not, it goes on with them. */
const interrupts = ([name, path]) => !(name === "data" || (name === "set" && RATES.includes(path)));

/** So many steps of training, in portions that grow: one in each frame. */
export async function* portions(steps) {
  for (let done = 0; done < steps; ) {
    const portion = Math.min(Math.ceil((done + 1) / PORTIONS), MOST_AT_ONCE, steps - done);
    yield ["train", portion];
    done += portion;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

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
  tellOf(network(recording.name));
}
startWhenNear();
