/**
 * The editor of a cell: CodeMirror, in the measures and colours of the view that stands in its place until it has come.
 *
 * It lives in a shadow root, because only there does CodeMirror bring its styles in a way that the site's policy allows.
 */

import { defaultKeymap, history, historyKeymap, indentWithTab, isolateHistory } from "@codemirror/commands";
import { pythonLanguage } from "@codemirror/lang-python";
import { indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState, Prec, RangeSet, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, GutterMarker, gutterLineClass, gutters, keymap, lineNumbers } from "@codemirror/view";
import { styleTags, tagHighlighter, tags } from "@lezer/highlight";

/** The same classes as directive.py gives at build. */
const COLOURS = tagHighlighter([
  { tag: [tags.keyword, tags.bool, tags.null], class: "keyword" },
  { tag: [tags.string, tags.escape], class: "string" },
  { tag: tags.number, class: "number" },
  { tag: tags.comment, class: "comment" },
]);
const PYTHON = pythonLanguage.configure({
  props: [styleTags({ async: tags.keyword, '"*" "**" FormatConversion': tags.operator, FormatSpec: tags.string })],
});

const WRONG = "color-mix(in srgb, var(--positive) 14%, transparent)";
const THEME = EditorView.theme({
  "&.cm-focused": { outline: "none" },
  "& ::selection": { background: "color-mix(in srgb, var(--accent) 24%, transparent)" },
  ".cm-scroller": { fontFamily: "inherit", lineHeight: "inherit" },
  ".cm-content": { padding: "var(--space-3) 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 var(--space-4) 0 0" },
  ".cm-gutters": { border: "none", background: "none", color: "var(--muted)" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "3.25em", padding: "0 1em 0 0" },
  ".cm-lineNumbers .wrong": { borderLeft: "3px solid var(--positive)", background: WRONG, color: "var(--positive-text)" },
  ".cm-line.wrong": { background: WRONG },
  ".keyword": { color: "var(--accent)" },
  ".string": { color: "var(--positive-text)" },
  ".number": { color: "var(--negative-text)" },
  ".comment": { color: "var(--muted)", fontStyle: "italic" },
});

class WrongNumber extends GutterMarker {
  elementClass = "wrong";
}

/** The line that an error stands in, and its number in the margin: empty, or one mark each. It moves with its text. */
const marked = StateEffect.define();
const wrongLine = markedBy(Decoration.line({ class: "wrong" }), (field) => EditorView.decorations.from(field));
const wrongNumber = markedBy(new WrongNumber(), (field) => gutterLineClass.from(field));

function markedBy(mark, provide) {
  return StateField.define({
    create: () => RangeSet.empty,
    update(marks, { changes, effects, newDoc }) {
      const effect = effects.find((each) => each.is(marked));
      if (!effect) return marks.map(changes);
      return effect.value >= 1 && effect.value <= newDoc.lines ? RangeSet.of(mark.range(newDoc.line(effect.value).from)) : RangeSet.empty;
    },
    provide,
  });
}

/**
 * What is typed over a selection. Left to itself Chromium puts styles into the lines that it joins, against the site's policy;
 * other browsers have no selection of a shadow root's own, and need none.
 */
const typedOver = EditorView.domEventHandlers({
  beforeinput({ inputType, data }, view) {
    const selected = view.root.getSelection?.();
    if (inputType !== "insertText" || data === null || !selected?.anchorNode) return false;
    const anchor = view.posAtDOM(selected.anchorNode, selected.anchorOffset);
    const head = view.posAtDOM(selected.focusNode, selected.focusOffset);
    if (anchor === head) return false;
    view.dispatch({ selection: { anchor, head } });
    view.dispatch(view.state.replaceSelection(data), { userEvent: "input.type", scrollIntoView: true });
    return true;
  },
});

export class Editor {
  #view;

  /** Takes the place of what `place` holds. `edited()` hears of every change, `run()` of Ctrl and Enter. */
  constructor(place, { source, label, description, edited, run }) {
    const left = place.scrollLeft;
    const keys = [{ key: "Mod-Enter", run }, { key: "Ctrl-Enter", run }];
    const root = place.attachShadow({ mode: "open" });
    const extensions = [
      [lineNumbers(), gutters({ fixed: false }), wrongLine, wrongNumber],
      [PYTHON, syntaxHighlighting(COLOURS), indentUnit.of("    "), indentOnInput(), history()],
      [Prec.highest(keymap.of(keys)), keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]), typedOver],
      [THEME, EditorView.contentAttributes.of({ "aria-label": label, "aria-description": description })],
      EditorView.updateListener.of(({ docChanged }) => docChanged && edited()),
    ];
    this.#view = new EditorView({ state: EditorState.create({ doc: source, extensions }), root, parent: root });
    this.#view.scrollDOM.scrollLeft = left;
    this.#view.coordsAtPos(0); // so that its lines are measured before the browser paints
    new ResizeObserver(() => this.#view.requestMeasure()).observe(this.#view.contentDOM); // other letters, other lines
  }

  get source() {
    return this.#view.state.doc.toString();
  }

  set source(insert) {
    const changes = { from: 0, to: this.#view.state.doc.length, insert };
    this.#view.dispatch({ changes, annotations: isolateHistory.of("full") });
  }

  /** Mark the line of this number, counted from 1, and no other; without a number, none. */
  mark(number) {
    this.#view.dispatch({ effects: marked.of(Number(number ?? 0)) });
  }

  /** Take the focus; with a point of the window, the caret goes there. */
  focus(point) {
    this.#view.focus();
    if (point) this.#view.dispatch({ selection: { anchor: this.#view.posAtCoords(point, false) } });
  }
}
