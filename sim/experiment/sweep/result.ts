// The result document of a sweep, `twinsite/sweep/v1`: a pure function of what was asked and what was answered. Point 0
// is the base case, the file as it is; a field that cannot be known is absent.
import { Fingerprint } from "../../kernel/fingerprint.ts";
import { ENGINE_VERSION } from "../engine.ts";
import type { ObjectiveResult, Resolution, ScenarioIdentity, Verdict } from "../result.ts";
import type { Axis } from "./axis.ts";
import type { Difference } from "./difference.ts";
import type { Measure, MeasuredValue } from "./measure.ts";
import { type Outcome, pairedDifference, verdictOf } from "./outcome.ts";
import type { PointSettings } from "./points.ts";
import type { SweepAnswers, SweepOrder } from "./sweep.ts";

export const SWEEP_SCHEMA = "twinsite/sweep/v1";

export interface SweepResult {
  readonly schema: typeof SWEEP_SCHEMA;
  readonly engine: { readonly version: string };
  /** Of the base case. */
  readonly scenario: ScenarioIdentity;
  readonly question: "drill" | "outlook";
  readonly resolution: Resolution;
  readonly seed: string;
  /** Of every point, to begin with. */
  readonly replications: number;
  readonly years?: number;
  readonly axes: readonly AxisResult[];
  /** Drawn by Latin hypercube; absent for all combinations. */
  readonly samples?: number;
  readonly measures: readonly Measure[];
  readonly base?: SweepPoint;
  /** Ascending; those that were not finished are left out. */
  readonly points: readonly SweepPoint[];
  readonly pareto: ParetoResult;
  readonly choice?: ChoiceResult;
  readonly selection?: SelectionResult;
  readonly precision?: PrecisionResult;
  readonly confirmed?: ConfirmedResult;
  /** Equal if and only if the runs of all points were the same. */
  readonly fingerprint: string;
  /** Present when the sweep was interrupted. */
  readonly partial?: { readonly finished: number; readonly planned: number };
}

export interface AxisResult {
  readonly option: string;
  readonly text: string;
  readonly paths: readonly string[];
}

export interface SweepPoint {
  /** From 1; 0 is the base case. */
  readonly point: number;
  readonly settings: Readonly<Record<string, string>>;
  readonly sha256: string;
  readonly replications: number;
  readonly fingerprint: string;
  readonly verdict: Verdict;
  /** By name of the measure. */
  readonly values: Readonly<Record<string, MeasuredValue>>;
  /** From the base case on the same seeds, per replication; by name of the measure. */
  readonly differences: Readonly<Record<string, Difference>>;
  readonly objectives: readonly PointObjective[];
}

export type PointObjective = Pick<
  ObjectiveResult,
  "expression" | "verdict" | "value" | "low" | "high" | "disruption" | "reason"
>;

export interface ParetoResult {
  readonly measures: readonly string[];
  readonly points: readonly number[];
  /** Beaten by their values, but by none of the set for sure. */
  readonly near: readonly number[];
}

export interface ChoiceResult {
  readonly measure: string;
  readonly direction: "minimise" | "maximise";
  readonly mustMeet: boolean;
  /** Absent where no point qualifies. */
  readonly point?: number;
  /** Not surely worse than it, the best first. */
  readonly asGood: readonly number[];
  readonly qualified: number;
  /** Points whose objectives are undecided. */
  readonly undecided: readonly number[];
}

export interface SelectionResult {
  readonly measure: string;
  readonly indifference: number;
  readonly confidence: number;
  readonly method: "kim-nelson";
  /** One, or all that could not be told apart within the budget. */
  readonly best: readonly { readonly point: number; readonly mean: number }[];
  /** Eliminated, but within the indifference of the best. */
  readonly within: readonly number[];
  readonly replications: number;
  readonly eliminated: readonly { readonly point: number; readonly by: number; readonly after: number }[];
  readonly reason?: string;
}

export interface PrecisionResult {
  readonly relative: number;
  readonly most: number;
  /** Points that are not as precise as asked with the most replications or years. */
  readonly missed: readonly number[];
}

export interface ConfirmedResult {
  readonly resolution: Resolution;
  readonly points: readonly SweepPoint[];
}

export interface SweepSubject {
  readonly order: SweepOrder;
  readonly axes: readonly Axis[];
  readonly points: readonly PointSettings[];
  readonly samples?: number;
}

