// The gate's findings as rows of text: for the terminal, for Markdown, for whoever else prints them.
import type { CheckResult, GateVerdict, MetricCheck, ScenarioCheck } from "../../sim/index.ts";
import { differenceText } from "./difference.ts";
import { quantity } from "./format.ts";

export interface MetricRow {
  readonly verdict: GateVerdict;
  readonly metric: string;
  /** "" = while nothing breaks. */
  readonly disruption: string;
  /** "59.2 s → 1 min 49 s" */
  readonly median: string;
  readonly tail: string;
  readonly difference: string;
  /** "worse in 198 of 200" */
  readonly runs: string;
  /** Lines of the scenario that carry it. */
  readonly lines: string;
}

export function metricRow(check: MetricCheck, scenario: ScenarioCheck): MetricRow {
  const {
    verdict,
    metric,
    disruption,
    unit,
    old,
    new: next,
    shift,
    worse,
    improved,
    pairs,
    carriedBy,
  } = check;
  const carriers = scenario.changes.filter(({ path, carries }) => carries && carriedBy.includes(path));
  const counts = [
    ...(worse > 0 ? [`worse in ${worse}`] : []),
    ...(improved > 0 ? [`better in ${improved}`] : []),
  ];
  const lost = old.some !== next.some ? `, any in ${old.some} → ${next.some}` : "";
  return {
    verdict,
    metric: shortName(metric),
    disruption,
    median: arrow(valueText(old.p50, unit), valueText(next.p50, unit)),
    tail: arrow(valueText(old.p99, unit), valueText(next.p99, unit)),
    difference: shift ? differenceText(shift, unit) : "never over",
    runs: `${counts.length > 0 ? counts.join(", ") : "within the margin"} of ${pairs}${lost}`,
    lines: [...new Set(carriers.map(({ place }) => place.line))].join(", "),
  };
}

export interface MetricGroup {
  /** The one that changed most. */
  readonly first: MetricCheck;
  /** Other disruptions in which the metric fared alike. */
  readonly others: number;
}

/** One group for each metric and verdict; scoped metrics only where the whole one does not say it already. */
export function metricGroups(metrics: readonly MetricCheck[]): MetricGroup[] {
  const telling = metrics.filter(({ verdict }) => verdict !== "equivalent");
  const groups = new Map<string, MetricCheck[]>();
  for (const each of telling) {
    const [whole = "", scope] = each.metric.split("@");
    if (scope !== undefined && groups.has(`${each.verdict} ${whole}`)) continue;
    const key = `${each.verdict} ${each.metric}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].map(([first, ...others]) => ({
    first: first as MetricCheck,
    others: others.length,
  }));
}

const arrow = (old: string, next: string): string => (old === next ? old : `${old} → ${next}`);

/** Without the unit, as in objectives. */
export const shortName = (metric: string): string => metric.replace(/Seconds(?=@|$|PerYear)/, "");

export const whereOf = (disruption: string): string => (disruption === "" ? "" : ` for ${disruption}`);

/** "2 regressed, 16 unchanged" */
export function tallyOf(words: readonly string[], order: readonly string[]): string {
  const counts = order.map((word) => [word, words.filter((each) => each === word).length] as const);
  return counts.flatMap(([word, n]) => (n > 0 ? [`${n} ${word}`] : [])).join(", ");
}

/** What the exit code means, in words. */
export function outcomeOf({ exitCode }: CheckResult): string {
  const words: Readonly<Record<number, string>> = {
    0: "passed",
    4: "an objective is missed",
    5: "something regressed",
    6: "something is undecided, which is not passed (--allow-undecided)",
    8: "a baseline is missing or not comparable",
  };
  return words[exitCode] ?? `exit code ${exitCode}`;
}

/** The run that shows a metric's change best. */
export function replayOf({ extreme, disruption }: MetricCheck, { file, seed }: ScenarioCheck): string {
  const where = disruption === "" ? "--disruption ''" : `--disruption ${disruption}`;
  return `twinsite replay ${file} --seed ${seed} ${where} --replication ${extreme.replication}`;
}

export const valueText = (value: number | undefined, unit: string): string =>
  value === undefined ? "never over" : quantity(value, unit);

/** "1 scenario", "16 scenarios". */
export const countOf = ({ length }: readonly unknown[]): string =>
  `${length} scenario${length === 1 ? "" : "s"}`;
