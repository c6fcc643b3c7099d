/** Rows of a matrix meet a column in motion: the column's numbers travel to those of a row, and the row's line appears. */

const TRAVEL = 420; // milliseconds from the column to the row
const STAY = 380; // and there
const still = matchMedia("(prefers-reduced-motion: reduce)");

export class Meeting {
  #ghosts = [];
  #running = 0;

  /** `frame` is a positioned element that holds all; `rows` and `column` are cells, `lines` what appears, row by row. */
  async play({ frame, rows, column, lines }) {
    this.end();
    if (still.matches || !frame.checkVisibility()) return;
    const own = (this.#running += 1);
    for (const line of lines) line.style.visibility = "hidden";
    for (const [place, line] of lines.entries()) {
      this.#meet(frame, rows[place], column);
      await new Promise((resolve) => setTimeout(resolve, TRAVEL + STAY));
      if (own !== this.#running) break;
      this.#clear();
      line.style.visibility = "";
    }
    for (const line of lines) line.style.visibility = "";
  }

  /** Show the end at once. */
  end() {
    this.#running += 1;
    this.#clear();
  }

  #meet(frame, row, column) {
    const from = frame.getBoundingClientRect();
    for (const [place, cell] of column.entries()) {
      const [start, goal] = [cell.getBoundingClientRect(), row[place].getBoundingClientRect()];
      const ghost = Object.assign(document.createElement("span"), { className: "ghost", textContent: cell.textContent, ariaHidden: "true" });
      Object.assign(ghost.style, { left: `${start.left - from.left}px`, top: `${start.top - from.top}px`, width: `${start.width}px` });
      frame.append(ghost);
      this.#ghosts.push(ghost);
      const shift = `translate(${goal.left - start.left}px, ${goal.top - start.top + 0.55 * goal.height}px)`;
      ghost.animate([{ transform: "none" }, { transform: shift }], { duration: TRAVEL, easing: "cubic-bezier(0.4, 0, 0.2, 1)", fill: "forwards" });
      for (const each of [cell, row[place]]) each.dataset.meets = "";
      this.#ghosts.push(...[cell, row[place]]);
    }
  }

  #clear() {
    for (const each of this.#ghosts.splice(0)) {
      if (each.matches(".ghost")) each.remove();
      else delete each.dataset.meets;
    }
  }
}
