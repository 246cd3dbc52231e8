// What was asked of a sweep, in texts → an order that can be conducted: axes read, measures found, its size known
// before any point is made. Mistakes of the command and mistakes of the scenario are told apart.
import type { Diagnostic } from "../../config/diagnostic.ts";
import { type Known, parseExpectation } from "../../scenario/expectation.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { objectiveOf } from "../run-experiment.ts";
import { type Hash, openDesign } from "../study/design.ts";
import { inquire, type Question, type Subject } from "../study/inquiry.ts";
import type { Axis, WrittenAxis } from "./axis.ts";
import type { Goal } from "./choice.ts";
import { knownOf, type Measure, measureOf, measureOfObjective } from "./measure.ts";
import { openPoints } from "./open-points.ts";
import { gridOf, type Points, samplesOf } from "./points.ts";
import { readAxes } from "./read-axes.ts";
import type { SweepSubject } from "./result.ts";
import type { SelectionOrder } from "./selection.ts";
import type { PrecisionOrder, SweepOrder } from "./sweep.ts";

/** Plain data: whoever has it opens the same sweep. */
export interface SweepTerms {
  readonly file: string;
  readonly text: string;
  readonly attachments: Readonly<Record<string, string>>;
  readonly overrides: readonly string[];
  readonly axes: readonly WrittenAxis[];
  /** Of a Latin hypercube; all combinations if absent. */
  readonly samples?: number;
  readonly question: "drill" | "outlook";
  readonly resolution: "fluid" | "transaction";
  /** From the scenario if absent. */
  readonly seed?: string;
  readonly replications?: number;
  readonly years: number;
  /** Of a drill: only these, all if empty. */
  readonly disruptions: readonly string[];
  /** Measures as one would type them; those of the objectives if empty. */
  readonly pareto: readonly string[];
  readonly goal?: { readonly measure: string; readonly direction: Goal["direction"] };
  readonly mustMeet: boolean;
  readonly precision?: PrecisionOrder;
  readonly best?: {
    readonly measure: string;
    readonly indifference: string;
    readonly confidence: number;
    readonly most: number;
  };
  readonly confirm?: number | "pareto";
}

export interface OpenedSweep {
  readonly terms: SweepTerms;
  /** Of the base case. */
  readonly base: Subject;
  readonly axes: readonly Axis[];
  readonly points: Points;
  /** Units of one design, to begin with. */
  readonly unitsOfPoint: number;
  /** Opens every point: takes a while, so the size is looked at before. */
  open(): SweepSubject | { readonly diagnostics: readonly Diagnostic[] };
}

export type SweepOpening =
  | { readonly opened: OpenedSweep }
  /** Mistakes of the command, or of the scenario. */
  | { readonly problems: readonly string[] }
  | { readonly diagnostics: readonly Diagnostic[] };

/** An interval of differences needs some replications: an outlook has at least so many, however short. */
const FEWEST_REPLICATIONS = 10;
const YEARS_PER_REPLICATION = 20;
const DRILLS_OF_A_UNIT = 10;

export function openSweep(terms: SweepTerms, hash: Hash): SweepOpening {
  const { file, text, attachments, overrides } = terms;
  const reading = readAxes(terms.axes, terms.samples !== undefined);
  const { design, scenario, diagnostics } = openDesign(text, { file, attachments, overrides }, hash);
  if (!design || !scenario) return { diagnostics };
  const base: Subject = { design, scenario, diagnostics };
  const asked = readMeasures(terms, scenario);
  const problems = [...(reading.problems ?? []), ...asked.problems, ...strangers(terms, scenario)];
  if (reading.problems || problems.length > 0) return { problems };
  const { axes } = reading;
  const question = questionOf(terms, scenario);
  const seed = question.seed;
  const points = terms.samples === undefined ? gridOf(axes) : samplesOf(axes, terms.samples, seed);
  const open = (): ReturnType<OpenedSweep["open"]> => {
    const settings = points.all();
    const opened = openPoints(design, settings, { axes, hash });
    if (opened.diagnostics.length > 0) return { diagnostics: opened.diagnostics };
    const { measures, over, goal, selection } = asked;
    const order: SweepOrder = {
      subjects: [base, ...opened.subjects],
      question,
      measures,
      over,
      ...(goal && { goal }),
      ...(terms.precision && { precision: terms.precision }),
      ...(selection && { selection }),
      ...(terms.confirm !== undefined && { confirm: terms.confirm }),
    };
    return { order, axes, points: settings, ...(terms.samples !== undefined && { samples: terms.samples }) };
  };
  const unitsOfPoint = inquire(base, question).jobs.length;
  return { opened: { terms, base, axes, points, unitsOfPoint, open } };
}

function questionOf(terms: SweepTerms, scenario: Scenario): Question {
  const { question, resolution, years, disruptions, seed = scenario.run.seed, best } = terms;
  if (question === "drill") {
    const { replications = scenario.run.replications } = terms;
    const only = disruptions.length > 0 && { disruptions };
    return { question, seed, resolution, replications, years, blockSize: DRILLS_OF_A_UNIT, ...only };
  }
  const yearsPerReplication = Math.min(YEARS_PER_REPLICATION, years / FEWEST_REPLICATIONS);
  return {
    question,
    seed,
    resolution,
    replications: Math.ceil(years / yearsPerReplication - 1e-9),
    years,
    yearsPerReplication,
    blockSize: Math.max(1, Math.floor(YEARS_PER_REPLICATION / yearsPerReplication)),
    // A selection goes on until it is decided: later replications must be like the first.
    ...(best && { hasOwnInputs: true }),
  };
}