export function sweepResult(subject: SweepSubject, answers: SweepAnswers): SweepResult {
  const { order, axes, points, samples } = subject;
  const { subjects, question, measures, goal } = order;
  const { outcomes, front, choice, selection, imprecise, confirmed } = answers;
  const [base] = subjects as [SweepOrder["subjects"][number]];
  const { name, title } = base.scenario;
  const { sha256, text, overrides } = base.design;
  const all = pointsOf(subject, (index) => outcomes[index]);
  const planned = points.length + 1;
  const nameOf = (at: number): string => measures[at]?.name ?? "";
  return {
    schema: SWEEP_SCHEMA,
    engine: { version: ENGINE_VERSION },
    scenario: { name, title, sha256, text, overrides },
    question: question.question,
    resolution: question.resolution ?? "fluid",
    seed: question.seed,
    replications: question.replications,
    ...(question.question === "outlook" && { years: question.years }),
    axes: axes.map(({ option, text: written, paths }) => ({ option, text: written, paths })),
    ...(samples !== undefined && { samples }),
    measures,
    ...(all[0]?.point === 0 && { base: all[0] }),
    points: all.filter(({ point }) => point > 0),
    pareto: { measures: front.measures.map(nameOf), points: front.members, near: front.near },
    ...(goal && choice && { choice: choiceOf(goal, choice) }),
    ...(selection && { selection: selectionOf(order, selection) }),
    ...(order.precision && { precision: { ...order.precision, missed: imprecise ?? [] } }),
    ...(confirmed && {
      confirmed: {
        resolution: confirmed.resolution,
        points: pointsOf(subject, (index) => confirmed.outcomes.get(index)),
      },
    }),
    fingerprint: fingerprintOf(all),
    ...(all.length < planned && { partial: { finished: all.length, planned } }),
  };
}

function pointsOf(
  { order, points }: SweepSubject,
  outcomeAt: (index: number) => Outcome | undefined,
): SweepPoint[] {
  const base = outcomeAt(0);
  return order.subjects.flatMap(({ design }, index) => {
    const outcome = outcomeAt(index);
    if (!outcome) return [];
    const settings = Object.fromEntries((points[index - 1] ?? []).map(({ path, value }) => [path, value]));
    const byMeasure = order.measures.map((measure, at) => {
      const difference =
        base && index > 0 ? pairedDifference({ base, own: outcome, measure, at }) : undefined;
      return { name: measure.name, value: outcome.values[at] ?? {}, difference };
    });
    const differences = byMeasure.flatMap(({ name, difference }) =>
      difference ? [[name, difference] as const] : [],
    );
    return {
      point: index,
      settings,
      sha256: design.sha256,
      replications: outcome.replications,
      fingerprint: outcome.fingerprint,
      verdict: verdictOf(outcome.objectives),
      values: Object.fromEntries(byMeasure.map(({ name, value }) => [name, value])),
      differences: Object.fromEntries(differences),
      objectives: outcome.objectives.map(brief),
    };
  });
}

function brief(objective: ObjectiveResult): PointObjective {
  const { judged: _, unit: __, ...known } = objective;
  return known;
}

const choiceOf = (
  { measure, direction, mustMeet }: NonNullable<SweepOrder["goal"]>,
  { chosen, runnersUp: _, ...choice }: NonNullable<SweepAnswers["choice"]>,
): ChoiceResult => ({
  measure: measure.name,
  direction,
  mustMeet,
  ...(chosen !== undefined && { point: chosen }),
  ...choice,
});

function selectionOf(order: SweepOrder, found: NonNullable<SweepAnswers["selection"]>): SelectionResult {
  const { best, means, replications, eliminated, within, reason } = found;
  const terms = order.selection as NonNullable<SweepOrder["selection"]>;
  return {
    measure: terms.measure.name,
    indifference: terms.indifference,
    confidence: terms.confidence,
    method: "kim-nelson",
    best: best.map((point, i) => ({ point, mean: means[i] as number })),
    within,
    replications,
    eliminated: eliminated.map(({ index, by, after }) => ({ point: index, by, after })),
    ...(reason !== undefined && { reason }),
  };
}

function fingerprintOf(points: readonly SweepPoint[]): string {
  const hash = new Fingerprint();
  for (const { point, fingerprint } of points) {
    hash.addInteger(point);
    hash.addText(fingerprint);
  }
  return hash.digest();
}
