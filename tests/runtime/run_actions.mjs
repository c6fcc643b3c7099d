/** `node run_actions.mjs RUNTIME_FOLDER < cases`: replays JSON cases [{spec, actions}] in Pyodide; prints their numbers. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")));
const pyodide = await loadPyodide({ indexURL: folder, packages: ["numpy", "engine"], stdout: () => {} });
const { Door } = pyodide.pyimport("engine.door");

const answers = [];
for (const { spec, actions } of JSON.parse(readFileSync(0, "utf8"))) {
  const door = Door(JSON.stringify(spec));
  const messages = actions.map((action) => door.act(JSON.stringify(action)));
  const buffer = door.numbers.getBuffer("f64");
  answers.push({ messages, numbers: Array.from(buffer.data) });
  buffer.release();
}
process.stdout.write(JSON.stringify(answers));
process.exit(0);
