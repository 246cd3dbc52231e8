// Sentences: what decides the worst cell, what a steady state looks like, what an objective came to. Every
// number in them is one of the result, with the run it comes from.
import type {
  DisruptionResult,
  Estimate,
  ExperimentResult,
  ObjectiveResult,
  RunAtQuantile,
} from "../../sim/index.ts";
import { intervalText, isBeyond, isNever, quantileAt, quantileText } from "./cell.ts";
import { worstFirst } from "./drill-rows.ts";
import { count, duration, interval, quantity, share } from "./format.ts";

export interface WorstStory {
  readonly disruption: string;
  readonly sentence: string;
  /** The run to replay. */
  readonly replication?: number;
}

/** One sentence for the first row of the table; nothing when there is no outage and no loss to speak of. */
export function worstStory(result: ExperimentResult): WorstStory | undefined {
  const worst = worstFirst(result).find(({ modelled, replications }) => modelled && replications > 0);
  if (!worst) return undefined;
  const { name, worst: run } = worst;
  const sentence = [outageSentence(worst), lossSentence(worst)].filter((text) => text !== "").join(" ");
  return { disruption: name, sentence, ...(run && { replication: run.replication }) };
}

function outageSentence(disruption: DisruptionResult): string {
  const { replications, recovered, metrics, atQuantiles } = disruption;
  const outage = metrics.rtoAchievedSeconds;
  if (!outage || outage.n === 0 || isNever(outage)) return "";
  const lost = replications - recovered;
  const never = lost > 0 ? `Service never came back in ${lost} of ${replications} runs.` : "";
  const known = atQuantiles.findLast(({ p }) => quantileAt(outage, p));
  const value = known && quantileAt(outage, known.p);
  const ends = value && value.low !== undefined ? ` (95 % interval ${intervalText(value, outage)})` : "";
  const within =
    known && value ? `${percent(known.p)} are down for at most ${duration(value.value)}${ends}.` : "";
  return [never, within, decided(atQuantiles.at(-1))].filter((text) => text !== "").join(" ");
}

/** The longest phase of one run and the parameter that set it. */
function decided(run: RunAtQuantile | undefined): string {
  if (!run || run.phases.length === 0) return "";
  const longest = run.phases.reduce((a, b) => (b.seconds > a.seconds ? b : a));
  const all = run.phases.reduce((sum, { seconds }) => sum + seconds, 0);
  const which = run.recovered ? `run ${run.replication}` : `run ${run.replication}, which never recovered`;
  return `Of the ${duration(all)} in ${which}, ${duration(longest.seconds)} went to \`${longest.name}\`, set by \`${longest.setBy}\`.`;
}

function lossSentence({ metrics }: DisruptionResult): string {
  const { lostTransactions: lost, rpoAchievedSeconds: age } = metrics;
  if (!lost || isNever(lost) || lost.n === 0) return "";
  const p = quantileAt(lost, 0.99) ? 0.99 : 0.5;
  const { censored = 0, n, beyond } = lost;
  if (isBeyond(lost, p) && beyond !== undefined)
    return `In ${censored} of ${n} runs at least ${quantity(beyond, "count")} transactions are lost, and the loss was not over.`;
  if (quantileAt(lost, p) === undefined) return "";
  if (quantileAt(lost, p)?.value === 0) return `${percent(p)} lose nothing.`;
  const seconds = age ? `, the oldest ${quantileText(age, p)} old` : "";
  return `${percent(p)} lose at most ${quantileText(lost, p)} transactions${seconds}.`;
}

const percent = (p: number): string =>
  p === 0.5 ? "Half of the runs" : `${Math.round(p * 100)} % of the runs`;

export interface SteadyLine {
  readonly name: string;
  readonly text: string;
  /** Absent where it is several. */
  readonly metric?: string;
}

const STEADY: readonly (readonly [string, string, (estimate: Estimate) => string])[] = [
  ["commit latency", "commitLatencySeconds", spread],
  ["client latency", "clientLatencySeconds", spread],
  ["replication lag", "replicationLagSeconds", spread],
  ["exposure", "exposureSeconds", meanText],
  ["writes", "throughputPerSecond", meanText],
];

/** What it costs while nothing breaks: latency, lag, exposure, use of the links. */
export function steadyLines({ metrics }: ExperimentResult): SteadyLine[] {
  const known = STEADY.flatMap(([name, metric, textOf]) => {
    const estimate = metrics[metric];
    return estimate && estimate.n > 0 ? [{ name, metric, text: textOf(estimate) }] : [];
  });
  const used = Object.entries(metrics)
    .filter(([metric]) => metric.startsWith("linkUtilisation@"))
    .map(([metric, { mean = 0 }]) => `${metric.slice("linkUtilisation@".length)} ${share(mean)}`);
  return used.length > 0 ? [...known, { name: "bandwidth used", text: used.join(", ") }] : known;
}

/** "p50 310 µs, p99 1.2 ms [1.1, 1.3] ms". */
export function spread(estimate: Estimate): string {
  if (estimate.min !== undefined && estimate.min === estimate.max)
    return quantity(estimate.min, estimate.unit);
  const tail = quantileAt(estimate, 0.99);
  const median = `p50 ${quantileText(estimate, 0.5)}`;
  if (!tail)
    return estimate.max === undefined ? median : `${median}, max ${quantity(estimate.max, estimate.unit)}`;
  const ends = tail.low === undefined ? "" : ` ${interval(tail.low, tail.high, estimate.unit)}`;
  return `${median}, p99 ${quantity(tail.value, estimate.unit)}${ends}`;
}

export function meanText({ mean, low, high, unit }: Estimate): string {
  if (mean === undefined) return "-";
  return `${quantity(mean, unit)}${low === undefined ? "" : ` ${interval(low, high, unit)}`}`;
}

/** "7.2 s [6.9, 7.5] s in site-loss", or why there is no value. */
export function objectiveText(objective: ObjectiveResult): string {
  const { value, low, high, unit = "", disruption, reason } = objective;
  const ends = low === undefined && high === undefined ? "" : ` ${interval(low, high, unit)}`;
  const found = value === undefined ? "" : `${quantity(value, unit)}${ends}`;
  const where = disruption && !objective.expression.includes(" for ") ? `in ${disruption}` : "";
  const why = reason ? `(${reason})` : "";
  return [found, where, why].filter((text) => text !== "").join(" ");
}

/** What the run was, in one line: everything needed to have it again. */
export function provenance(result: ExperimentResult): string {
  const { seed, replications, events, engine, fingerprint, resolution } = result;
  const parts = [
    `seed ${seed}`,
    `${count(replications)} replications`,
    ...(resolution === "fluid" ? ["fluid: expected values"] : []),
    `${count(events)} events`,
    `engine ${engine.version}`,
    `fingerprint ${fingerprint}`,
  ];
  return parts.join(" · ");
}
