/** Hidden neurons that change seats: one that is dragged onto another in a drawing of the network (`.drawing`) is swapped with it. */

const SEATS = '[data-neuron^="1."]'; // networks that have disguises have one hidden layer
const STARTED = 6; // pixels from which on a press is a drag, so that a tap still selects

/** Watch `stage`, which holds the drawing, and call `swap(one, other)` with the indices of two neurons. */
export function letSeatsBeDragged(stage, swap) {
  let held = null;
  const indexOf = (neuron) => Number(neuron.dataset.neuron.split(".")[1]);
  const end = () => {
    held?.neuron.style.removeProperty("translate");
    held = null;
  };
  stage.addEventListener("pointerdown", ({ target, button, clientX: x, clientY: y }) => {
    const neuron = button === 0 && target.closest(SEATS);
    if (neuron) held = { neuron, x, y, scale: neuron.getScreenCTM().a };
  });
  stage.addEventListener("pointermove", ({ clientX, clientY, pointerId }) => {
    if (!held) return;
    const [right, down] = [clientX - held.x, clientY - held.y];
    if (Math.hypot(right, down) < STARTED && !stage.hasPointerCapture(pointerId)) return;
    stage.setPointerCapture(pointerId);
    held.neuron.style.translate = `${right / held.scale}px ${down / held.scale}px`;
  });
  stage.addEventListener("pointerup", ({ clientX, clientY }) => {
    if (!held) return;
    const under = document.elementsFromPoint(clientX, clientY).map((element) => element.closest(SEATS));
    const other = under.find((neuron) => neuron && neuron !== held.neuron && stage.contains(neuron));
    const one = indexOf(held.neuron);
    end();
    if (other) swap(one, indexOf(other));
  });
  stage.addEventListener("pointercancel", end);
}
