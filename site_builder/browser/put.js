/** Puts what follows from the numbers into the page, and touches nothing that is so already: a browser pays for every touch. */

/** An attribute. */
export function put(element, name, value) {
  if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
}

/**
 * Whether a button can act now. One that cannot keeps the focus, which a disabled one would lose to the page; a press on it goes
 * nowhere.
 */
export const allow = (button, can) => put(button, "aria-disabled", !can);

document.addEventListener("click", stopped, { capture: true });

function stopped(event) {
  if (!event.target.closest('button[aria-disabled="true"]')) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** Several attributes, by name. */
export function putAll(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) put(element, name, value);
}

/** An element's text: the node that holds it stays, so that no more of the page is laid out anew than its letters. */
export function putText(element, text) {
  const { firstChild, lastChild } = element;
  if (firstChild === lastChild && firstChild instanceof Text) {
    if (firstChild.data !== text) firstChild.data = text;
  } else if (element.textContent !== text) {
    element.textContent = text;
  }
}
