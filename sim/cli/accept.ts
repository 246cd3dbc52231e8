// check --accept: the scenarios as they are now become the baselines. What a baseline was asked, it is asked again,
// unless the command line says otherwise.
import {
  type Answer,
  type Baseline,
  baselineOf,
  inquire,
  type Question,
  type StudyPart,
  type Subject,
} from "../index.ts";
import { baselineAt, writeBaseline } from "./baselines.ts";
import type { CheckOptions } from "./commands/check.ts";
import type { Console } from "./console.ts";
import { ExitCode } from "./exit-code.ts";
import { ensureFolder } from "./files.ts";
import { askTogether, sayInterrupted } from "./inspections.ts";
import { sha256 } from "./sha256.ts";

export async function accept(
  subjects: readonly Subject[],
  options: CheckOptions,
  console: Console,
): Promise<ExitCode> {
  const folder = options.baseline;
  ensureFolder(folder);
  const outcome = await askTogether(
    subjects.map((subject) => baselineFor(subject, options)),
    options,
    console,
  );
  if ("interrupted" in outcome)
    return sayInterrupted(outcome.interrupted, "interrupted: no baseline was written", {
      json: options.json ?? false,
      console,
    });
  const files = outcome.answers.map((baseline) => ({
    scenario: baseline.scenario,
    ...writeBaseline(folder, baseline),
  }));
  if (options.json) console.json({ schema: "twinsite/accepted/v1", baseline: folder, files });
  else for (const { path, written } of files) console.result(`${path}: ${written}\n`);
  return ExitCode.ok;
}

function* baselineFor(
  subject: Subject,
  options: CheckOptions,
): Generator<readonly StudyPart[], Baseline, void> {
  const question = questionFor(subject, options);
  const part = { design: subject.design, inquiry: inquire(subject, question) };
  yield [part];
  const answer: Answer = part.inquiry.answer();
  return baselineOf(subject.design, question, answer, sha256);
}

function questionFor({ scenario }: Subject, options: CheckOptions): Question {
  const { baseline } = baselineAt(options.baseline, scenario.name);
  return {
    question: "drill",
    seed: options.seed ?? baseline?.seed ?? scenario.run.seed,
    resolution: options.resolution ?? baseline?.resolution ?? "transaction",
    replications: options.replications ?? baseline?.replications ?? scenario.run.replications,
    years: 1,
  };
}
