/** `<synapse-code>`: the reader writes Python in it and runs it; every network that it changes is repainted. */

import { runCode } from "../../browser/lab.js";
import { python } from "../../browser/python_client.js";
import { highlight } from "./highlight.js";
import { breakLine, indent } from "./typing.js";

class Code extends HTMLElement {
  #field;
  #result;
  #written;
  #leaving = false;
  #unsubscribe;
  /** "" at rest, "waiting" for Python or another cell, "running", "stopping". */
  #state = "";
  #said = "";

  connectedCallback() {
    this.#field = this.querySelector("textarea");
    this.#result = this.querySelector(".result");
    this.#written ??= this.querySelector(".source").textContent.replace(/\n$/, "");
    this.#field.value ||= this.#written;
    this.#field.hidden = false;
    this.querySelector(".source").setAttribute("aria-hidden", "true");
    this.#listen();
    this.#unsubscribe = python.subscribe(() => this.#refresh());
    this.#markLine(this.#result.dataset.line);
    this.#refresh();
  }

  disconnectedCallback() {
    this.#unsubscribe();
  }

  #listen() {
    this.#field.oninput = () => this.#edited();
    this.#field.onkeydown = (event) => this.#key(event);
    this.#field.onblur = () => (this.#leaving = false);
    this.#button("run").onclick = () => this.#run();
    this.#button("stop").onclick = () => this.#stop();
    this.#button("restore").onclick = () => this.#restore();
  }

  /** Tab indents, unless Escape came before it. */
  #key(event) {
    const leaving = this.#leaving;
    if (event.key !== "Shift") this.#leaving = event.key === "Escape";
    if (event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.#run();
    else if (event.key === "Enter" && !event.shiftKey) breakLine(this.#field);
    else if (event.key === "Tab" && !leaving) indent(this.#field, event.shiftKey);
    else return;
    event.preventDefault();
  }

  #edited() {
    highlight(this.querySelector(".source code"), this.#field.value);
    this.#refresh();
  }

  #restore() {
    this.#field.value = this.#written;
    this.#edited();
    this.#field.focus();
  }

  async #run() {
    if (this.#state) return;
    this.#state = "waiting";
    this.#said = "";
    this.#refresh();
    const outcome = await runCode(this.#field.value, Number(this.dataset.cell), {
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

  #stop() {
    if (this.#state === "stopping") return;
    this.#state = "stopping";
    this.#refresh();
    python.stop();
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
    this.querySelector(".line.wrong")?.classList.remove("wrong");
    if (number) this.querySelectorAll(".line")[number - 1]?.classList.add("wrong");
  }

  #refresh() {
    const going = this.#state === "running" || this.#state === "stopping";
    const run = this.#button("run");
    const stop = this.#button("stop");
    run.disabled = false;
    run.setAttribute("aria-disabled", this.#state !== "");
    if (!going && document.activeElement === stop) run.focus();
    stop.hidden = !going;
    this.#button("restore").hidden = this.#field.value === this.#written;
    const status = this.querySelector(".status");
    const words = this.#words();
    if (status.textContent !== words) status.textContent = words;
  }

  #words() {
    if (this.#state === "running") return "Running";
    if (this.#state === "stopping") return "Stopping";
    if (this.#state === "waiting") return `Waiting for Python. ${python.progress.text}`;
    return this.#said;
  }

  #button(name) {
    return this.querySelector(`[data-does="${name}"]`);
  }
}

customElements.define("synapse-code", Code);
