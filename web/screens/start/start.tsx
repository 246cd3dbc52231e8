// The first page: what is held, and the shipped scenarios by the question that each answers.
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { hold, listed } from "../../app/library.ts";
import { go, linkTo } from "../../app/route.ts";
import { heldOf } from "../../app/sources.ts";
import type { Described } from "../../engine/api.ts";
import { Cancelled, describe, drill, type Work } from "../../engine/client.ts";
import { attachmentsOf, exampleNames, exampleText } from "./examples.ts";

const about = signal<Readonly<Record<string, Described>>>({});
const running = signal<
  { readonly name: string; readonly finished: number; readonly planned: number } | undefined
>(undefined);
const problem = signal("");
let work: Work<unknown> | undefined;

export function Start() {
  useEffect(() => {
    void describeExamples();
  }, []);
  return (
    <section>
      <h1>What do you lose, and for how long are you down?</h1>
      <p>Pick a question: the simulator runs here, in this page, and asks for nothing else.</p>
      {problem.value && (
        <p class="refusal" role="alert">
          {problem}
        </p>
      )}
      {running.value && <Running />}
      <ul class="examples">
        {exampleNames.map((name) => (
          <li key={name}>
            <button type="button" disabled={running.value !== undefined} onClick={() => simulate(name)}>
              {about.value[name]?.question ?? about.value[name]?.title ?? name}
            </button>{" "}
            <span class="quiet">{name}</span>
          </li>
        ))}
      </ul>
      {listed.value.length > 0 && (
        <>
          <h2>Held by this page</h2>
          <ul>
            {listed.value.map(({ id, name }) => (
              <li key={id}>
                <a href={linkTo("verdict", [], {}, id)}>{name}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Running() {
  const { name, finished, planned } = running.value as NonNullable<typeof running.value>;
  return (
    <p role="status">
      {name}: <progress max={planned || 1} value={finished} aria-label="runs" /> {finished} of {planned} runs{" "}
      <button type="button" onClick={() => work?.cancel()}>
        Stop
      </button>
    </p>
  );
}

async function describeExamples(): Promise<void> {
  for (const name of exampleNames) {
    if (about.peek()[name]) continue;
    const text = await exampleText(name);
    if (text === undefined) continue;
    const described = await describe({ name, text, attachments: await attachmentsOf(text) }).result;
    about.value = { ...about.peek(), [name]: described };
  }
}

/** Enough runs for a first look. */
const FIRST_LOOK = 20;

async function simulate(name: string): Promise<void> {
  const text = await exampleText(name);
  if (text === undefined) return;
  const attachments = await attachmentsOf(text);
  running.value = { name, finished: 0, planned: 0 };
  problem.value = "";
  try {
    const drilled = drill(
      { source: { name, text, attachments }, replications: FIRST_LOOK, resolution: "fluid" },
      (finished, planned) => {
        running.value = { name, finished, planned };
      },
    );
    work = drilled;
    const { result, runs } = await drilled.result;
    const made = heldOf({ name, document: result, runs, attachments });
    hold(made);
    go(linkTo("verdict", [], {}, made.id));
  } catch (error) {
    if (!(error instanceof Cancelled)) problem.value = error instanceof Error ? error.message : String(error);
  } finally {
    running.value = undefined;
  }
}
