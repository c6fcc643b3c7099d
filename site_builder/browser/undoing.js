/** A button that takes back what was last done to a network, in the place where it was asked for. */

/**
 * Show `button` until something else is done to the network. Pressed, it takes back what was done last: the focus goes to the
 * element `next`, and `undone()` is called. Returns a function that withdraws the button.
 */
export function offerUndo(button, network, { next, undone = () => {} }) {
  const { numbers } = network;
  const leave = network.subscribe(() => network.numbers !== numbers && withdraw());
  const undo = async () => {
    withdraw();
    if (await network.act(["undo"])) undone();
  };
  function withdraw() {
    leave();
    button.removeEventListener("click", undo);
    if (button === document.activeElement) next.focus();
    button.hidden = true;
  }
  button.addEventListener("click", undo);
  button.hidden = false;
  return withdraw;
}
