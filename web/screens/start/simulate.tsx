// A shipped scenario is simulated: how far it is, how to stop it, and what went wrong.
import { signal } from "@preact/signals";
import { type Held, hold } from "../../app/library.ts";
import { announce } from "../../app/live.ts";
import { go, linkTo } from "../../app/route.ts";
import { heldOf } from "../../app/sources.ts";
import type { Source } from "../../engine/api.ts";
import { Cancelled, describe, drill, outlook, type Work } from "../../engine/client.ts";
import { attachmentsOf, exampleText } from "./examples.ts";

export type Order = { readonly replications: number } | { readonly years: number };

interface Progress {
  readonly name: string;
  readonly unit: string;
  readonly finished: number;
  readonly planned: number;
}

export const running = signal<Progress | undefined>(undefined);
/** What could not be done, and with which seed. */
export const problems = signal<readonly string[]>([]);
let work: Work<unknown> | undefined;

export function Running() {
  if (!running.value) return null;
  const { name, unit, finished, planned } = running.value;
  return (
    <p role="status" class="running">
      {name}: <progress max={planned || 1} value={finished} aria-label={unit} /> {Math.floor(finished)} of{" "}
      {planned} {unit}{" "}
      <button type="button" onClick={() => work?.cancel()}>
        Stop
      </button>
    </p>
  );
}

export function Problems() {
  return (
    <>
      {problems.value.map((text) => (
        <p class="refusal" role="alert" key={text}>
          {text}
        </p>
      ))}
    </>
  );
}

export async function simulate(name: string, order: Order): Promise<void> {
  running.value = { name, unit: "runs", finished: 0, planned: 0 };
  problems.value = [];
  try {
    const text = await exampleText(name);
    if (text === undefined) throw new Error(`${name} is not among the shipped scenarios`);
    const made = await resultOf({ name, text, attachments: await attachmentsOf(text) }, order);
    hold(made);
    // Whoever went elsewhere meanwhile stays there.
    if (location.hash === "" || location.hash === "#/") go(linkTo("verdict", [], {}, made.id));
    announce(`${name} is simulated`);
  } catch (error) {
    if (error instanceof Cancelled) announce("Stopped");
    else problems.value = [error instanceof Error ? error.message : String(error)];
  } finally {
    running.value = undefined;
  }
}

async function resultOf(source: Source, order: Order): Promise<Held> {
  const { name, attachments = {} } = source;
  const progressIn =
    (unit: string) =>
    (finished: number, planned: number): void => {
      running.value = { name, unit, finished, planned };
    };
  // Whoever crashes says its seed.
  const described = doing(describe(source));
  const { seed } = await described;
  const seeded = seed === undefined ? {} : { seed };
  if ("years" in order) {
    const document = await doing(outlook({ source, ...order, ...seeded }, progressIn("years")));
    return heldOf({ name, document, attachments });
  }
  const drilled = drill({ source, ...order, ...seeded, resolution: "fluid" }, progressIn("runs"));
  const { result, runs } = await doing(drilled);
  return heldOf({ name, document: result, runs, attachments });
}

function doing<T>(begun: Work<T>): Promise<T> {
  work = begun;
  return begun.result;
}
