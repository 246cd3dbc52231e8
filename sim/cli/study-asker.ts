// Several studies in a row, as a search asks them: each is waited for, and what went wrong in any of them is kept for
// the end.
import type { Conducted, StudyPart } from "../index.ts";
import type { Console } from "./console.ts";
import type { ExitCode } from "./exit-code.ts";
import { JobFailedError } from "./stops.ts";
import { runStudy } from "./study.ts";

export interface StudyAsker {
  /** Throws JobFailedError where a unit failed. */
  ask(parts: readonly StudyPart[]): Promise<Conducted & { readonly isComplete: boolean }>;
  /** What the interruption of any of them means, if there was one. */
  codes(): ExitCode[];
}

/** `replay`: the command that shows a failure again. */
export function askerOf(
  { jobs }: { readonly jobs: number },
  console: Console,
  replay: (overrides: readonly string[], seed: string) => string,
): StudyAsker {
  const codes: ExitCode[] = [];
  return {
    async ask(parts) {
      const units = parts.reduce((sum, { inquiry }) => sum + inquiry.jobs.length, 0);
      const outcome = await runStudy(parts, { jobs }, console);
      const { failure, interrupted } = outcome;
      if (failure) {
        const { design, job } = failure.job;
        const { firstReplication: replication, seed } = job;
        const again = replay(design.overrides, seed);
        throw new JobFailedError({ ...failure, job: { disruption: "", replication, seed } }, again);
      }
      if (interrupted !== undefined) codes.push(interrupted as ExitCode);
      return { ...outcome, isComplete: outcome.done + outcome.known === units };
    },
    codes: () => codes,
  };
}
