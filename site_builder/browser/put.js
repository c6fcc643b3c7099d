/** Puts what follows from the numbers into the page, and touches nothing that is so already: a browser pays for every touch. */

/** An attribute. */
export function put(element, name, value) {
  if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
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
