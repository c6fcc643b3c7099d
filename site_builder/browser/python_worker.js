/**
 * Python, in a worker: loads Pyodide, NumPy and the engine, and does what python_client.js asks.
 *
 * Every session is held by one proxy, and its numbers are read through one buffer, because a held call costs a thousandth of
 * `runPython`. Answers are plain data and typed arrays.
 */

/** The smallest WebAssembly module there is: loadPyodide never answers where such a module is forbidden. */
const EMPTY_MODULE = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

const SIGINT = 2;

const sessions = new Map();
let pyodide;
let engine;
let playground;
/** Shared with the page: a 2 in its first place interrupts Python, its second names the task that this is meant for. */
let signal;
let functions;

const tasks = {
  async start({ runtime, interrupt }) {
    probe();
    const { lock, arrived } = fetchParts(runtime);
    const packages = ["numpy", "engine"];
    const loading = import(`${runtime}pyodide.mjs`).then(({ loadPyodide }) =>
      loadPyodide({ indexURL: runtime, packageBaseUrl: runtime, lockFileContents: lock, packages }),
    );
    [pyodide] = await Promise.all([loading, arrived.then(() => tell("Starting Python"))]);
    tell("Starting NumPy");
    engine = pyodide.pyimport("engine.door");
    playground = pyodide.pyimport("engine.playground").Playground();
    signal = interrupt;
    if (signal) pyodide.setInterruptBuffer(readSafely(signal));
    return {};
  },

  open({ name, spec, describe }) {
    sessions.get(name)?.close();
    sessions.set(name, new Session(JSON.stringify(spec), describe));
    playground.lend(name, sessions.get(name).door.session);
    return {};
  },

  act({ name, action, merge }) {
    const session = sessions.get(name);
    return answerOf(name, session.act(action, merge));
  },

  ask({ name, query }) {
    return { numbers: taken(sessions.get(name).door.ask(JSON.stringify(query))) };
  },

  call({ name, args }) {
    functions ??= pyodide.pyimport("engine.functions");
    return { numbers: taken(functions.call(name, JSON.stringify(args))) };
  },

  run({ id, source, cell }) {
    const outcome = playground.run(source, cell, (printed) => postMessage({ id, printed }));
    const answer = JSON.parse(outcome.to_json());
    outcome.destroy();
    return answer;
  },

  replay({ name, actions }) {
    const session = sessions.get(name);
    const refused = actions.map((action) => session.act(action, false)).find(Boolean);
    return answerOf(name, refused ?? "");
  },

  save({ name }) {
    return { saved: JSON.parse(sessions.get(name).door.save()) };
  },
};

/** What an action comes to: the numbers, a message when it was refused, and the network itself when it began anew. */
function answerOf(name, message) {
  const session = sessions.get(name);
  const reopened = session.reopened();
  if (reopened) playground.lend(name, session.door.session);
  return { message, numbers: session.numbers(), reopened };
}

class Session {
  #act;
  #numbers;
  #buffer;
  #opened;

  constructor(spec, describe) {
    this.#opened = describe ? -1 : 0;
    this.door = engine.Door(spec);
    this.#act = this.door.act;
    this.#numbers = this.door.numbers;
  }

  act(action, merge) {
    return this.#act(JSON.stringify(action), merge);
  }

  /** What the network is now, when it began anew since this was last asked; otherwise undefined. */
  reopened() {
    const { opened } = this.door;
    if (opened === this.#opened) return undefined;
    this.#opened = opened;
    this.#letNumbersGo();
    this.#numbers = this.door.numbers;
    return JSON.parse(this.door.description);
  }

  /** A copy of the session's numbers. The view is taken again after Python's memory has grown, which detaches it. */
  numbers() {
    if (!this.#buffer?.data.length) {
      this.#buffer?.release();
      this.#buffer = this.#numbers.getBuffer("f64");
    }
    return this.#buffer.data.slice();
  }

  #letNumbersGo() {
    this.#buffer?.release();
    this.#buffer = undefined;
    this.#numbers.destroy();
  }

