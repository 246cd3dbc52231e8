// solve: the value of a parameter up to which an objective holds; sentences, or with --json the document.
import { solveMarkdown } from "../../../reports/solve-markdown.ts";
import { solveReport } from "../../../reports/solve-terminal.ts";
import {
  solve as conductSolve,
  type OpenedSolve,
  openSolve,
  type SolveResult,
  solveResult,
  VARY_FILE,
} from "../../index.ts";
import type { Console } from "../console.ts";
import { ExitCode, worstOf } from "../exit-code.ts";
import { ensureFolder, readScenario, writeWhole } from "../files.ts";
import { DEFAULT_YEARS, quoted, replayDesignCommand, sameAgain } from "../options.ts";
import { InvalidScenario } from "../scenario.ts";
import type { SolveOptions } from "../solve-options.ts";
import { UsageError } from "../stops.ts";
import { sha256 } from "../study.ts";
import { askerOf } from "../study-asker.ts";

export async function solve(file: string, options: SolveOptions, console: Console): Promise<ExitCode> {
  refuseNonsense(options);
  const opened = open(file, options);
  if (options.out !== undefined) ensureFolder(options.out);
  const asker = askerOf(options, console, (overrides, seed) => replayDesignCommand(file, overrides, seed));
  const solved = await conductSolve(opened.order, async (parts, what) => {
    console.note(`${WORDS[what]}: ${parts.length} values`);
    return (await asker.ask(parts)).isComplete;
  });
  const result = solveResult(opened, solved);
  const again = `${sameAgain(file, options)} --for ${quoted(options.for)} --vary ${options.vary}`;
  if (options.out !== undefined) writeFiles(options.out, result, again, console);
  if (options.json) console.json(result);
  else console.result(solveReport(result, { paint: console.paint, arguments: again }));
  return worstOf([...codesOf(result), ...asker.codes()]);
}

const WORDS = {
  probes: "probing",
  bisection: "narrowing",
  confirmation: "write by write",
} as const;

function open(file: string, options: SolveOptions): OpenedSolve {
  const source = readScenario(file, options.set);
  const { outlook = false, resolution = "fluid" } = options;
  const opening = openSolve(
    {
      ...source,
      objective: options.for,
      path: options.vary,
      ...(options.between !== undefined && { between: options.between }),
      question: outlook ? "outlook" : "drill",
      resolution,
      ...(options.seed !== undefined && { seed: options.seed }),
      ...(options.replications !== undefined && { replications: options.replications }),
      years: options.years ?? DEFAULT_YEARS,
      confirms: options.confirm && !outlook && resolution === "fluid",
    },
    sha256,
  );
  if ("problems" in opening) throw new UsageError(opening.problems.join("\n       "));
  if ("opened" in opening) return opening.opened;
  const sources = {
    [source.file]: source.text,
    [VARY_FILE]: opening.vary ?? "",
    "--set": options.set.join("\n"),
  };
  throw new InvalidScenario(opening.diagnostics, sources);
}

function refuseNonsense({ outlook, years, replications, resolution }: SolveOptions): void {
  if (years !== undefined && !outlook) throw new UsageError("--years goes with --outlook");
  if (outlook && replications !== undefined)
    throw new UsageError("--outlook counts in years: write --years instead of -n");
  if (outlook && resolution === "transaction")
    throw new UsageError("--outlook needs the fluid resolution: a year of single writes takes hours");
}

function codesOf({ answer, isSure }: SolveResult): ExitCode[] {
  if (answer !== "never") return [];
  return [isSure ? ExitCode.missed : ExitCode.undecided];
}

function writeFiles(folder: string, result: SolveResult, again: string, console: Console): void {
  const { name } = result.scenario;
  writeWhole(folder, `${name}.solve.json`, `${JSON.stringify(result, null, 2)}\n`);
  const path = writeWhole(folder, `${name}.solve.md`, solveMarkdown(result, { arguments: again }));
  console.note(`written: ${path} (and ${name}.solve.json)`);
}
