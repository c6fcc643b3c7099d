/**
 * Python, in a worker: loads Pyodide, NumPy and the engine, and does what python_client.js asks.
 *
 * Every session is held by one proxy, and its numbers are read through one buffer, because a held call costs a thousandth of
 * `runPython`. Answers are plain data and typed arrays.
 */

/** The smallest WebAssembly module there is: loadPyodide never answers where such a module is forbidden. */
const EMPTY_MODULE = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

const sessions = new Map();
let engine;

const tasks = {
  async start({ runtime }) {
    probe();
    countBytes(runtime);
    const { loadPyodide } = await import(`${runtime}pyodide.mjs`);
    const lock = await (await fetch(`${runtime}pyodide-lock.json`)).text();
    tell("Starting Python");
    const pyodide = await loadPyodide({
      indexURL: runtime,
      packageBaseUrl: runtime,
      lockFileContents: lock,
      packages: ["numpy", "engine"],
    });
    tell("Starting NumPy");
    engine = pyodide.pyimport("engine.session");
    return {};
  },

  open({ name, spec }) {
    sessions.get(name)?.close();
    sessions.set(name, new Session(JSON.stringify(spec)));
    return { layout: JSON.parse(sessions.get(name).door.layout_json) };
  },

  act({ name, action, merge }) {
    const session = sessions.get(name);
    const message = session.act(JSON.stringify(action), merge);
    return { message, numbers: session.numbers() };
  },

  ask({ name, query }) {
    const answer = sessions.get(name).door.ask(JSON.stringify(query));
    const buffer = answer.getBuffer("f64");
    const numbers = buffer.data.slice();
    buffer.release();
    answer.destroy();
    return { numbers };
  },

  replay({ name, actions }) {
    const session = sessions.get(name);
    const refused = actions.map((action) => session.act(JSON.stringify(action), false)).find(Boolean);
    return { message: refused ?? "", numbers: session.numbers() };
  },
};

class Session {
  #numbers;
  #buffer;

  constructor(spec) {
    this.door = engine.Door(spec);
    this.act = this.door.act;
    this.#numbers = this.door.numbers;
  }

  /** A copy of the session's numbers. The view is taken again after Python's memory has grown, which detaches it. */
  numbers() {
    if (!this.#buffer?.data.length) {
      this.#buffer?.release();
      this.#buffer = this.#numbers.getBuffer("f64");
    }
    return this.#buffer.data.slice();
  }

  close() {
    this.#buffer?.release();
    for (const proxy of [this.#numbers, this.act, this.door]) proxy.destroy();
  }
}

function probe() {
  try {
    new WebAssembly.Module(EMPTY_MODULE);
  } catch {
    throw new Error("WebAssembly is switched off here, and Python needs it.");
  }
}

/** Tell how much of the runtime has arrived. The answers themselves are passed on untouched, so that the browser can cache them. */
function countBytes(runtime) {
  const plainFetch = self.fetch;
  let loaded = 0;
  self.fetch = async (...request) => {
    const response = await plainFetch(...request);
    if (response.ok && response.body && response.url.startsWith(runtime)) count(response.clone().body.getReader());
    return response;
  };
  async function count(reader) {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      loaded += value.length;
      postMessage({ loaded });
    }
  }
}

const tell = (text) => postMessage({ text });

onmessage = async ({ data: { id, task, ...details } }) => {
  try {
    const answer = await tasks[task](details);
    postMessage({ id, answer }, answer.numbers ? [answer.numbers.buffer] : []);
  } catch (error) {
    postMessage({ id, error: String(error.message ?? error) });
  }
};
