// The text of the scenario, to be edited; what is wrong with it is said as on the command line. The editor is loaded when
// it is opened.
import { createRef } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { renderDiagnostic } from "../../../sim/index.ts";
import { give } from "../../engine/client.ts";
import type { Editor as View } from "./editor-view.ts";
import { diagnostics, noteChanges, setText, source, text } from "./model.ts";

/** The reader goes on typing. */
const PAUSE = 250;

export function Editor() {
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      class="editor"
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      open={isOpen || undefined}
    >
      <summary>Edit the scenario</summary>
      {isOpen && <Opened />}
    </details>
  );
}

function Opened() {
  const host = useMemo(() => createRef<HTMLDivElement>(), []);
  const [view, setView] = useState<View | undefined>(undefined);
  // What the editor said itself is not told to it: the reader has typed on since.
  const given = useMemo(() => ({ current: text.peek() }), []);
  useEffect(() => {
    let made: View | undefined;
    let timer = 0;
    void import("./editor-view.ts").then(({ openEditor }) => {
      if (!host.current) return;
      made = openEditor(host.current, {
        text: text.peek(),
        label: "Text of the scenario",
        changed(next) {
          clearTimeout(timer);
          timer = window.setTimeout(() => {
            given.current = next;
            setText(next);
            void noteChanges();
          }, PAUSE);
        },
        complete: (own, offset) => give((engine) => engine.complete(own, offset), "completing").result,
      });
      setView(made);
    });
    return () => {
      clearTimeout(timer);
      made?.destroy();
    };
  }, [host]);
  const own = diagnostics.value.filter(({ file }) => file !== "--set");
  useEffect(() => view?.mark(own), [view, diagnostics.value]);
  useEffect(() => {
    if (text.value !== given.current) view?.setText(text.value);
    given.current = text.value;
  }, [view, text.value]);
  return <div ref={host} data-editor={view ? "" : undefined} />;
}

/** All of them, whether the editor is open or not. */
export function Diagnostics() {
  const { value: all } = diagnostics;
  if (all.length === 0) return null;
  const sources: Readonly<Record<string, string>> = { "--set": source.value?.overrides?.join("\n") ?? "" };
  const isWrong = all.some(({ severity }) => severity === "error");
  const texts = all.map((each) => ({
    key: `${each.code} ${each.file} ${each.line} ${each.column} ${each.message}`,
    shown: renderDiagnostic(each, sources[each.file] ?? text.value),
  }));
  return (
    <details class="diagnostics" open={isWrong || undefined} data-diagnostics={all.length}>
      <summary>
        {isWrong
          ? "✗ The scenario has errors: the numbers below are of the last one without"
          : all.length === 1
            ? "1 warning"
            : `${all.length} warnings`}
      </summary>
      {texts.map(({ key, shown }) => (
        <pre key={key}>{shown}</pre>
      ))}
    </details>
  );
}
