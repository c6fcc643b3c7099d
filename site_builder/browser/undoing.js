/** A button that takes an action back in the place where it was asked for, as long as nothing else was done since. */

/**
 * Show `button` for the last `count` actions in the network's history, until there is another. Pressed, it takes them back: the
 * focus goes to the element `next`, and `undone()` is called. Returns a function that withdraws the button.
 */
export function offerUndo(button, network, count, { next, undone }) {
  const [there, last] = [network.history.length, network.history.at(-1)];
  const leave = network.subscribe(() => {
    if (network.history.length !== there || network.history.at(-1) !== last) withdraw();
  });
  const undo = async () => {
    withdraw();
    for (let left = count; left > 0; left--) if (!(await network.act(["undo"]))) return;
    undone();
  };
  function withdraw() {
    leave();
    button.removeEventListener("click", undo);
    if (button === document.activeElement) next.focus();
    button.hidden = true;
  }
  button.addEventListener("click", undo);
  button.hidden = count < 1;
  return withdraw;
}
