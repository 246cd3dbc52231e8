// solve: the value of a parameter up to which an objective holds; sentences, or with --json the document.
import type { Console } from "../console.ts";
import type { ExitCode } from "../exit-code.ts";
import { DEFAULT_YEARS, quoted, sameAgain } from "../options.ts";
import { openScenario } from "../scenario.ts";
import type { SolveOptions } from "../solve-options.ts";
import { UsageError } from "../stops.ts";
import { carryOut } from "../studies/carry-out.ts";
import { openedSolve, solve as study } from "../studies/solve.ts";

export async function solve(file: string, options: SolveOptions, console: Console): Promise<ExitCode> {
  refuseNonsense(options);
  const { outlook = false, resolution = "fluid", seed, replications, between } = options;
  const { text, attachments, overrides, file: name } = openScenario(file, options.set, console).design;
  const terms = {
    file: name,
    text,
    attachments,
    overrides,
    objective: options.for,
    path: options.vary,
    ...(between !== undefined && { between }),
    question: outlook ? ("outlook" as const) : ("drill" as const),
    resolution,
    ...(seed !== undefined && { seed }),
    ...(replications !== undefined && { replications }),
    years: options.years ?? DEFAULT_YEARS,
    confirms: options.confirm && !outlook && resolution === "fluid",
  };
  const { base, order } = openedSolve(terms);
  const description = {
    kind: "solve" as const,
    name: `${base.scenario.name}.solve`,
    again: againOf(file, options),
    question: order.question,
    terms,
  };
  return carryOut(study, description, options, console);
}

function refuseNonsense({ outlook, years, replications, resolution }: SolveOptions): void {
  if (years !== undefined && !outlook) throw new UsageError("--years goes with --outlook");
  if (outlook && replications !== undefined)
    throw new UsageError("--outlook counts in years: write --years instead of -n");
  if (outlook && resolution === "transaction")
    throw new UsageError("--outlook needs the fluid resolution: a year of single writes takes hours");
}

function againOf(file: string, options: SolveOptions): string {
  const { vary, between, outlook, years, replications, resolution, confirm } = options;
  return [
    sameAgain(file, options),
    `--for ${quoted(options.for)} --vary ${quoted(vary)}`,
    ...(between === undefined ? [] : [`--between ${quoted(between)}`]),
    ...(outlook ? ["--outlook"] : []),
    ...(years === undefined ? [] : [`--years ${years}`]),
    ...(replications === undefined ? [] : [`-n ${replications}`]),
    ...(resolution === undefined ? [] : [`--resolution ${resolution}`]),
    ...(confirm ? [] : ["--no-confirm"]),
  ].join(" ");
}
