/** One question at a time: calls `ask`, which answers later, and where it was called for meanwhile, however often, once more after that. */
export function oneAtATime(ask) {
  let busy = false;
  let wanted = false;
  return async () => {
    wanted = true;
    if (busy) return;
    busy = true;
    while (wanted) {
      wanted = false;
      await ask();
    }
    busy = false;
  };
}
