/** Changing a number where it stands: a field over it, in which Enter keeps what is typed and Escape does not. */

/**
 * Open a field over the element `over`, within `frame`, a positioned element that may scroll. `value` is the number so far and
 * `name` what it is called. `keep(value)` is called with another number; `back()` where the keyboard is to go on from there.
 */
export function editInPlace({ frame, over, value, name, keep, back }) {
  if (frame.querySelector(".in-place")) return;
  const field = document.createElement("input");
  Object.assign(field, { type: "number", step: "any", className: "in-place" });
  field.value = field.defaultValue = String(Number(value.toFixed(6)));
  field.setAttribute("aria-label", name);
  const close = (kept, byKey) => {
    field.onblur = null;
    const changed = field.value !== field.defaultValue && Number.isFinite(field.valueAsNumber);
    const typed = field.valueAsNumber;
    field.remove();
    if (byKey) back();
    if (kept && changed) keep(typed);
  };
  field.onblur = () => close(true, false);
  field.onkeydown = (event) => {
    event.stopPropagation();
    if (event.key === "Enter" || event.key === "Escape") close(event.key === "Enter", true);
  };
  const [box, outer] = [over.getBoundingClientRect(), frame.getBoundingClientRect()];
  field.style.left = `${box.left + box.width / 2 - outer.left + frame.scrollLeft}px`;
  field.style.top = `${box.top + box.height / 2 - outer.top + frame.scrollTop}px`;
  frame.append(field);
  field.select();
}