interface AskedMeasures {
  readonly measures: readonly Measure[];
  readonly over: readonly number[];
  readonly goal?: Goal;
  readonly selection?: SelectionOrder;
  readonly problems: readonly string[];
}

function readMeasures(terms: SweepTerms, scenario: Scenario): AskedMeasures {
  const known = knownOf(scenario);
  const measures: Measure[] = [];
  const problems: string[] = [];
  const place = (measure: Measure): number => {
    const at = measures.findIndex(({ name }) => name === measure.name);
    return at >= 0 ? at : measures.push(measure) - 1;
  };
  const read = (option: string, text: string): { measure: Measure; at: number } | undefined => {
    const measure = measureOf(text, known);
    if (typeof measure !== "string") return { measure, at: place(measure) };
    problems.push(`${option} ${text}: ${measure}`);
    return undefined;
  };
  const over =
    terms.pareto.length > 0
      ? terms.pareto.flatMap((text) => read("--pareto", text)?.at ?? [])
      : usualMeasures(terms, scenario).map(place);
  const { goal: wanted, best, mustMeet } = terms;
  const direction = wanted?.direction ?? "minimise";
  const aim = wanted && read(`--${direction}`, wanted.measure);
  const first = best && read("--best", best.measure);
  const selection = best && first && selectionOf(terms, first.measure, known);
  if (typeof selection === "string") problems.push(selection);
  if (mustMeet && scenario.expect.length === 0)
    problems.push("--meet-expect: the scenario has no `expect:` to meet");
  if (mustMeet && !wanted)
    problems.push(
      "--meet-expect goes with --minimise METRIC: of the designs that meet the objectives, which?",
    );
  return {
    measures,
    over,
    problems,
    ...(aim && { goal: { ...aim, direction, mustMeet } }),
    ...(typeof selection === "object" && { selection }),
  };
}

/** Those of the objectives that this question can judge; else what everybody asks. */
function usualMeasures({ question, disruptions }: SweepTerms, scenario: Scenario): Measure[] {
  const known = knownOf(scenario);
  const isAsked = ({ disruption, metric }: Measure): boolean => {
    const isOfYears = metric.includes("PerYear");
    if (question === "outlook")
      return disruption === undefined && (isOfYears || metric.includes("vailability"));
    return (
      !isOfYears && (disruption === undefined || disruptions.length === 0 || disruptions.includes(disruption))
    );
  };
  const found = scenario.expect
    .flatMap((each) => measureOfObjective(objectiveOf(each)) ?? [])
    .filter(isAsked);
  if (found.length > 0) return found;
  const usual = question === "drill" ? ["rtoAchieved", "rpoAchieved"] : ["downtimePerYear", "lossPerYear"];
  return usual.map((name) => measureOf(name, known)).filter((measure) => typeof measure !== "string");
}

function selectionOf(
  { best, question, disruptions }: SweepTerms,
  measure: Measure,
  known: Known,
): SelectionOrder | string {
  const { indifference: text, confidence, most } = best as NonNullable<SweepTerms["best"]>;
  if (measure.statistic !== "mean")
    return `--best ${measure.name}: a selection compares means: leave ${measure.statistic} away`;
  const isOfSteady = /PerYear|Latency|Lag|throughput/.test(measure.metric);
  const isSteady = question === "outlook" || (measure.disruption === undefined && isOfSteady);
  const [only, ...others] = disruptions.length > 0 ? disruptions : known.disruptions;
  const disruption = measure.disruption ?? (others.length === 0 && !isSteady ? only : undefined);
  if (question === "drill" && disruption === undefined && !isSteady)
    return `--best ${measure.name}: in which disruption? write \`${measure.name.replace(" mean", "")} for ${only}\``;
  const reading = parseExpectation(`${measure.name.split(" ")[0]} <= ${text}`, known);
  if ("problems" in reading)
    return `--indifference ${text}: ${reading.problems.map(({ message, hint }) => `${message}; ${hint}`).join("; ")}`;
  const { threshold: indifference } = reading.expectation;
  if (!(indifference > 0)) return `--indifference ${text}: a difference that matters is more than 0`;
  return {
    measure: { ...measure, ...(disruption !== undefined && { disruption }) },
    indifference,
    confidence,
    most,
  };
}

function strangers({ disruptions, question, confirm }: SweepTerms, scenario: Scenario): string[] {
  const known = Object.keys(scenario.disruptions);
  const unknown = disruptions.filter((name) => !known.includes(name));
  return [
    ...unknown.map((name) => `--disruption ${name}: there is none of that name; known: ${known.join(", ")}`),
    ...(question === "outlook" && disruptions.length > 0
      ? ["--disruption goes with drills: an outlook draws what breaks"]
      : []),
    ...(question === "outlook" && confirm !== undefined
      ? ["--confirm goes with drills: a year of single writes takes hours"]
      : []),
  ];
}
