// The threshold value of a parameter: probes first, then what narrows it.
import { solveMarkdown } from "../../../reports/solve-markdown.ts";
import { solveReport } from "../../../reports/solve-terminal.ts";
import {
  type OpenedSolve,
  openSolve,
  Search,
  type SolveResult,
  type SolveTerms,
  type StudyPart,
  solveResult,
  VARY_FILE,
} from "../../index.ts";
import type { Console } from "../console.ts";
import { ExitCode } from "../exit-code.ts";
import { writeWhole } from "../files.ts";
import { InvalidScenario } from "../scenario.ts";
import { sha256 } from "../sha256.ts";
import { UsageError } from "../stops.ts";
import type { StudyDescription, StudyKind } from "./study-kind.ts";

export interface SolveDescription extends StudyDescription {
  readonly kind: "solve";
  readonly terms: SolveTerms;
}

/** One probe; all of a search share it. */
interface SolvePart extends StudyPart {
  readonly search: Search;
  readonly opened: OpenedSolve;
}

export const solve: StudyKind<SolveDescription, SolvePart> = {
  kind: "solve",
  parts({ terms }) {
    const opened = openedSolve(terms);
    const search = new Search(opened.order);
    return search.parts.map((part) => ({ ...part, search, opened }));
  },
  finish: async (_, [part], { ask }) => part?.search.goOn(ask),
  conclude({ again }, [part], { out, json, console }) {
    const { search, opened } = part as SolvePart;
    const result = solveResult(opened, search.solved());
    if (out !== undefined) writeFiles(out, result, again, console);
    if (json) console.json({ ...result, again });
    else console.result(solveReport(result, { paint: console.paint, arguments: again }));
    if (result.answer !== "never") return [];
    return [result.isSure ? ExitCode.missed : ExitCode.undecided];
  },
};

/** Throws UsageError, InvalidScenario. */
export function openedSolve(terms: SolveTerms): OpenedSolve {
  const opening = openSolve(terms, sha256);
  if ("problems" in opening) throw new UsageError(opening.problems.join("\n       "));
  if ("opened" in opening) return opening.opened;
  const { file, text, overrides } = terms;
  const sources = { [file]: text, [VARY_FILE]: opening.vary ?? "", "--set": overrides.join("\n") };
  throw new InvalidScenario(opening.diagnostics, sources);
}

function writeFiles(folder: string, result: SolveResult, again: string, console: Console): void {
  const { name } = result.scenario;
  writeWhole(folder, `${name}.solve.json`, `${JSON.stringify({ ...result, again }, null, 2)}\n`);
  const path = writeWhole(folder, `${name}.solve.md`, solveMarkdown(result, { arguments: again }));
  console.note(`written: ${path} (and ${name}.solve.json)`);
}
