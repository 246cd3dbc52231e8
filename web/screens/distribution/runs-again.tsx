// A document without the values of its runs: they are simulated again here, and believed only if their fingerprint is
// the document's.
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { ExperimentResult } from "../../../sim/index.ts";
import { type Held, hold } from "../../app/library.ts";
import { linkTo } from "../../app/route.ts";
import { Cancelled, drill, type Work } from "../../engine/client.ts";
import { sourceOf } from "../../parts/source-of.ts";

interface Props {
  readonly held: Held;
  readonly result: ExperimentResult;
  readonly metric: string;
  readonly disruption: string;
}

export function RunsAgain({ held, result, metric, disruption }: Props) {
  const progress = useSignal<readonly [number, number] | undefined>(undefined);
  const problem = useSignal("");
  const work = useRef<Work<unknown> | undefined>(undefined);
  useEffect(() => () => work.current?.cancel(), []);
  const source = sourceOf(held);
  if (held.runs.length > 0)
    return (
      <p class="quiet">
        {metric} has no single value for each run; what is shown are its quantiles over all transactions.
      </p>
    );
  const simulate = async (): Promise<void> => {
    if (!source) return;
    const { seed, replications, resolution } = result;
    problem.value = "";
    progress.value = [0, 1];
    try {
      const drilled = drill({ source, seed, replications, resolution }, (finished, planned) => {
        progress.value = [finished, planned];
      });
      work.current = drilled;
      const { result: again, runs } = await drilled.result;
      if (again.fingerprint === result.fingerprint) hold({ ...held, runs });
      else
        problem.value = `The runs made here are OTHER runs: fingerprint ${again.fingerprint}, the document has ${result.fingerprint} (engine ${again.engine.version} against ${result.engine.version}). They are not used.`;
    } catch (error) {
      if (!(error instanceof Cancelled))
        problem.value = error instanceof Error ? error.message : String(error);
    } finally {
      progress.value = undefined;
    }
  };
  const atQuantiles = result.disruptions.find(({ name }) => name === disruption)?.atQuantiles ?? [];
  return (
    <section class="again">
      <p>
        The values of the runs are not with this document: its curve cannot be drawn. Open the{" "}
        <code>.values.ndjson</code> beside it, or
        {source ? " make the runs again here." : " run the scenario again: the document does not hold it."}
      </p>
      {source && (
        <button
          type="button"
          class="main"
          disabled={progress.value !== undefined}
          onClick={() => void simulate()}
        >
          Make the {result.replications} runs again
        </button>
      )}
      {progress.value && (
        <p role="status">
          <progress max={progress.value[1]} value={progress.value[0]} aria-label="runs" /> {progress.value[0]}{" "}
          of {progress.value[1]} runs{" "}
          <button type="button" onClick={() => work.current?.cancel()}>
            Stop
          </button>
        </p>
      )}
      {problem.value && (
        <p class="refusal" role="alert">
          {problem}
        </p>
      )}
      {atQuantiles.length > 0 && (
        <p>
          Runs at quantiles of the outage:{" "}
          {atQuantiles.map(({ p, replication }) => (
            <span key={p}>
              <a href={linkTo("incident", [disruption, replication])}>
                p{100 * p}: run {replication}
              </a>{" "}
            </span>
          ))}
        </p>
      )}
    </section>
  );
}
