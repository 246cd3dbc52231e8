// Some of the stored runs are played again here, and their fingerprints compared with the stored ones: the trajectory,
// the draws and the results each. A difference is said loudly.
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { ExperimentResult, RunResult } from "../../../sim/index.ts";
import type { Held } from "../../app/library.ts";
import { announce } from "../../app/live.ts";
import { linkTo } from "../../app/route.ts";
import { Cancelled, replay, type Work } from "../../engine/client.ts";
import { sourceOf } from "../../parts/source-of.ts";

interface Outcome {
  readonly stored: RunResult;
  /** Ingredients of the fingerprint that differ. */
  readonly differs: readonly string[];
}

const USUAL = 10;

interface Props {
  readonly held: Held;
  readonly result: ExperimentResult;
}

export function Verify({ held, result }: Props) {
  const wanted = useSignal(Math.min(USUAL, held.runs.length));
  const planned = useSignal(0);
  const outcomes = useSignal<readonly Outcome[]>([]);
  const problem = useSignal("");
  const isBusy = useSignal(false);
  const work = useRef<Work<unknown> | undefined>(undefined);
  useEffect(() => () => work.current?.cancel(), []);
  const source = sourceOf(held);
  if (!source) return <p>The document does not hold its scenario: its runs cannot be played again here.</p>;
  if (held.runs.length === 0)
    return (
      <p>
        The values of its runs are not with it: there is nothing to compare single runs with.{" "}
        <a href={linkTo("distribution")}>Make all of them again</a>, and compare the fingerprint of all.
      </p>
    );
  const verify = async (): Promise<void> => {
    const chosen = spreadOver(held.runs, wanted.value);
    outcomes.value = [];
    problem.value = "";
    planned.value = chosen.length;
    isBusy.value = true;
    try {
      for (const stored of chosen) {
        const { disruption, replication } = stored;
        const { seed, resolution } = result;
        const played = replay(source, { disruption, replication, seed, resolution });
        work.current = played;
        outcomes.value = [...outcomes.value, { stored, differs: differences(stored, await played.result) }];
      }
      announce(`${outcomes.value.length} runs played again`);
    } catch (error) {
      if (!(error instanceof Cancelled))
        problem.value = error instanceof Error ? error.message : String(error);
    } finally {
      isBusy.value = false;
    }
  };
  return (
    <section class="verify">
      <label>
        Play{" "}
        <input
          type="number"
          min={1}
          max={held.runs.length}
          value={wanted.value}
          onChange={(event) => {
            wanted.value = Math.max(1, Math.min(held.runs.length, Number(event.currentTarget.value) || 1));
          }}
        />{" "}
        of {held.runs.length} stored runs again
      </label>{" "}
      <button type="button" class="main" disabled={isBusy.value} onClick={() => void verify()}>
        Verify
      </button>{" "}
      {isBusy.value && (
        <button type="button" onClick={() => work.current?.cancel()}>
          Stop
        </button>
      )}
      <Outcomes outcomes={outcomes.value} planned={planned.value} isBusy={isBusy.value} />
      {problem.value && (
        <p class="refusal" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}

interface OutcomesProps {
  readonly outcomes: readonly Outcome[];
  readonly planned: number;
  readonly isBusy: boolean;
}

function Outcomes({ outcomes, planned, isBusy }: OutcomesProps) {
  if (outcomes.length === 0) return null;
  const other = outcomes.filter(({ differs }) => differs.length > 0);
  return (
    <>
      <p role="status" data-verified={isBusy ? undefined : outcomes.length - other.length}>
        {isBusy && <progress max={planned} value={outcomes.length} aria-label="runs" />}{" "}
        {other.length === 0 ? (
          <span class="verdict met">
            <span aria-hidden="true">✓</span> {outcomes.length} of {planned} are the stored runs to the last
            bit
          </span>
        ) : (
          `${outcomes.length - other.length} of ${planned} are the stored runs.`
        )}
      </p>
      {other.length > 0 && (
        <div class="refusal" role="alert">
          <strong>✗ {other.length} ARE NOT THE STORED RUNS</strong>
          <ul>
            {other.map(({ stored, differs }) => (
              <li key={`${stored.disruption} ${stored.replication}`}>
                <bdi>{stored.disruption || "nothing breaks"}</bdi>, run {stored.replication}: other{" "}
                {differs.join(", ")}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

const INGREDIENTS = ["trajectory", "draws", "results"] as const;

const differences = (a: RunResult, b: RunResult): string[] =>
  INGREDIENTS.filter((each) => a.fingerprint[each] !== b.fingerprint[each]);

/** As many, at equal distances, so that every disruption has its share. */
function spreadOver(runs: readonly RunResult[], wanted: number): RunResult[] {
  const names = [...new Set(runs.map(({ disruption }) => disruption))];
  const grouped = names.flatMap((name) => runs.filter(({ disruption }) => disruption === name));
  const step = grouped.length / wanted;
  return Array.from({ length: wanted }, (_, i) => grouped[Math.floor((i + 0.5) * step)] as RunResult);
}
