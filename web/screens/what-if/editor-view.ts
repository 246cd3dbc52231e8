// The editor itself: YAML with completion and marks from the simulator. It lives in a shadow root, where its style sheets
// need no element: the page's policy allows none.
import { autocompletion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { yaml } from "@codemirror/lang-yaml";
import { defaultHighlightStyle, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, type Diagnostic as Mark, setDiagnostics } from "@codemirror/lint";
import { EditorState, type Text } from "@codemirror/state";
import { EditorView, lineNumbers } from "@codemirror/view";
import { minimalSetup } from "codemirror";
import type { Diagnostic } from "../../../sim/index.ts";
import type { Completion } from "../../engine/what-if-api.ts";

export interface EditorOptions {
  readonly text: string;
  readonly label: string;
  changed(text: string): void;
  complete(text: string, offset: number): Promise<Completion>;
}

export interface Editor {
  /** Of another scenario. */
  setText(text: string): void;
  mark(diagnostics: readonly Diagnostic[]): void;
  /** Goes to a place; lines and columns from 1. */
  show(line: number, column: number): void;
  destroy(): void;
}

const THEME = EditorView.theme({
  "&": {
    backgroundColor: "var(--ground)",
    color: "var(--text)",
    border: "1px solid var(--quiet)",
    height: "26rem",
    fontSize: "13px",
  },
  "&.cm-focused": { outline: "2px solid var(--accent)" },
  ".cm-scroller": { fontFamily: 'ui-monospace, "DejaVu Sans Mono", monospace', overflow: "auto" },
  ".cm-content": { caretColor: "var(--text)" },
  "&.cm-focused .cm-cursor, .cm-cursor": { borderLeftColor: "var(--text)" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    background: "color-mix(in srgb, var(--blue) 35%, transparent)",
  },
  ".cm-gutters": { backgroundColor: "var(--raised)", color: "var(--quiet)", border: "none" },
  ".cm-tooltip": { backgroundColor: "var(--raised)", color: "var(--text)", border: "1px solid var(--quiet)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    background: "var(--accent)",
    color: "var(--ground)",
  },
  ".cm-diagnostic": { fontFamily: "system-ui, sans-serif" },
});

/** The usual colours, as far towards that of the text as can be read on both grounds. */
const COLOURS = HighlightStyle.define(
  defaultHighlightStyle.specs.map((spec) => ({
    ...spec,
    ...(spec.color !== undefined && { color: `color-mix(in srgb, ${spec.color} 35%, var(--text))` }),
  })),
);

export function openEditor(host: HTMLElement, options: EditorOptions): Editor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  let isOurs = false;
  const source = async (context: CompletionContext): Promise<CompletionResult | null> => {
    const text = context.state.doc.toString();
    const found = await options.complete(text, context.pos);
    if (found.options.length === 0 || (!context.explicit && found.from === context.pos)) return null;
    return {
      from: found.from,
      options: found.options.map(({ label, about, isKey }) => ({
        label,
        type: isKey ? "property" : "constant",
        ...(isKey && { apply: `${label}: ` }),
        ...(about !== undefined && { info: about }),
      })),
    };
  };
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        minimalSetup,
        yaml(),
        syntaxHighlighting(COLOURS),
        lineNumbers(),
        lintGutter(),
        autocompletion({ override: [source] }),
        THEME,
        EditorView.contentAttributes.of({ "aria-label": options.label, tabindex: "0" }),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged && !isOurs) options.changed(state.doc.toString());
        }),
      ],
    }),
  });
  return {
    setText(text) {
      if (text === view.state.doc.toString()) return;
      isOurs = true;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
      isOurs = false;
    },
    mark: (diagnostics) => view.dispatch(setDiagnostics(view.state, marksOf(diagnostics, view.state.doc))),
    show(line, column) {
      const at = offsetOf(view.state.doc, line, column);
      view.dispatch({ selection: { anchor: at }, scrollIntoView: true });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}

function marksOf(diagnostics: readonly Diagnostic[], doc: Text): Mark[] {
  return diagnostics.map(({ code, severity, message, hint, line, column, endLine, endColumn }) => {
    const from = offsetOf(doc, line, column);
    return {
      from,
      to: Math.max(from, offsetOf(doc, endLine, endColumn)),
      severity,
      source: code,
      message: hint === undefined ? message : `${message} (${hint})`,
    };
  });
}

function offsetOf(doc: Text, line: number, column: number): number {
  const { from, to } = doc.line(Math.min(Math.max(1, line), doc.lines));
  return Math.min(to, from + Math.max(0, column - 1));
}
