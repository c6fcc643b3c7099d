/** `<synapse-examples>`: the training set, with an answer and an error for each row; readers may change it. */

import { announce } from "../../browser/announce.js";
import { soon } from "../../browser/flow.js";
import { formatNumber } from "../../browser/format.js";
import { put, putText } from "../../browser/put.js";
import { roveGrid } from "../../browser/roving.js";
import { View } from "../../browser/view.js";

class Examples extends View {
  #editing = false;
  #asking = false;
  #again = false;
  #drawn;
  #answers = null;
  #settle; // makes one button or field the one that Tab comes to
  #current; // the example on show
  #typing = false; // whether the arrow keys move within a field, as its number is being written
  #drawAnswers = () => this.#answers && this.#answer(this.#answers);

  start() {
    this.#drawn = JSON.stringify(this.network.data);
    this.#button("edit")?.addEventListener("click", () => this.#turn(!this.#editing));
    this.#button("add")?.addEventListener("click", () => this.#add());
    const body = this.querySelector("tbody");
    const cells = () => this.#rows.map((row) => [...row.querySelectorAll("button, input")]);
    this.#settle = roveGrid(body, cells, ({ key }) => this.#typing && !["ArrowUp", "ArrowDown"].includes(key));
    body.addEventListener("focusin", ({ target }) => this.#reach(target));
    body.addEventListener("input", () => (this.#typing = true));
    body.addEventListener("keydown", (event) => this.#key(event));
    body.addEventListener("change", () => this.#take());
    body.addEventListener("click", (event) => this.#clicked(event));
  }

  repaint() {
    const data = JSON.stringify(this.network.data);
    if (data !== this.#drawn) {
      this.#drawn = data;
      this.#draw();
    }
    this.#markCurrent();
    this.#askAgain();
  }

  #button(name) {
    return this.querySelector(`.examples-${name}`);
  }

  get #rows() {
    return [...this.querySelectorAll("tr[data-row]")];
  }

  #turn(editing) {
    this.#editing = editing;
    this.#button("edit").setAttribute("aria-pressed", String(editing));
    this.#button("edit").textContent = editing ? "Done" : "Edit the examples";
    this.#button("add").hidden = !editing;
    if (editing) this.querySelector("table").setAttribute("role", "grid");
    else this.querySelector("table").removeAttribute("role");
    if (editing) announce(this, "The arrow keys move among the examples. Type over a number, or press Enter to change it.");
    this.#draw();
    this.#askAgain();
  }

  /** As many rows as there are examples, up to those that the table shows, with numbers or with fields for them. */
  #draw() {
    this.#answers = null;
    const focused = document.activeElement.closest("tr[data-row] button, tr[data-row] input");
    const place = this.#rows.indexOf(focused?.closest("tr"));
    const { inputs } = this.network.data;
    const shown = Math.min(inputs.length, Number(this.dataset.rows));
    const rows = this.#rows;
    for (const row of rows.slice(shown)) row.remove();
    for (let index = rows.length; index < shown; index++) this.#grow(rows[0], index);
    for (const row of this.#rows) this.#fill(row, this.#numbers(row));
    const more = this.querySelector(".examples-more");
    more.textContent = `and ${inputs.length - shown} more`;
    more.hidden = inputs.length === shown;
    this.#current = undefined;
    this.#markCurrent();
    if (place >= 0 && document.activeElement !== focused) this.#focus(this.#rows[Math.min(place, shown - 1)], focused.className);
  }

  /** A field is come to as a whole, so that typing begins its number anew. */
  #reach(target) {
    this.#typing = false;
    if (target.matches("input")) target.select();
  }

  /** In a field Enter begins to change the number, and ends that one row further down; Escape brings back what it was. */
  #key(event) {
    const { key, target } = event;
    if (!target.matches("input") || !["Enter", "Escape"].includes(key)) return;
    event.preventDefault();
    if (key === "Enter" && !this.#typing) {
      this.#typing = true;
      return;
    }
    const row = target.closest("tr");
    if (key === "Escape") {
      this.#fill(row, this.#numbers(row), true);
      return this.#reach(target);
    }
    const column = [...row.querySelectorAll("input")].indexOf(target);
    target.blur(); // which tells of the change
    (row.nextElementSibling?.querySelectorAll("input")[column] ?? target).focus();
  }

  /** What the example of a row is. */
  #numbers(row) {
    const { inputs, targets } = this.network.data;
    return [...inputs[Number(row.dataset.row)], ...targets[Number(row.dataset.row)]];
  }

