// run --outlook: what the years bring; the report, or with --json the document; with --out also files.
import type { Console } from "../console.ts";
import type { ExitCode } from "../exit-code.ts";
import { DEFAULT_RARE, DEFAULT_YEARS, sameAgain } from "../options.ts";
import { openScenario } from "../scenario.ts";
import { UsageError } from "../stops.ts";
import { carryOut } from "../studies/carry-out.ts";
import { outlook as study } from "../studies/outlook.ts";
import type { RunCommandOptions } from "./run.ts";

export async function outlook(file: string, options: RunCommandOptions, console: Console): Promise<ExitCode> {
  refuseNonsense(options);
  const { years = DEFAULT_YEARS, zoom = 0, rare = DEFAULT_RARE, repairs = 0 } = options;
  const { design, scenario } = openScenario(file, options.set, console);
  const { seed = scenario.run.seed } = options;
  const description = {
    kind: "outlook" as const,
    name: `${scenario.name}.outlook`,
    again: sameAgain(file, options),
    question: { question: "outlook" as const, seed, replications: 0, years },
    design,
    zoom,
    rare: rare / 100,
    repairs: repairs / 100,
  };
  return carryOut(study, description, options, console);
}

function refuseNonsense({ resolution, replications }: RunCommandOptions): void {
  if (resolution === "transaction")
    throw new UsageError(
      "--outlook needs the fluid resolution: at 1,000 writes a second one year is 31 billion writes, hours of work; leave --resolution out",
    );
  if (replications !== undefined)
    throw new UsageError("--outlook counts in years: write --years (20 of them are one replication)");
}
