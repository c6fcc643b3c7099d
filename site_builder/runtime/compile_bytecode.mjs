/** `node compile_bytecode.mjs PYODIDE_FOLDER SOURCES`: runs compile_bytecode.py in Pyodide over a folder of sources. */

import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [folder, sources] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")));
const pyodide = await loadPyodide({ indexURL: folder });
pyodide.mountNodeFS("/sources", sources);
const here = dirname(fileURLToPath(import.meta.url));
pyodide.runPython(await readFile(join(here, "compile_bytecode.py"), "utf8"));
