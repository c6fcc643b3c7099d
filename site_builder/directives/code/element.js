/** `<synapse-code>`: the reader writes Python in it and runs it; every network that it changes is repainted. */

import { runCode } from "../../browser/cells.js";
import { python } from "../../browser/python_client.js";
import { putText } from "../../browser/put.js";
import { stopWhereItScrolls } from "../../browser/scrolling.js";

/** Opens a cell's editor when the cell comes into sight, and the browser has time for it. */
const sight = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) if (isIntersecting) target.openAtLeisure();
});
const atLeisure = window.requestIdleCallback ?? ((call) => setTimeout(call, 1)); // Safari has none

class Code extends HTMLElement {
  #place;
  #result;
  #written;
  /** Stands in `#place` once it has come; until then the coloured source does. */
  #editor = null;
  #opening = null;
  #wrong;
  #leave = [];
  /** "" at rest, "waiting" for Python or another cell, "running", "stopping". */
  #state = "";
  #said = "";

  connectedCallback() {
    this.#place = this.querySelector(".editor");
    this.#result = this.querySelector(".result");
    this.#written ??= this.querySelector(".source").textContent.replace(/\n$/, "");
    this.#listen();
    this.#leave = [python.subscribe(() => this.#refresh()), stopWhereItScrolls(this.#result)];
    this.#markLine(this.#result.dataset.line);
    this.#refresh();
    if (!navigator.connection?.saveData) sight.observe(this);
  }

  disconnectedCallback() {
    sight.unobserve(this);
    for (const leave of this.#leave) leave();
  }

  #listen() {
    this.addEventListener("focusin", () => this.open());
    this.#place.onclick = (event) => this.#editor || this.#openAt(event);
    this.#button("run").onclick = () => this.#run();
    this.#button("stop").addEventListener("click", ({ detail }) => detail < 2 && this.#stop()); // a double click is one press
    this.#button("stop").addEventListener("keydown", (event) => event.repeat && event.preventDefault());
    this.#button("restore").onclick = () => this.#restore();
  }

  /** Load the editor and put it in place, unless that was done; resolves to whether it is there. */
  async open() {
    const module = await this.#load();
    if (module) this.#install(module.Editor);
    else this.#fail();
    return this.#editor !== null;
  }

  /** The same between two frames, and not once the cell is out of sight again: there CodeMirror could not measure its lines. */
  async openAtLeisure() {
    await this.#load();
    atLeisure(() => isInWindow(this.#place) && this.open());
  }

  #load() {
    return (this.#opening ??= import("./editor.js").catch(() => (this.#opening = null)));
  }

  #install(Editor) {
    if (this.#editor) return;
    const source = this.querySelector(".source");
    const focused = document.activeElement === source;
    this.#editor = new Editor(this.#place, {
      source: this.#written,
      label: source.getAttribute("aria-label"),
      description: this.querySelector(".hint").textContent,
      edited: () => this.#refresh(),
      run: () => this.#run(),
    });
    this.#markLine(this.#wrong);
    if (focused) this.#editor.focus();
  }

  #fail() {
    this.#said = "The editor could not be loaded, so this cell runs as it stands.";
    this.#refresh();
  }

  /** The reader clicked into the source before the editor was there: the caret goes to that place of it. */
  async #openAt({ clientX, clientY }) {
    const before = this.#place.getBoundingClientRect();
    if (!(await this.open())) return;
    const after = this.#place.getBoundingClientRect();
    this.#editor.focus({ x: clientX - before.x + after.x, y: clientY - before.y + after.y });
  }

  #source() {
    return this.#editor ? this.#editor.source : this.#written;
  }

  #restore() {
    this.#editor.source = this.#written;
    this.#editor.focus();
  }

  async #run() {
    if (this.#state) return;
    this.#state = "waiting";
    this.#said = "";
    this.#refresh();
    const outcome = await runCode(this.#source(), Number(this.dataset.cell), {
      started: () => this.#begin(),
      hear: (text) => this.#print(text),
    });
    this.#state = "";
    this.#end(outcome);
    this.#refresh();
  }

  #begin() {
    this.#state = "running";
    this.#result.toggleAttribute("data-old", true);
    this.#markLine(null);
    this.#refresh();
  }

  #end({ value, error, line, stopped, changed, reason }) {
    if (!reason) this.#clear();
    if (value) this.#print(value, "value");
    if (error && !stopped) this.#print(line ? `Line ${line}: ${error}` : error, "error");
    this.#markLine(line);
    const names = Object.keys(changed ?? {});
    const ending = stopped ? (line ? `Stopped in line ${line}.` : "Stopped.") : error ? "" : "Done.";
    const verb = names.length > 1 ? "have" : "has";
    this.#said = [reason ?? ending, names.length ? `${names.join(" and ")} ${verb} changed.` : ""].join(" ").trim();
  }

  /** The first press interrupts the code, where that can be; the second ends it with Python, however it goes on. */
  #stop() {
    if (this.#state === "stopping" || !python.canInterrupt) return python.restart();
    this.#state = "stopping";
    this.#refresh();
    python.interrupt();
  }

  /** What an earlier run said stays until this one says something, or has ended. */
  #clear() {
    if (!this.#result.hasAttribute("data-old")) return;
    this.#result.removeAttribute("data-old");
    this.#result.replaceChildren();
    this.#result.hidden = true;
  }

  #print(text, kind = "") {
    this.#clear();
    const last = this.#result.lastElementChild;
    if (!kind && last && !last.className) {
      last.append(text);
    } else {
      const said = document.createElement("samp");
      if (kind) said.className = kind;
      said.append(text);
      this.#result.append(said);
    }
    this.#result.hidden = false;
    this.#result.scrollTop = this.#result.scrollHeight;
  }

  #markLine(number) {
    this.#wrong = number;
    if (this.#editor) return this.#editor.mark(number);
    this.#place.querySelector(".wrong")?.classList.remove("wrong");
    if (number) this.#place.querySelectorAll(".line")[number - 1]?.classList.add("wrong");
  }

  #refresh() {
    const going = this.#state === "running" || this.#state === "stopping";
    const run = this.#button("run");
    const stop = this.#button("stop");
    run.disabled = false;
    run.setAttribute("aria-disabled", this.#state !== "");
    if (!going && document.activeElement === stop) run.focus();
    putText(stop, this.#state === "stopping" ? "Restart Python" : "Stop");
    stop.hidden = !going;
    this.#button("restore").hidden = this.#source() === this.#written;
    putText(this.querySelector(".status"), this.#words());
  }

  #words() {
    if (this.#state === "running") return python.canInterrupt ? "Running" : "Running. Stop restarts Python.";
    if (this.#state === "stopping") return "Stopping. Code that goes on ends when Python is restarted.";
    if (this.#state === "waiting") return `Waiting for Python. ${python.progress.text}`;
    return this.#said;
  }

  #button(name) {
    return this.querySelector(`[data-does="${name}"]`);
  }
}

function isInWindow(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < window.innerHeight;
}

customElements.define("synapse-code", Code);
