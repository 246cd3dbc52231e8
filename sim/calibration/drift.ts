// What a live system says beside what a scenario says. A measured value differs when the scenario's lies outside its
// 95 % interval, a configured one when the two are not equal.
import type { Scenario } from "../scenario/scenario.ts";
import { amountText, rangeText } from "./amounts.ts";
import type { Comparable, Reading, Unlearned } from "./measurement.ts";

export const DRIFT_SCHEMA = "twinsite/drift/v1";

export interface DriftRow {
  readonly path: string;
  readonly what: string;
  readonly file: string;
  /** In words, as the scenario writes it; absent where the scenario has nothing of the kind. */
  readonly scenario?: string;
  readonly live: string;
  /** The 95 % interval of the live value; absent for what is exact, and where the sample is too small. */
  readonly interval?: string;
  readonly verdict: DriftVerdict;
}
export type DriftVerdict = "agrees" | "differs" | "not-in-scenario";

export interface Drift {
  readonly schema: typeof DRIFT_SCHEMA;
  readonly scenario: string;
  readonly rows: readonly DriftRow[];
  readonly differs: number;
  readonly files: readonly Pick<Reading, "file" | "kind" | "lines" | "remarks">[];
  readonly unlearned: readonly Unlearned[];
}

export function driftOf(readings: readonly Reading[], scenario: Scenario): Drift {
  const rows = readings.flatMap(({ file, comparable }) =>
    comparable.map((each) => rowOf(each, file, scenario)),
  );
  return {
    schema: DRIFT_SCHEMA,
    scenario: scenario.name,
    rows,
    differs: rows.filter(({ verdict }) => verdict === "differs").length,
    files: readings.map(({ file, kind, lines, remarks }) => ({ file, kind, lines, remarks })),
    unlearned: readings.flatMap(({ unlearned }) => unlearned),
  };
}

function rowOf(
  { path, what, live, unit, range, ofScenario }: Comparable,
  file: string,
  scenario: Scenario,
): DriftRow {
  const own = ofScenario(scenario);
  const row = {
    path,
    what,
    file,
    live: amountText(live, unit),
    ...(range && {
      interval: Number.isFinite(range.high)
        ? rangeText(range, unit)
        : `${amountText(range.low, unit)} or more`,
    }),
  };
  if (own === undefined) return { ...row, verdict: "not-in-scenario" };
  const agrees = range && typeof own === "number" ? own >= range.low && own <= range.high : own === live;
  return { ...row, scenario: amountText(own, unit), verdict: agrees ? "agrees" : "differs" };
}
