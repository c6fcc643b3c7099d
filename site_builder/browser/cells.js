/** Runs what readers write in the cells of a page. */

import { networks } from "./lab.js";
import { python } from "./python_client.js";

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

/** Code may be interrupted before its first line: Python's own words then tell of our files. */
const stopped = ({ message }) => ({ reason: /\bKeyboardInterrupt\s*$/.test(message) ? "Stopped." : message });
