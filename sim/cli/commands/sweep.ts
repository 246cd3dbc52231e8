// sweep: a scenario at many settings; the table, or with --json the document; with --out also files.
import { duration } from "../../../reports/view/format.ts";
import { inquire, type OpenedSweep, type SweepSubject, unitDoer } from "../../index.ts";
import type { Console } from "../console.ts";
import type { ExitCode } from "../exit-code.ts";
import { openScenario } from "../scenario.ts";
import { UsageError } from "../stops.ts";
import { carryOut } from "../studies/carry-out.ts";
import { openedSweep, subjectOf, sweepKind } from "../studies/sweep.ts";
import type { SweepOptions } from "../sweep-options.ts";
import { sweepAgain, sweepTerms } from "../sweep-terms.ts";

export async function sweep(file: string, options: SweepOptions, console: Console): Promise<ExitCode> {
  const { design } = openScenario(file, options.set, console);
  const terms = sweepTerms(design, options);
  const opened = openedSweep(terms);
  refuseTooMuch(opened, options.yesIMean);
  const { count } = opened.points;
  if (count > MANY_POINTS) console.note(`checking ${count.toLocaleString("en")} points before anything runs`);
  const subject = subjectOf(opened);
  tellSize(opened, subject, options.jobs, console);
  const { scenario } = opened.base;
  const description = {
    kind: "sweep" as const,
    name: `${scenario.name}.sweep`,
    again: sweepAgain(file, options),
    question: subject.order.question,
    terms,
  };
  return carryOut(sweepKind(subject), description, options, console);
}

/** Opening them takes seconds. */
const MANY_POINTS = 200;
/** Units of work that nobody has to confirm: an hour or so of drills. */
const USUAL_UNITS = 10_000;
/** More cannot be asked for. */
export const MOST_UNITS = 1e9;

function refuseTooMuch({ points, unitsOfPoint }: OpenedSweep, allowed = USUAL_UNITS): void {
  const units = (points.count + 1) * unitsOfPoint;
  if (units <= allowed) return;
  const how = points.product === "" ? "" : ` (${points.product})`;
  throw new UsageError(
    `${points.count.toLocaleString("en")} points${how} and the base case, ${unitsOfPoint} units of work each, are ` +
      `${units.toLocaleString("en")} units; ${allowed.toLocaleString("en")} are allowed. ` +
      (units <= MOST_UNITS
        ? `Fewer values, fewer replications (-n), or: --yes-i-mean ${units}`
        : "Take fewer values."),
  );
}

/** A first unit that is quicker was mostly compiled, not run: it is measured again. */
const QUICK_MILLIS = 3000;

/** How large it is, and about how long it takes: from one unit of the base case, done here for its time alone. */
function tellSize(opened: OpenedSweep, { order }: SweepSubject, jobs: number, console: Console): void {
  const { points, unitsOfPoint, base } = opened;
  if (console.isQuiet) return;
  const units = (points.count + 1) * unitsOfPoint;
  const how = points.product === "" ? "" : ` (${points.product})`;
  const [job] = inquire(base, order.question).jobs;
  const isLong = job !== undefined && units > 4 * jobs;
  const doUnit = unitDoer();
  let millis = 0;
  for (let round = 0; isLong && round < 2 && millis < QUICK_MILLIS; round++) {
    const begin = performance.now();
    doUnit({ question: "unit", design: base.design, job });
    millis = performance.now() - begin;
  }
  const threads = jobs === 1 ? "one thread" : `${jobs} threads`;
  const time = isLong ? `, about ${duration((millis * units) / jobs / 1000)} on ${threads}` : "";
  console.note(
    `${points.count.toLocaleString("en")} points${how} and the base case: ` +
      `${units.toLocaleString("en")} units of work${time}`,
  );
}
