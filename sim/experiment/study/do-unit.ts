// Does a unit, anywhere. Scenarios are kept for a while: units of one design often follow each other.
import { ScenarioError } from "../../config/diagnostic.ts";
import { type ScenarioLoader, scenarioLoader } from "../../scenario/load.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { runOnce } from "../run-once.ts";
import { runOutlookBlock } from "../run-outlook-block.ts";
import type { Design, Hash } from "./design.ts";
import type { DrillBlock, DrillJob, Unit, UnitResult } from "./unit.ts";

/** Designs whose scenario is remembered. */
const REMEMBERED = 16;

/**
 * Throws ScenarioError where the design has mistakes. Whoever does not know where units come from passes a hash: a
 * design that is not the one that it is said to be throws as well.
 */
export function unitDoer(hash?: Hash): (unit: Unit) => UnitResult {
  const known = new Map<string, Scenario>();
  const load = designLoader(hash);
  return ({ design, job }) => {
    const scenario = known.get(design.sha256) ?? load(design);
    // Put back last: the one that was not asked for the longest goes first.
    known.delete(design.sha256);
    known.set(design.sha256, scenario);
    if (known.size > REMEMBERED) known.delete(known.keys().next().value as string);
    return job.question === "drill" ? drillBlock(scenario, job) : runOutlookBlock(scenario, job);
  };
}

/** The points of a sweep have one text: it is read once. */
function designLoader(hash?: Hash): (design: Design) => Scenario {
  let last: { readonly source: string; readonly load: ScenarioLoader } | undefined;
  return ({ text, file, attachments, overrides, sha256 }) => {
    const source = JSON.stringify([file, text, attachments]);
    if (last?.source !== source) last = { source, load: scenarioLoader(text, { file, attachments }) };
    const { scenario, canonical, diagnostics } = last.load(overrides);
    if (!scenario || canonical === undefined) throw new ScenarioError(diagnostics);
    const own = hash?.(canonical) ?? sha256;
    if (own !== sha256) throw new Error(`the design is ${own}, not ${sha256} as it is said to be`);
    return scenario;
  };
}

function drillBlock(scenario: Scenario, job: DrillJob): DrillBlock {
  const { disruptions, firstReplication, replications, seed, resolution } = job;
  const runs = Array.from({ length: replications }, (_, i) =>
    disruptions.map((disruption) => {
      const replication = firstReplication + i;
      try {
        return runOnce(scenario, { disruption, replication, seed, resolution });
      } catch (error) {
        throw new RunError(error, { disruption, replication });
      }
    }),
  );
  return { runs: runs.flat() };
}

/** Our mistake in one of many runs. */
export class RunError extends Error {
  override readonly name = "RunError";
  readonly at: { readonly disruption: string; readonly replication: number };

  constructor(cause: unknown, at: RunError["at"]) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    if (cause instanceof Error && cause.stack !== undefined) this.stack = cause.stack;
    this.at = at;
  }
}
