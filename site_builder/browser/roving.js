/**
 * One Tab stop for a group of buttons, or for a grid of buttons and fields: the arrow keys, Home and End move among them (WAI-ARIA,
 * roving tabindex).
 */

const MOVES = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };
const ACROSS = { ArrowLeft: -1, ArrowRight: 1 };
const DOWN = { ArrowUp: -1, ArrowDown: 1 };

/**
 * Let Tab come to one of `items()` alone, at first to the first; keys pressed within `group` move on from there. `reached(item)` is
 * called when a key has moved the focus to an item. Returns a function that makes an item the one that Tab comes to.
 */
export function rove(group, items, reached = () => {}) {
  const beside = (event, item) => {
    const all = items();
    const place = all.indexOf(item);
    return all[{ [event.key]: place + MOVES[event.key], Home: 0, End: all.length - 1 }[event.key]];
  };
  return roving(group, items, beside, reached);
}

/**
 * The same for `rows()`, each an array of items: up and down keep to a column, Home and End to a row, or where a row has but one
 * item to the column; with Ctrl they go to the first item and the last of all. `keeps(event)` leaves a key to the item itself.
 */
export function roveGrid(group, rows, keeps = () => false) {
  const beside = (event, item) => {
    if (keeps(event)) return undefined;
    const all = rows();
    const place = all.findIndex((row) => row.includes(item));
    const row = all[place];
    const column = row.indexOf(item);
    const ends = row.length > 1 && !event.ctrlKey ? row : all.flat();
    if (event.key === "Home") return ends[0];
    if (event.key === "End") return ends.at(-1);
    if (event.key in DOWN) return all[place + DOWN[event.key]]?.[column];
    return row[column + ACROSS[event.key]];
  };
  return roving(group, () => rows().flat(), beside, () => {});
}

function roving(group, items, beside, reached) {
  const settle = (chosen) => {
    for (const item of items()) {
      const index = item === chosen ? 0 : -1;
      if (item.tabIndex !== index || !item.hasAttribute("tabindex")) item.tabIndex = index;
    }
  };
  group.addEventListener("focusin", ({ target }) => items().includes(target) && settle(target));
  group.addEventListener("keydown", (event) => {
    const foreign = event.metaKey || event.altKey || (event.ctrlKey && event.key in MOVES) || !items().includes(event.target);
    const next = foreign ? undefined : beside(event, event.target);
    if (!next) return;
    event.preventDefault();
    next.focus();
    reached(next);
  });
  settle(items()[0]);
  return settle;
}
