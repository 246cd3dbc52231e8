// Drives inspections: collects the runs that all of them need next, has them done together, and goes on until each has
// its answer.
import type { JobFailure, StudyPart, Unit } from "../index.ts";
import type { Console } from "./console.ts";
import type { ExitCode } from "./exit-code.ts";
import { quoted, replayCommand } from "./options.ts";
import { IncompleteError, JobFailedError } from "./stops.ts";
import { lostUnitText } from "./studies/unit-words.ts";
import { runStudy, type StudyOptions } from "./study.ts";

export type Asking<T> = Generator<readonly StudyPart[], T, void>;

/** Interrupted: there are no answers. */
export type Answers<T> = { readonly answers: readonly T[] } | { readonly interrupted: ExitCode };

/** Answers in the order of the askers. */
export async function askTogether<T>(
  askers: readonly Asking<T>[],
  options: StudyOptions,
  console: Console,
): Promise<Answers<T>> {
  const answers = new Map<Asking<T>, T>();
  for (let open = askers; open.length > 0; open = open.filter((each) => !answers.has(each))) {
    const parts = open.flatMap((asker) => {
      const step = asker.next();
      if (step.done) answers.set(asker, step.value);
      return step.done ? [] : step.value;
    });
    if (parts.length === 0) continue;
    const { failure, lost, interrupted } = await runStudy(parts, options, console);
    if (failure) throw failed(failure);
    if (lost.length > 0) throw new IncompleteError(lost.map((each) => lostUnitText(each, 0)).join("\n"));
    if (interrupted !== undefined) return { interrupted: interrupted as ExitCode };
  }
  return { answers: askers.map((asker) => answers.get(asker) as T) };
}

/** Says that there is no answer, to programs too. */
export function sayInterrupted(
  exitCode: ExitCode,
  message: string,
  { json, console }: { readonly json: boolean; readonly console: Console },
): ExitCode {
  if (json) console.json({ schema: "twinsite/error/v1", exitCode, kind: "incomplete", message });
  console.note(message);
  return exitCode;
}

/** Some run of a unit failed: the first one that may be it. */
function failed({ job: unit, message, details }: JobFailure<Unit>): JobFailedError {
  const { design, job } = unit;
  const { firstReplication: replication, seed } = job;
  const disruption = job.question === "drill" ? (job.disruptions.find((name) => name !== "") ?? "") : "";
  const again = [
    design.file,
    ...design.overrides.map((each) => `--set ${quoted(each)}`),
    `--seed ${quoted(seed)}`,
  ];
  const replay = replayCommand(again.join(" "), disruption, replication);
  return new JobFailedError({ job: { disruption, replication, seed }, message, details }, replay);
}
