/** Colours Python as directive.py did at build: the same classes, so that a first letter typed changes no colour but its own. */

const KEYWORDS = new Set(
  ("False None True and as assert async await break class continue def del elif else except finally for from global if import " +
    "in is lambda nonlocal not or pass raise return try while with yield").split(" "),
);

const TOKEN = new RegExp(
  [
    String.raw`(?<comment>#[^\n]*)`,
    String.raw`(?<string>(?<prefix>(?<!\w)[rbfut]{0,2})(?:"""(?:\\[^]|[^\\])*?(?:"""|$)|'''(?:\\[^]|[^\\])*?(?:'''|$)|"(?:\\[^]|[^"\\\n])*"?|'(?:\\[^]|[^'\\\n])*'?))`,
    String.raw`(?<number>(?<![\w.])(?:0[xob][\da-f_]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:e[+-]?\d+)?j?))`,
    String.raw`(?<word>[\p{L}_][\p{L}\p{N}_]*)`,
  ].join("|"),
  "giu",
);
const FIELD = /(\{\{|\}\})|\{([^{}!:]*)(![ars])?(:)?([^{}]*)\}/g;

/** Fill `code` with the lines of `source`, each a span. */
export function highlight(code, source) {
  const lines = [newLine()];
  for (const [name, text] of tokens(source)) {
    text.split("\n").forEach((piece, index) => {
      if (index) lines.push(newLine());
      if (piece) lines.at(-1).append(name ? coloured(name, piece) : piece);
    });
  }
  for (const line of lines) {
    line.append("\n");
    line.normalize();
  }
  code.replaceChildren(...lines);
}

function* tokens(source) {
  let end = 0;
  for (const found of source.matchAll(TOKEN)) {
    yield ["", source.slice(end, found.index)];
    end = found.index + found[0].length;
    const { comment, string, prefix, number, word } = found.groups;
    if (string !== undefined && /f/i.test(prefix)) yield* formatted(string);
    else yield [comment ? "comment" : string ? "string" : number ? "number" : KEYWORDS.has(word) ? "keyword" : "", found[0]];
  }
  yield ["", source.slice(end)];
}

/** A string with fields such as `{x:.2f}`, which hold code and then a format. */
function* formatted(string) {
  let end = 0;
  for (const found of string.matchAll(FIELD)) {
    if (found[1]) continue;
    yield ["string", string.slice(end, found.index)];
    const [, , expression, conversion = "", colon = "", format] = found;
    yield ["", "{"];
    yield* tokens(expression);
    yield ["", conversion + colon];
    yield ["string", format];
    yield ["", "}"];
    end = found.index + found[0].length;
  }
  yield ["string", string.slice(end)];
}

function newLine() {
  const line = document.createElement("span");
  line.className = "line";
  return line;
}

function coloured(name, text) {
  const span = document.createElement("span");
  span.className = name;
  span.textContent = text;
  return span;
}
