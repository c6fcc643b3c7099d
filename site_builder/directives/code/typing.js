/** What two keys do in a field that holds Python. Each change can be undone as typing can, which setting `value` would forget. */

const STEP = 4;

/** Enter: the new line stands as far in as this one, and further after a colon. */
export function breakLine(field) {
  const line = field.value.slice(lineStart(field.value, field.selectionStart), field.selectionStart);
  const deeper = /:\s*(#.*)?$/.test(line) ? STEP : 0;
  insert(`\n${" ".repeat(line.match(/^ */)[0].length + deeper)}`);
}

/** Tab: spaces up to the next stop, or all selected lines further in; `back` brings them further out. */
export function indent(field, back) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const from = lineStart(value, start);
  if (!back && start === end) {
    insert(" ".repeat(STEP - ((start - from) % STEP)));
    return;
  }
  const lines = value.slice(from, end);
  const moved = lines.replace(/^ {0,4}/gm, (spaces) => (back ? "" : spaces + " ".repeat(STEP)));
  if (moved === lines) return;
  const rest = value.length - end;
  field.setSelectionRange(from, end);
  insert(moved);
  const last = field.value.length - rest;
  const first = Math.max(from, start + (moved.match(/^ */)[0].length - lines.match(/^ */)[0].length));
  field.setSelectionRange(start === end ? last : first, last);
}

const lineStart = (value, place) => value.lastIndexOf("\n", place - 1) + 1;

function insert(text) {
  document.execCommand(text ? "insertText" : "delete", false, text);
}
