// Files of one's own: chosen, or dropped anywhere on the first page.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { held, hold } from "../../app/library.ts";
import { go, linkTo } from "../../app/route.ts";
import { problems } from "./simulate.tsx";

export function OpenFiles() {
  const isOver = useSignal(false);
  useEffect(() => {
    const over = (event: DragEvent): void => {
      event.preventDefault();
      isOver.value = event.type === "dragover";
    };
    const drop = (event: DragEvent): void => {
      over(event);
      void open([...(event.dataTransfer?.files ?? [])]);
    };
    const listeners = [
      ["dragover", over],
      ["dragleave", over],
      ["drop", drop],
    ] as const;
    for (const [name, listener] of listeners) addEventListener(name, listener);
    return () => {
      for (const [name, listener] of listeners) removeEventListener(name, listener);
    };
  }, [isOver]);
  return (
    <section class={`drop ${isOver.value ? "over" : ""}`} aria-labelledby="open-files">
      <h2 id="open-files">Open your own</h2>
      <p>
        A result (<code>*.json</code>), with the values of its runs beside it (<code>*.values.ndjson</code>),
        or a scenario (<code>*.yaml</code>). Drop the files here, or choose them; they stay on this machine.
      </p>
      <label>
        Files{" "}
        <input
          type="file"
          multiple
          accept=".json,.ndjson,.yaml,.yml"
          onChange={(event) => void open([...(event.currentTarget.files ?? [])])}
        />
      </label>
    </section>
  );
}

async function open(files: readonly File[]): Promise<void> {
  if (files.length === 0) return;
  const texts = await Promise.all(files.map(async (file) => ({ name: file.name, text: await file.text() })));
  // The shapes of all documents are not for whoever opens none.
  const { openTexts } = await import("./open-files.ts");
  const opened = openTexts(texts, held.peek());
  problems.value = opened.problems;
  hold(...opened.held);
  const [first] = opened.held;
  const [scenario] = opened.scenarios;
  if (first) go(linkTo("verdict", [], {}, first.id));
  else if (scenario) {
    const { packed } = await import("../what-if/share.ts");
    const name = scenario.name.replace(/\.ya?ml$/, "");
    go(linkTo("what-if", [], { base: await packed(scenario.text), name }, ""));
  }
}
