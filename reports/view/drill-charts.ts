// What the charts of a drill show: outage and recovery point of each disruption against their targets, the phases of
// the outage, and how the runs of one disruption are distributed where the values of every run were kept.
import type { DisruptionResult, Estimate, ExperimentResult, RunResult } from "../../sim/index.ts";
import { beyondText, isBeyond, noneForZero, quantileAt, quantileText, smallestFor } from "./cell.ts";
import type {
  Chart,
  DistributionChart,
  PhaseChart,
  PhaseStack,
  Spread,
  SpreadChart,
  Target,
} from "./charts.ts";
import { worstFirst } from "./drill-rows.ts";
import { count, interval, quantity } from "./format.ts";
import { targetsOf } from "./targets.ts";

const OUTAGE = { metric: "rtoAchievedSeconds", meaning: "outage", noun: "outage" } as const;
const RECOVERY_POINT = { metric: "rpoAchievedSeconds", meaning: "loss", noun: "recovery point" } as const;
type Subject = typeof OUTAGE | typeof RECOVERY_POINT;

export function drillCharts(result: ExperimentResult): Chart[] {
  const outages = spreadChart(result, OUTAGE, "outages", "Outage of each disruption");
  const points = spreadChart(
    result,
    RECOVERY_POINT,
    "recovery-points",
    "Age of the oldest lost transaction (RPO achieved)",
  );
  const stacks = worstFirst(result).flatMap((disruption) => stackOf(disruption, disruption.name));
  const phases = phaseChart("phases", "Where the time of a bad run goes", stacks);
  return [outages, points, phases].flatMap((chart) => chart ?? []);
}

function spreadChart(
  result: ExperimentResult,
  { metric, meaning, noun }: Subject,
  id: string,
  title: string,
): SpreadChart | undefined {
  const known = worstFirst(result).flatMap(({ name, metrics }) => {
    const estimate = metrics[metric];
    return estimate && estimate.n > 0 ? [{ name, estimate }] : [];
  });
  if (known.length === 0) return undefined;
  const spreads = known.map(({ name, estimate }) =>
    spreadOf(name, estimate, targetsOf(result.objectives, metric, name)),
  );
  const rows = known.map(({ name, estimate }, i) => spreadTexts(name, estimate, spreads[i] as Spread));
  const [first] = rows;
  const description = first
    ? `Median and p99 of the ${noun} in each of ${rows.length} disruptions, worst first. ${first[0]}: median ${first[1]}, p99 ${first[2]}.`
    : "";
  const heads = ["disruption", "median", "p99", "95 % interval", "targets"];
  return { kind: "spread", id, title, description, unit: "s", meaning, spreads, heads, rows };
}

export function spreadOf(name: string, estimate: Estimate, targets: readonly Target[]): Spread {
  const [half, tail] = [quantileAt(estimate, 0.5), quantileAt(estimate, 0.99)];
  const end = tail?.value ?? (estimate.n < smallestFor(0.99) ? estimate.max : undefined);
  return {
    name,
    ...(half && { median: half.value }),
    ...(end !== undefined && { tail: end }),
    ...(tail?.low !== undefined && { low: tail.low }),
    ...(tail?.high !== undefined && { high: tail.high }),
    isTailBeyond: isBeyond(estimate, 0.99),
    targets,
  };
}

function spreadTexts(name: string, estimate: Estimate, { tail, low, high, targets }: Spread): string[] {
  const end = tail === undefined ? quantileText(estimate, 0.99) : noneForZero(tail, estimate.unit);
  const ends = interval(low, high, estimate.unit);
  return [name, quantileText(estimate, 0.5, noneForZero), end, ends, targets.map(targetText).join("; ")];
}

/** "p99 <= 90 s: met". */
export const targetText = ({ statistic, comparison, threshold, verdict }: Target): string =>
  `${statistic} ${comparison} ${quantity(threshold, "s")}: ${verdict.replace("-", " ")}`;

/** The run at the highest quantile that the runs are enough for. */
function stackOf({ atQuantiles }: DisruptionResult, name: string): PhaseStack[] {
  const run = atQuantiles.at(-1);
  if (!run || run.phases.length === 0) return [];
  return [{ name, isOver: run.recovered, phases: run.phases }];
}

function phaseChart(id: string, title: string, stacks: readonly PhaseStack[]): PhaseChart | undefined {
  if (stacks.length === 0) return undefined;
  const rows = stacks.flatMap(({ name, phases }) =>
    phases.map((phase, i) => [i === 0 ? name : "", phase.name, quantity(phase.seconds, "s"), phase.setBy]),
  );
  const [first] = stacks;
  const told = first?.phases.map((phase) => `${phase.name} ${quantity(phase.seconds, "s")}`).join(", ");
  return {
    kind: "phases",
    id,
    title,
    description: `The phases of one run each, one after the other. ${first?.name}: ${told}.`,
    stacks,
    heads: ["run", "phase", "time", "set by"],
    rows,
  };
}

/** Of one disruption; distributions need `runs`. */
export function disruptionCharts(
  disruption: DisruptionResult,
  result: ExperimentResult,
  runs: readonly RunResult[],
): Chart[] {
  const own = runs.filter((run) => run.disruption === disruption.name);
  const { name, atQuantiles, replications } = disruption;
  const stacks = atQuantiles.flatMap((run): PhaseStack[] =>
    run.phases.length === 0
      ? []
      : [
          {
            name: `${quantileName(run.p, replications)}: run ${run.replication}`,
            isOver: run.recovered,
            phases: run.phases,
          },
        ],
  );
  return [
    distribution(disruption, result, own, OUTAGE, `Outages of ${name}`),
    distribution(disruption, result, own, RECOVERY_POINT, `Age of what ${name} loses (RPO achieved)`),
    phaseChart(`${name}-phases`, `Phases of the outage in ${name}, of the runs at three quantiles`, stacks),
  ].flatMap((chart) => chart ?? []);
}

/** Of too few runs for it, a high quantile is the maximum by another name. */
const quantileName = (p: number, runs: number): string =>
  p > 0.5 && runs < smallestFor(p) ? "longest" : `p${100 * p}`;

function distribution(
  { name, metrics }: DisruptionResult,
  { objectives }: ExperimentResult,
  runs: readonly RunResult[],
  { metric, meaning, noun }: Subject,
  title: string,
): DistributionChart | undefined {
  const estimate = metrics[metric];
  const known = runs.flatMap(({ values, censored }) => {
    const value = values[metric];
    return value === undefined || censored.includes(metric) ? [] : [value];
  });
  const values = known.sort((a, b) => a - b);
  // One value, or none, needs no curve.
  if (!estimate || values[0] === values.at(-1)) return undefined;
  const { quantiles = [], censored: beyond = 0 } = estimate;
  const never = beyond > 0 ? ` ${beyond} of ${estimate.n} lie beyond ${beyondText(estimate).slice(2)}.` : "";
  const told = quantiles.map(({ p, value }) => `p${100 * p} ${quantity(value, estimate.unit)}`).join(", ");
  return {
    kind: "distribution",
    id: `${name}-${noun.replace(" ", "-")}`,
    title,
    description: `Share of ${count(estimate.n)} runs whose ${noun} is at most so long: ${told}.${never}`,
    unit: estimate.unit,
    meaning,
    values,
    beyond,
    quantiles,
    targets: targetsOf(objectives, metric, name),
    heads: ["quantile", "value", "95 % interval"],
    rows: quantiles.map(({ p, value, low, high }) => [
      `p${100 * p}`,
      quantity(value, estimate.unit),
      interval(low, high, estimate.unit),
    ]),
  };
}
