/** One Tab stop for a group of buttons: the arrow keys, Home and End move among them (WAI-ARIA, roving tabindex). */

const MOVES = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };

/**
 * Let Tab come to one of `items()` alone, at first to the first; keys pressed within `group` move on from there. `reached(item)` is
 * called when a key has moved the focus to an item. Returns a function that makes an item the one that Tab comes to.
 */
export function rove(group, items, reached = () => {}) {
  const settle = (chosen) => {
    for (const item of items()) {
      const index = item === chosen ? 0 : -1;
      if (item.tabIndex !== index || !item.hasAttribute("tabindex")) item.tabIndex = index;
    }
  };
  group.addEventListener("focusin", ({ target }) => items().includes(target) && settle(target));
  group.addEventListener("keydown", (event) => {
    const all = items();
    const place = all.indexOf(event.target);
    const places = { [event.key]: place + MOVES[event.key], Home: 0, End: all.length - 1 };
    const next = event.ctrlKey || event.metaKey || event.altKey || place < 0 ? undefined : all[places[event.key]];
    if (!next) return;
    event.preventDefault();
    next.focus();
    reached(next);
  });
  settle(items()[0]);
  return settle;
}
