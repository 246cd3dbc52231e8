// Plays the run that the address names, in the worker; one at a time, and it can be stopped.
import { batch, signal } from "@preact/signals";
import type { ExperimentResult, Film, OutlookResult } from "../../../sim/index.ts";
import { type Held, isDrill, isOutlook } from "../../app/library.ts";
import type { Source } from "../../engine/api.ts";
import { Cancelled, film, filmIncident, type Work } from "../../engine/client.ts";
import { sourceOf } from "../../parts/source-of.ts";
import { readAddress } from "./address.ts";
import { showFilm, shown } from "./playhead.ts";
import type { Which } from "./which.ts";

/** "" = nothing is wrong. */
export const problem = signal("");
export const isFilming = signal(false);
let work: Work<unknown> | undefined;

export const stopFilming = (): void => work?.cancel();

/** Why its runs cannot be played here; undefined = they can. */
export function refusal(held: Held | undefined): string | undefined {
  if (!held) return "There is no result.";
  if (!isDrill(held.document) && !isOutlook(held.document))
    return "This result is about several scenarios: open one of a single scenario to watch its runs.";
  if (!sourceOf(held))
    return "This result does not carry its scenario: its runs cannot be played again here.";
  return undefined;
}

/** Returns what stops it. */
export function play(held: Held, which: Which): () => void {
  const source = sourceOf(held);
  if (!source) return () => {};
  shown.value = undefined;
  problem.value = "";
  isFilming.value = true;
  const own = order(held, source, which);
  work = own;
  own.result
    .then((made) => {
      if (work !== own) return;
      if (!made) {
        problem.value = "This replication had no incident of that number.";
        return;
      }
      batch(() => {
        showFilm(made);
        readAddress(made);
      });
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

function order(held: Held, source: Source, which: Which): Work<Film | undefined> {
  const { seed, resolution } = held.document as ExperimentResult;
  if (which.kind === "drill") {
    const { disruption, replication } = which;
    return film(source, { disruption, replication, seed, resolution });
  }
  const { simulatedYears: years } = held.document as OutlookResult;
  const { replication, incident } = which;
  return filmIncident(source, { years, seed, resolution, replication, incident });
}
