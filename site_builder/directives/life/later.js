/** Draws generations: the cells of one, and what comes later of those that the reader has drawn, in small pictures and a table. */

import { formatNumber } from "../../browser/format.js";
import { put, putText } from "../../browser/put.js";

/** One generation into a drawing: cells that stayed alive, were just born, have just died, each as a point of a path. */
export function drawCells(svg, now, before, width) {
  const trace = (shown) => {
    let path = "";
    now.forEach((alive, place) => {
      if (shown(alive, before[place])) path += `M${place % width} ${Math.floor(place / width)}h0`;
    });
    return path;
  };
  const born = trace((alive, was) => alive && !was);
  put(svg.querySelector(".life-died"), "d", trace((alive, was) => !alive && was));
  put(svg.querySelector(".life-stayed"), "d", trace((alive, was) => alive && was));
  put(svg.querySelector(".life-born"), "d", born);
  put(svg.querySelector(".life-core"), "d", born);
}

const written = (number) => formatNumber(number, ",d");

/** "5 living cells". */
export const livingIn = (count) => `${written(count)} living ${count === 1 ? "cell" : "cells"}`;

export class Later {
  #stills;
  #rows;
  #width;

  /** `root` holds the pictures and the rows, each with the generations that it is later by in `data-after`. */
  constructor(root, width) {
    this.#stills = [...root.querySelectorAll("li[data-after]")];
    this.#rows = [...root.querySelectorAll("tr[data-after]")];
    this.#width = width;
  }

  /** Nothing is known yet of what comes after generation `from`. */
  wait(from) {
    for (const still of this.#stills) {
      drawCells(still.querySelector("svg"), [], [], this.#width);
      putText(still.querySelector("span"), `Generation ${written(from + after(still))}`);
    }
    for (const row of this.#rows) this.#write(row, from, ["–", "–", "–"]);
  }

  /** `grids[n]` are the cells n generations after `from`. */
  show(grids, from) {
    for (const still of this.#stills) {
      const place = after(still);
      drawCells(still.querySelector("svg"), grids[place], grids[place - 1], this.#width);
      const [living, born, died] = counted(grids, place);
      putText(still.querySelector("span"), `Generation ${written(from + place)}: ${livingIn(living)}, ${written(born)} born, ${written(died)} died`);
    }
    for (const row of this.#rows) this.#write(row, from, counted(grids, after(row)).map(written));
  }

  #write(row, from, texts) {
    [written(from + after(row)), ...texts].forEach((text, place) => putText(row.cells[place], text));
  }
}

const after = ({ dataset }) => Number(dataset.after);

/** How many cells are alive, and how many were born and died in the step that led here. */
function counted(grids, place) {
  const [now, before] = [grids[place], grids[Math.max(place - 1, 0)]];
  const count = (shown) => now.reduce((sum, alive, cell) => sum + (shown(alive, before[cell]) ? 1 : 0), 0);
  return [count((alive) => alive), count((alive, was) => alive && !was), count((alive, was) => !alive && was)];
}
