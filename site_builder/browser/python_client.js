/**
 * The page's side of Python: starts the worker, says how far it is, asks it, and begins anew after a failure.
 *
 * `<html data-runtime>` is the folder that the worker loads from, `data-runtime-bytes` the size of what is in it, and
 * `data-python` tells everyone the state: idle, loading, ready or failed.
 */

const SIGINT = 2; // in the first place of shared memory, which Python looks at, it interrupts what runs
const PATIENCE = 60_000; // milliseconds without a sign of progress after which loading counts as failed

class Python {
  state = "idle";
  /** How far loading is, in words and as a share from 0 to 1. */
  progress = { text: "", fraction: 0 };
  /** Why Python is not running, in words for the reader. */
  reason = "";

  #worker = null;
  #listeners = new Set();
  #waiting = new Map();
  #asked = 0;
  #watchdog = 0;
  /** Shared with the worker where the page may share memory: Python's signal, and the number of the task that it is meant for. */
  #interrupt = self.crossOriginIsolated ? new Int32Array(new SharedArrayBuffer(8)) : null;
  #running = 0; // the number of the task that ran code last

  /** Call `listener()` whenever the state or the progress changes; returns a function that ends it. */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Start the worker, unless it was started before. */
  start() {
    if (this.state !== "idle") return;
    this.#change("loading", "Loading Python");
    this.#worker = new Worker(new URL("./python_worker.js", import.meta.url), { type: "module" });
    this.#worker.onmessage = ({ data }) => this.#hear(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(event.message || "Its program could not be loaded.");
    };
    const { runtime } = document.documentElement.dataset;
    this.#ask("start", { runtime: new URL(runtime, document.baseURI).href, interrupt: this.#interrupt }).then(
      () => this.#change("ready", ""),
      (error) => this.#fail(inWords(error.message)),
    );
    this.#expectProgress();
  }

  /** Start again after a failure. */
  retry() {
    if (this.state !== "failed") return;
    this.state = "idle";
    this.start();
  }

  /** Resolves to true once Python is ready, to false once it has failed. */
  arrival() {
    return new Promise((resolve) => {
      const settle = () => {
        if (this.state !== "ready" && this.state !== "failed") return;
        leave();
        resolve(this.state === "ready");
      };
      const leave = this.subscribe(settle);
      settle();
    });
  }

  /** Make a new session for the network `name`; with `describe`, what the network is comes with the next answer. */
  open(name, spec, describe = false) {
    return this.#ask("open", { name, spec, describe });
  }

  /** Do an action; answers `{numbers, message}`, with a message when the engine refused. */
  act(name, action, merge) {
    return this.#ask("act", { name, action, merge });
  }

  /** Ask a question that changes nothing (engine/queries.py); answers `{numbers}`. */
  ask(name, query) {
    return this.#ask("ask", { name, query });
  }

  /** Call a function that belongs to no network (engine/functions.py) with these arguments, once Python runs; gives a Float64Array. */
  async call(name, ...args) {
    return (await this.#ask("call", { name, args })).numbers;
  }

  /** Do these actions one after the other; answers as `act` does, after the last. */
  replay(name, actions) {
    return this.#ask("replay", { name, actions });
  }

  /** The state of the network `name` as plain data, which the action `["restore", saved]` takes. */
  async save(name) {
    return (await this.#ask("save", { name })).saved;
  }

  /** Run the source of a cell with every network that was opened; `hear(text)` gets what it prints, as it comes. */
  run(source, cell, hear) {
    const outcome = this.#ask("run", { source, cell }, hear);
    this.#running = this.#asked;
    return outcome;
  }

  /** Whether code that runs can be interrupted; otherwise only starting Python again stops it. */
  get canInterrupt() {
    return this.#interrupt !== null;
  }

  /** Ask the code that runs to stop, as Ctrl and C do. How soon it notices is its own affair, and it may go on regardless. */
  interrupt() {
    Atomics.store(this.#interrupt, 1, this.#running);
    Atomics.store(this.#interrupt, 0, SIGINT);
  }

  /** Stop the code that runs by starting Python again. */
  restart() {
    this.#end("Stopped by restarting Python: names from earlier runs are gone.");
    this.state = "idle";
    this.start();
  }

  #ask(task, details, hear) {
    const id = ++this.#asked;
    return new Promise((resolve, reject) => {
      if (!this.#worker) return reject(new Error(this.reason || "Python is not running."));
      this.#waiting.set(id, { resolve, reject, hear });
      this.#worker.postMessage({ id, task, ...details });
    });
  }

  #hear({ id, answer, error, stopped, printed, text, loaded }) {
    if (this.state === "loading") this.#expectProgress();
    if (loaded !== undefined) this.#count(loaded);
    if (text !== undefined) this.#change("loading", text);
    if (id === undefined) return;
    if (printed !== undefined) return this.#waiting.get(id).hear(printed);
    if (stopped) return this.#fail(inWords(error));
    const { resolve, reject } = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) resolve(answer);
    else reject(new Error(error));
  }

  #count(loaded) {
    if (this.state !== "loading") return;
    const total = Number(document.documentElement.dataset.runtimeBytes);
    this.progress.fraction = Math.min(loaded / total, 1);
    const done = this.progress.fraction === 1;
    if (!done) this.progress.text = `Loading Python: ${megabytes(loaded)} of ${megabytes(total)} MB`;
    this.#tell();
  }

  #change(state, text) {
    this.state = state;
    this.progress = { text, fraction: state === "ready" ? 1 : this.progress.fraction };
    if (state !== "loading") clearTimeout(this.#watchdog);
    document.documentElement.dataset.python = state;
    this.#tell();
  }

  #fail(reason) {
    if (this.state === "failed") return;
    this.reason = reason;
    this.#end(reason);
    this.#change("failed", "");
  }

  /** End the worker; whoever waits for it learns why. */
  #end(reason) {
    this.#worker?.terminate();
    this.#worker = null;
    for (const { reject } of this.#waiting.values()) reject(new Error(reason));
    this.#waiting.clear();
    this.progress.fraction = 0;
  }

  #expectProgress() {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => this.#fail("Nothing has arrived for a minute."), PATIENCE);
  }

  #tell() {
    for (const listener of this.#listeners) listener();
  }
}

const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

/** What went wrong, for a reader who has not met the browser's own words. */
function inWords(message) {
  return /fetch|import|network|load/i.test(message) && !/WebAssembly/.test(message) ? "A part of it could not be loaded." : message;
}

export const python = new Python();