  close() {
    this.#letNumbersGo();
    for (const proxy of [this.#act, this.door]) proxy.destroy();
  }
}

/** A copy of the numbers in a NumPy array, which is then let go. */
function taken(array) {
  const buffer = array.getBuffer("f64");
  const numbers = buffer.data.slice();
  buffer.release();
  array.destroy();
  return numbers;
}

function probe() {
  try {
    new WebAssembly.Module(EMPTY_MODULE);
  } catch {
    throw new Error("WebAssembly is switched off here, and Python needs it.");
  }
}

/**
 * Ask for every part of the runtime at once, and tell how much has arrived. By itself Pyodide asks for packages only when
 * Python runs already, and waits for ever for a part that does not come.
 *
 * Gives promises: `lock` of the lock file, and `arrived`, which is broken as soon as one part fails to come. Answers are
 * handed to Pyodide as they are, so that the browser can compile them while they arrive, and keep what it compiled; a part that
 * does not come is never handed to it, for it would go on with what there is and complain in words of its own.
 */
function fetchParts(runtime) {
  const plainFetch = self.fetch;
  const early = new Map();
  let loaded = 0;
  const count = (bytes) => postMessage({ loaded: (loaded += bytes) });

  async function part(name, options) {
    let handOver;
    early.set(runtime + name, new Promise((resolve) => (handOver = resolve)));
    const response = await plainFetch(runtime + name, options);
    if (!response.ok) throw new Error(`${name} could not be loaded.`);
    const reader = response.clone().body.getReader();
    handOver(response);
    for (let read = await reader.read(); !read.done; read = await reader.read()) count(read.value.length);
  }

  async function module(name) {
    await import(runtime + name);
    count(performance.getEntriesByName(runtime + name)[0]?.decodedBodySize ?? 0);
  }

  self.fetch = (address, options) => {
    const answer = early.get(String(address)) ?? plainFetch(address, options);
    early.delete(String(address));
    return answer;
  };

  const parts = ["pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"].map((name) => part(name));
  const lock = self.fetch(`${runtime}pyodide-lock.json`).then((answer) => answer.json());
  const wheel = ({ file_name, sha256 }) => part(file_name, { integrity: `sha256-${base64(sha256)}` });
  const wheels = lock.then(({ packages }) => Promise.all(Object.values(packages).map(wheel)));
  return { lock, arrived: Promise.all([...parts, wheels, module("pyodide.mjs"), module("pyodide.asm.mjs")]) };
}

/** Hexadecimal digits, as lock files write a hash, in the form that `fetch` checks. */
const base64 = (digits) => btoa(digits.replace(/../g, (pair) => String.fromCharCode(parseInt(pair, 16))));

const tell = (text) => postMessage({ text });

/**
 * The shared memory as Pyodide may have it. It reads the signal and then writes a 0 in any case: an interrupt that the page sends
 * between the two would be lost. Here only a signal that was read is taken away.
 */
function readSafely(shared) {
  let seen = 0;
  return {
    get 0() {
      return (seen = Atomics.load(shared, 0));
    },
    set 0(value) {
      if (seen) Atomics.store(shared, 0, value);
    },
  };
}

/** An interrupt of an earlier task came too late; one of this task came before it began. The page writes in the other order. */
function settleSignal(id) {
  Atomics.store(signal, 0, 0);
  if (Atomics.load(signal, 1) === id) Atomics.store(signal, 0, SIGINT);
}

onmessage = async ({ data: { id, task, ...details } }) => {
  try {
    if (signal) settleSignal(id);
    const answer = await tasks[task]({ id, ...details });
    postMessage({ id, answer }, answer.numbers ? [answer.numbers.buffer] : []);
  } catch (error) {
    // Python's own exceptions have a type; anything else means that Python itself has stopped
    postMessage({ id, error: String(error.message ?? error), stopped: error.type === undefined });
  }
};
