// A scenario at many settings: the base case and every point, then what was asked beyond them.
import { sweepReport } from "../../../reports/sweep-terminal.ts";
import {
  axisSources,
  type OpenedSweep,
  openSweep,
  type StudyPart,
  Sweep,
  type SweepResult,
  type SweepSubject,
  type SweepTerms,
  sweepResult,
} from "../../index.ts";
import { ExitCode } from "../exit-code.ts";
import { InvalidScenario } from "../scenario.ts";
import { sha256 } from "../sha256.ts";
import { UsageError } from "../stops.ts";
import type { StudyDescription, StudyKind } from "./study-kind.ts";
import { writeSweepFiles } from "./sweep-files.ts";

export interface SweepDescription extends StudyDescription {
  readonly kind: "sweep";
  readonly terms: SweepTerms;
}

/** One design; all of a sweep share it. */
interface SweepPart extends StudyPart {
  readonly sweep: Sweep;
  readonly subject: SweepSubject;
}

/** `opened`: by whoever has opened it already; a merge has only the description. */
export const sweepKind = (opened?: SweepSubject): StudyKind<SweepDescription, SweepPart> => ({
  kind: "sweep",
  parts({ terms }) {
    const subject = opened ?? subjectOf(openedSweep(terms));
    const sweep = new Sweep(subject.order);
    return sweep.parts.map((part) => ({ ...part, sweep, subject }));
  },
  finish: async (_, [part], { ask }) => part?.sweep.goOn(ask),
  conclude({ again }, [part], { out, json, console }) {
    const { sweep, subject } = part as SweepPart;
    const result = sweepResult(subject, sweep.answers());
    if (out !== undefined) writeSweepFiles(out, result, again, console);
    if (json) console.json({ ...result, again });
    else console.result(sweepReport(result, { paint: console.paint, arguments: again }));
    return codesOf(result);
  },
});

/** Throws UsageError, InvalidScenario. */
export function openedSweep(terms: SweepTerms): OpenedSweep {
  const opening = openSweep(terms, sha256);
  if ("problems" in opening) throw new UsageError(opening.problems.join("\n       "));
  if ("diagnostics" in opening) throw new InvalidScenario(opening.diagnostics, sourcesOf(terms));
  return opening.opened;
}

/** Every point. Throws InvalidScenario with all their mistakes. */
export function subjectOf(opened: OpenedSweep): SweepSubject {
  const subject = opened.open();
  if ("diagnostics" in subject)
    throw new InvalidScenario(subject.diagnostics, {
      ...sourcesOf(opened.terms),
      ...axisSources(opened.axes),
    });
  return subject;
}

const sourcesOf = ({ file, text, overrides }: SweepTerms): Record<string, string> => ({
  [file]: text,
  "--set": overrides.join("\n"),
});

function codesOf({ choice, precision }: SweepResult): ExitCode[] {
  const isWithout = choice !== undefined && choice.point === undefined;
  return [
    ...(isWithout ? [choice.undecided.length > 0 ? ExitCode.undecided : ExitCode.missed] : []),
    ...((precision?.missed.length ?? 0) > 0 ? [ExitCode.incomplete] : []),
  ];
}
