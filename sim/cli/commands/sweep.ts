// sweep: a scenario at many settings; the table, or with --json the document; with --out also files.
import { sweepReport } from "../../../reports/sweep-terminal.ts";
import {
  axisSources,
  sweep as conductSweep,
  type OpenedSweep,
  openSweep,
  type SweepResult,
  type SweepSubject,
  sweepResult,
} from "../../index.ts";
import type { Console } from "../console.ts";
import { ExitCode, worstOf } from "../exit-code.ts";
import { ensureFolder, readScenario } from "../files.ts";
import { quoted, replayDesignCommand, sameAgain } from "../options.ts";
import { InvalidScenario } from "../scenario.ts";
import { UsageError } from "../stops.ts";
import { sha256 } from "../study.ts";
import { askerOf } from "../study-asker.ts";
import { writeSweepFiles } from "../sweep-files.ts";
import type { SweepOptions } from "../sweep-options.ts";
import { sweepAsk } from "../sweep-progress.ts";
import { sweepTerms } from "../sweep-terms.ts";

export async function sweep(file: string, options: SweepOptions, console: Console): Promise<ExitCode> {
  const { opened, subject } = openAll(file, options);
  if (options.out !== undefined) ensureFolder(options.out);
  const asker = askerOf(options, console, (overrides, seed) => replayDesignCommand(file, overrides, seed));
  const answers = await conductSweep(subject.order, sweepAsk(opened, asker, options.jobs, console));
  const again = againOf(file, options);
  const result = sweepResult(subject, answers);
  if (options.out !== undefined) writeSweepFiles(options.out, result, again, console);
  if (options.json) console.json(result);
  else console.result(sweepReport(result, { paint: console.paint, arguments: again }));
  return worstOf([...codesOf(result), ...asker.codes()]);
}

function openAll(file: string, options: SweepOptions): { opened: OpenedSweep; subject: SweepSubject } {
  const source = readScenario(file, options.set);
  const terms = sweepTerms(source, options);
  const sources = { [source.file]: source.text, "--set": options.set.join("\n") };
  const opening = openSweep(terms, sha256);
  if ("problems" in opening) throw new UsageError(opening.problems.join("\n       "));
  if ("diagnostics" in opening) throw new InvalidScenario(opening.diagnostics, sources);
  const { opened } = opening;
  refuseTooMuch(opened, options.yesIMean);
  const subject = opened.open();
  if ("diagnostics" in subject)
    throw new InvalidScenario(subject.diagnostics, { ...sources, ...axisSources(opened.axes) });
  return { opened, subject };
}

/** Units of work that nobody has to confirm: an hour or so of drills. */
const USUAL_UNITS = 10_000;
/** More cannot be asked for. */
export const MOST_UNITS = 1e9;

function refuseTooMuch({ points, unitsOfPoint }: OpenedSweep, allowed = USUAL_UNITS): void {
  const units = (points.count + 1) * unitsOfPoint;
  if (units <= allowed) return;
  const how = points.product === "" ? "" : ` (${points.product})`;
  const isPossible = units <= MOST_UNITS;
  throw new UsageError(
    `${points.count.toLocaleString("en")} points${how} and the base case, ${unitsOfPoint} units of work each, are ` +
      `${units.toLocaleString("en")} units; ${allowed.toLocaleString("en")} are allowed. ` +
      (isPossible
        ? `Fewer values, fewer replications (-n), or: --yes-i-mean ${units}`
        : "Take fewer values."),
  );
}

function codesOf({ choice, precision, partial }: SweepResult): ExitCode[] {
  const isWithout = choice !== undefined && choice.point === undefined;
  return [
    ...(isWithout ? [choice.undecided.length > 0 ? ExitCode.undecided : ExitCode.missed] : []),
    ...((precision?.missed.length ?? 0) > 0 || partial ? [ExitCode.incomplete] : []),
  ];
}

const againOf = (file: string, options: SweepOptions): string =>
  [
    sameAgain(file, options),
    ...[...(options.grid ?? []), ...(options.range ?? []), ...(options.pair ?? [])].map(
      ({ option, text }) => `${option} ${quoted(text)}`,
    ),
  ].join(" ");
