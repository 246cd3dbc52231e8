// Plays the run that the address names, in the worker; one at a time, and it can be stopped.
import { signal } from "@preact/signals";
import type { ExperimentResult } from "../../../sim/index.ts";
import { type Held, isDrill } from "../../app/library.ts";
import { Cancelled, film, type Work } from "../../engine/client.ts";
import { sourceOf } from "../../parts/source-of.ts";
import { readAddress } from "./address.ts";
import { showFilm, shown } from "./playhead.ts";

/** "" = nothing is wrong. */
export const problem = signal("");
export const isFilming = signal(false);
let work: Work<unknown> | undefined;

export const stopFilming = (): void => work?.cancel();

/** Why its runs cannot be played here; undefined = they can. */
export function refusal(held: Held | undefined): string | undefined {
  if (!held) return "There is no result.";
  if (!isDrill(held.document))
    return "Only drills are watched run by run: this result is of years, or of several scenarios.";
  if (!sourceOf(held))
    return "This result does not carry its scenario: its runs cannot be played again here.";
  return undefined;
}

/** Returns what stops it. */
export function play(held: Held, disruption: string, replication: number): () => void {
  const source = sourceOf(held);
  if (!source) return () => {};
  const { seed, resolution } = held.document as ExperimentResult;
  shown.value = undefined;
  problem.value = "";
  isFilming.value = true;
  const own = film(source, { disruption, replication, seed, resolution });
  work = own;
  own.result
    .then((made) => {
      if (work !== own) return;
      showFilm(made);
      readAddress(made);
    })
    .catch((error: unknown) => {
      if (work !== own) return;
      problem.value =
        error instanceof Cancelled
          ? "Stopped. Choose a run to play it."
          : error instanceof Error
            ? error.message
            : String(error);
    })
    .finally(() => {
      if (work === own) isFilming.value = false;
    });
  return () => {
    if (work === own) work = undefined;
    if (isFilming.peek()) own.cancel();
  };
}