  /** The button of this kind in a row, or the one that each row has, takes the focus that another had before it was drawn anew. */
  #focus(row, kind) {
    (row.querySelector(`button.${kind || "examples-show"}`) ?? row.querySelector(".examples-show")).focus();
  }

  #grow(model, index) {
    const row = model.cloneNode(true);
    row.dataset.row = index;
    for (const cell of row.querySelectorAll("[data-answer], [data-error]")) cell.textContent = "";
    model.parentElement.append(row);
  }

  #fill(row, numbers, anew = false) {
    const heads = [...this.querySelectorAll("thead th")].slice(1);
    row.querySelectorAll("[data-given]").forEach((cell, place) => {
      if (!this.#editing) {
        cell.textContent = formatNumber(numbers[place], ".4g");
        return;
      }
      const field = cell.querySelector("input") ?? document.createElement("input");
      Object.assign(field, { type: "number", step: "any" });
      if (anew || document.activeElement !== field) field.value = String(numbers[place]);
      field.setAttribute("aria-label", `${heads[place].textContent} of example ${Number(row.dataset.row) + 1}`);
      if (!field.isConnected) cell.replaceChildren(field);
    });
    this.#offerRemoval(row);
  }

  #offerRemoval(row) {
    const number = Number(row.dataset.row) + 1;
    const show = row.querySelector(".examples-show");
    show.textContent = String(number);
    show.setAttribute("aria-label", `Show example ${number}`);
    row.querySelector(".examples-remove")?.remove();
    if (!this.#editing || this.network.data.inputs.length === 1) return;
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "examples-remove", textContent: "×" });
    button.setAttribute("aria-label", `Remove example ${number}`);
    show.after(button);
  }

  #clicked({ target }) {
    const row = target.closest("tr");
    if (target.matches(".examples-remove")) this.#remove(Number(row.dataset.row));
    else if (target.matches(".examples-show") || !this.#editing) this.#choose(Number(row.dataset.row));
  }

  async #choose(index) {
    this.#tell((await this.network.act(["example", index])) ? "" : this.network.message);
  }

  /** Why something was refused; nothing takes that back. */
  #tell(words) {
    putText(this.querySelector(".status"), words);
  }

  #add() {
    this.#change((rows) => rows.push([...rows.at(-1)]));
  }

  #remove(index) {
    this.#change((rows) => rows.splice(index, 1));
  }

  /** Take the numbers from the fields; one that is none goes back to what it was. */
  #take() {
    const fields = this.#rows.map((row) => [...row.querySelectorAll("input")].map((field) => field.valueAsNumber));
    if (this.#rows.every((row, place) => String(fields[place]) === String(this.#numbers(row)))) return;
    if (fields.flat().every(Number.isFinite)) this.#change((rows) => rows.splice(0, fields.length, ...fields));
    else this.#draw();
  }

  /** `edit(rows)` changes the examples. */
  async #change(edit) {
    const { inputs, targets } = this.network.data;
    const rows = inputs.map((row, index) => [...row, ...targets[index]]);
    edit(rows);
    const count = Number(this.dataset.inputs);
    const split = [rows.map((row) => row.slice(0, count)), rows.map((row) => row.slice(count))];
    const done = await this.network.act(["data", ...split]);
    this.#tell(done ? "" : this.network.message);
    if (!done) this.#draw();
  }

  #markCurrent() {
    const current = this.network.value("example");
    for (const row of this.#rows) {
      if (Number(row.dataset.row) === current) put(row, "aria-current", "true");
      else row.removeAttribute("aria-current");
    }
    if (current === this.#current) return;
    this.#current = current;
    const held = document.activeElement.closest("tr[data-row]") && this.contains(document.activeElement);
    this.#settle(held ? document.activeElement : (this.#rows[current] ?? this.#rows[0]).querySelector(".examples-show"));
  }

  /** Answers for all rows, one question at a time; without Python they stay as they were, and look it. */
  async #askAgain() {
    this.#again = true;
    if (this.#asking) return;
    this.#asking = true;
    while (this.#again) {
      this.#again = false;
      const answers = await this.network.ask(["answers", this.network.data.inputs.slice(0, this.#rows.length)]);
      this.toggleAttribute("data-stale", !answers);
      this.#answers = answers;
      soon(this, this.#drawAnswers);
    }
    this.#asking = false;
  }

  #answer(answers) {
    const rows = this.#rows;
    const wide = answers.length / rows.length;
    const outputs = Number(this.dataset.outputs);
    rows.forEach((row, index) => {
      const answer = [...answers.slice((index + 1) * wide - outputs, (index + 1) * wide)];
      const targets = this.network.data.targets[index];
      if (!targets) return;
      row.querySelectorAll("[data-answer]").forEach((cell, place) => putText(cell, formatNumber(answer[place], ".3f")));
      const error = answer.reduce((sum, value, place) => sum + Math.abs(targets[place] - value), 0) / outputs;
      putText(row.querySelector("[data-error]"), formatNumber(error, ".3f"));
      put(row.querySelector("rect"), "width", (Math.min(error, 1) * 40).toFixed(2));
    });
  }
}

customElements.define("synapse-examples", Examples);
