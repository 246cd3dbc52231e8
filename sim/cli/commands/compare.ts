// compare: two designs on the same seeds, or two stored results; what differs in the scenarios and in every metric.
import { compareMarkdown } from "../../../reports/compare-markdown.ts";
import { type ComparedReplays, compareReport } from "../../../reports/compare-terminal.ts";
import { suggestion } from "../../config/nearest.ts";
import {
  type Comparison,
  compare as compareSamples,
  differencesBetween,
  inquire,
  metrics,
  type Question,
  type StudyPart,
} from "../../index.ts";
import { withoutUnit } from "../../scenario/metric-names.ts";
import { type ComparedSide, comparedSide, type StoredSide } from "../compared.ts";
import type { Console } from "../console.ts";
import { ExitCode } from "../exit-code.ts";
import { ensureFolder, writeWhole } from "../files.ts";
import { type Asking, askTogether, sayInterrupted } from "../inspections.ts";
import { DEFAULT_YEARS, quoted, type RunOptions, replayCommand, replayOutlookCommand } from "../options.ts";
import { UsageError } from "../stops.ts";

export interface CompareOptions extends RunOptions {
  readonly outlook?: boolean;
  readonly years?: number;
  readonly metric?: readonly string[];
  readonly all?: boolean;
  readonly out?: string;
}

/** Without a second one: the first with and without what --set changes. */
export async function compare(
  a: string,
  b: string | undefined,
  options: CompareOptions,
  console: Console,
): Promise<ExitCode> {
  if (b === undefined && options.set.length === 0)
    throw new UsageError(
      "compare with what? A second scenario or result, or --set path=value to change the first",
    );
  const named = options.metric?.flatMap(metricsNamed);
  const old = comparedSide(a, b === undefined ? [] : options.set, console);
  const next = comparedSide(b ?? a, options.set, console);
  const question = questionFor([old, next], options);
  if (options.out !== undefined) ensureFolder(options.out);
  const outcome = await askTogether([sideOf(old, question), sideOf(next, question)], options, console);
  if ("interrupted" in outcome)
    return sayInterrupted(outcome.interrupted, "interrupted: there is no comparison", {
      json: options.json ?? false,
      console,
    });
  const [before, after] = outcome.answers as readonly [StoredSide, StoredSide];
  const comparison = compareSamples({
    question: question.question,
    resolution: before.result.resolution,
    seed: question.seed,
    disruptions: Object.keys((old.subject ?? next.subject)?.scenario.disruptions ?? {}),
    old: before,
    new: after,
    ...(old.subject && next.subject && { changes: differencesBetween(old.subject, next.subject).changes }),
    ...(named && { metrics: named }),
  });
  const replays = replaysOf(comparison, [old, next], question);
  if (options.json) console.json({ ...comparison, ...(replays && { replays }) });
  else
    console.result(
      compareReport(comparison, {
        paint: console.paint,
        all: options.all ?? named !== undefined,
        ...(replays && { replays }),
      }),
    );
  if (options.out !== undefined) writeFiles(options.out, comparison, replays, console);
  return ExitCode.ok;
}

/** `rtoAchieved` as in an objective, or with its unit as in a result. */
function metricsNamed(name: string): string[] {
  const found = [...metrics.keys()].filter((each) => each === name || withoutUnit(each) === name);
  if (found.length > 0) return found;
  throw new UsageError(
    `unknown metric ${name}: ${suggestion(name, [...metrics.keys()].map(withoutUnit), "metrics")}`,
  );
}

type Sides = readonly [ComparedSide, ComparedSide];

/** What has run already decides; else the command line, else the first scenario. */
function questionFor(sides: Sides, options: CompareOptions): Question {
  const [first, ...others] = sides.flatMap(({ file, stored }) =>
    stored ? [{ file, ...stored.result }] : [],
  );
  const { scenario } = sides[0].subject ?? sides[1].subject ?? {};
  if (options.years !== undefined && !options.outlook) throw new UsageError("--years goes with --outlook");
  if (first && options.outlook)
    throw new UsageError(`${first.file} is a drill: --outlook goes with scenarios`);
  if (options.outlook && options.replications !== undefined)
    throw new UsageError("--outlook counts in years: write --years (20 of them are one replication)");
  for (const key of ["seed", "replications", "resolution"] as const) {
    const other = others.find((each) => each[key] !== first?.[key]);
    if (first && other && key !== "replications")
      throw new UsageError(
        `${first.file} has ${key} ${first[key]}, ${other.file} has ${other[key]}: their runs cannot be paired`,
      );
    if (first && options[key] !== undefined && options[key] !== first[key])
      throw new UsageError(`${first.file} has run already with ${key} ${first[key]}: leave --${key} out`);
  }
  return {
    question: options.outlook ? "outlook" : "drill",
    seed: first?.seed ?? options.seed ?? scenario?.run.seed ?? "42",
    replications: first?.replications ?? options.replications ?? scenario?.run.replications ?? 1,
    resolution: first?.resolution ?? options.resolution ?? (options.outlook ? "fluid" : "transaction"),
    years: options.years ?? DEFAULT_YEARS,
  };
}

function* sideOf({ stored, subject, file }: ComparedSide, question: Question): Asking<StoredSide> {
  if (stored) return stored;
  if (!subject) throw new UsageError(`${file} is no scenario`);
  const part: StudyPart = { design: subject.design, inquiry: inquire(subject, question) };
  yield [part];
  const { result, samples } = part.inquiry.answer();
  const { name, title, sha256 } = result.scenario;
  const design = { name, title, file, sha256, fingerprint: result.fingerprint };
  return { result: result as StoredSide["result"], design, samples };
}

/** The two runs that differ most, as one would look at them. */
function replaysOf(
  { largest }: Comparison,
  sides: Sides,
  { seed, question, years }: Question,
): ComparedReplays | undefined {
  if (!largest) return undefined;
  const { disruption, replication } = largest;
  const [old, next] = sides.map(({ subject, file }) => {
    const { design } = subject ?? {};
    const sets = (design?.overrides ?? []).map((each) => `--set ${quoted(each)}`);
    const again = [design?.file ?? file, ...sets, `--seed ${quoted(seed)}`].join(" ");
    return question === "outlook"
      ? replayOutlookCommand(again, { years, replication })
      : replayCommand(again, disruption, replication);
  }) as [string, string];
  return { old, new: next };
}

function writeFiles(
  folder: string,
  comparison: Comparison,
  replays: ComparedReplays | undefined,
  console: Console,
): void {
  const { old, new: next } = comparison;
  const name = old.name === next.name ? old.name : `${old.name}-${next.name}`;
  const document = { ...comparison, ...(replays && { replays }) };
  writeWhole(folder, `${name}.compare.json`, `${JSON.stringify(document, null, 2)}\n`);
  const path = writeWhole(folder, `${name}.compare.md`, compareMarkdown(comparison, replays));
  console.note(`written: ${path} (and ${name}.compare.json)`);
}
