// Units in messages: which one it is, and how to see it again.
import type { JobFailure, LostUnit, Unit } from "../../index.ts";
import { replayCommand, replayOutlookCommand, sameAgain } from "../options.ts";
import { JobFailedError } from "../stops.ts";

/** `years`: of an outlook, all replications together. */
export function replayOf({ design, job }: Unit, years: number, at?: JobFailure["at"]): string {
  const file = design.file === "stdin" ? "-" : design.file;
  const again = sameAgain(file, { set: design.overrides, seed: job.seed });
  const replication = at?.replication ?? job.firstReplication;
  if (job.question === "outlook") return replayOutlookCommand(again, { years, replication });
  return replayCommand(again, at?.disruption ?? job.disruptions[0] ?? "", replication);
}

/** Our mistake, with the run that shows it. */
export function failedUnit(failure: JobFailure<Unit>, years: number): JobFailedError {
  const { job: unit, at } = failure;
  const { seed, firstReplication } = unit.job;
  const job = { disruption: "", replication: firstReplication, ...at, seed };
  return new JobFailedError({ ...failure, job }, replayOf(unit, years, at));
}

export function lostUnitText({ unit, why }: LostUnit, years: number): string {
  const { design, job } = unit;
  const { firstReplication, replications } = job;
  const file = sameAgain(design.file, { set: design.overrides, seed: job.seed });
  return `lost: ${file}, replications ${firstReplication} to ${firstReplication + replications - 1}: ${why}; see it again: ${replayOf(unit, years)}`;
}
