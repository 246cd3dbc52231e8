// check: the gate. Every scenario against its baseline, and against its own objectives; --accept writes the baselines,
// --selftest says how often the gate would raise a false alarm.
import { annotationsText } from "../../../reports/annotations.ts";
import { checkMarkdown } from "../../../reports/check-markdown.ts";
import { checkReport } from "../../../reports/check-terminal.ts";
import { junitXml } from "../../../reports/junit.ts";
import { SUMMARY_LIMIT, stepSummary } from "../../../reports/step-summary.ts";
import { gateAnnotations, gateSuites } from "../../../reports/view/gate-cases.ts";
import {
  type CheckResult,
  checkResult,
  inspect,
  missingBaseline,
  type ScenarioCheck,
  type Subject,
} from "../../index.ts";
import { accept } from "../accept.ts";
import { baselineAt, baselinesIn } from "../baselines.ts";
import type { Console } from "../console.ts";
import { ExitCode, worstOf } from "../exit-code.ts";
import { appendTo, placeOf, writeWhole } from "../files.ts";
import { type Asking, askTogether, sayInterrupted } from "../inspections.ts";
import type { RunOptions } from "../options.ts";
import { selftest } from "../selftest.ts";
import { sha256 } from "../sha256.ts";
import { UsageError } from "../stops.ts";
import { isFolder, openSubject, scenarioFiles } from "../subject.ts";

export interface CheckOptions extends RunOptions {
  readonly baseline: string;
  readonly accept?: boolean;
  readonly selftest?: boolean;
  readonly allowUndecided?: boolean;
  readonly most?: number;
  readonly summary?: string;
  readonly junit?: string;
  readonly annotations?: boolean;
}

export async function check(
  paths: readonly string[],
  options: CheckOptions,
  console: Console,
): Promise<ExitCode> {
  const subjects = paths.flatMap(scenarioFiles).map((file) => openSubject(file, options.set, console));
  refuseNamesakes(subjects);
  if (options.selftest) return selftest(subjects, options, console);
  if (options.accept) return accept(subjects, options, console);
  if (paths.some(isFolder)) noteOrphans(subjects, options.baseline, console);
  const outcome = await askTogether(
    subjects.map((subject) => asker(subject, options)),
    options,
    console,
  );
  if ("interrupted" in outcome)
    return sayInterrupted(outcome.interrupted, "interrupted: there is no verdict", {
      json: options.json ?? false,
      console,
    });
  const code = codeOf(outcome.answers, options.allowUndecided ?? false);
  const result = checkResult(options.baseline, outcome.answers, code);
  if (options.json) console.json(result);
  else console.result(checkReport(result, { paint: console.paint }));
  report(result, options, console);
  return code;
}

function asker(subject: Subject, options: CheckOptions): Asking<ScenarioCheck> {
  const { baseline, reason = "" } = baselineAt(options.baseline, subject.scenario.name);
  if (!baseline) return missingBaseline(subject, reason);
  const other = differentQuestion(options, baseline);
  if (other !== undefined) return missingBaseline(subject, other);
  const { most } = options;
  return inspect(
    { ...subject, baseline },
    { hash: sha256, ...(most !== undefined && { replicationsMost: most }) },
  );
}

/** What the baseline was asked, the check asks again. */
function differentQuestion(
  { seed, replications, resolution }: CheckOptions,
  baseline: { readonly seed: string; readonly replications: number; readonly resolution: string },
): string | undefined {
  const asked = { seed, replications, resolution };
  for (const key of ["seed", "replications", "resolution"] as const) {
    const value = asked[key];
    if (value !== undefined && value !== baseline[key])
      return `the baseline has ${key} ${baseline[key]}, not ${value}; leave the option out, or accept anew with it`;
  }
  return undefined;
}

function refuseNamesakes(subjects: readonly Subject[]): void {
  const files = new Map<string, string>();
  for (const { scenario, design } of subjects) {
    const first = files.get(scenario.name);
    if (first !== undefined)
      throw new UsageError(
        `${first} and ${design.file} would share the baseline ${scenario.name}.json; check them with two folders of baselines`,
      );
    files.set(scenario.name, design.file);
  }
}

function noteOrphans(subjects: readonly Subject[], folder: string, console: Console): void {
  const names = new Set(subjects.map(({ scenario }) => scenario.name));
  for (const name of baselinesIn(folder).filter((each) => !names.has(each)))
    console.note(
      `${console.paintNote("yellow", "warning")}: ${folder}/${name}.json is of no scenario checked here`,
    );
}

export function codeOf(scenarios: readonly ScenarioCheck[], allowsUndecided: boolean): ExitCode {
  const having = (verdict: ScenarioCheck["verdict"]): boolean =>
    scenarios.some((each) => each.verdict === verdict);
  const objectives = scenarios.flatMap((each) => each.objectives.map(({ verdict }) => verdict));
  const isUndecided = having("inconclusive") || objectives.includes("undecided");
  return worstOf([
    ...(having("not-comparable") ? [ExitCode.noBaseline] : []),
    ...(scenarios.some(({ metrics }) => metrics.some(({ verdict }) => verdict === "regressed"))
      ? [ExitCode.regressed]
      : []),
    ...(objectives.includes("missed") ? [ExitCode.missed] : []),
    ...(isUndecided && !allowsUndecided ? [ExitCode.undecided] : []),
  ]);
}

/** Reporters add up. */
function report(result: CheckResult, { summary, junit, annotations }: CheckOptions, console: Console): void {
  if (summary !== undefined)
    appendTo(summary, (left) => stepSummary(checkMarkdown(result), left), SUMMARY_LIMIT);
  if (junit !== undefined) {
    const { folder, name } = placeOf(junit);
    writeWhole(folder, name, junitXml(gateSuites(result)));
  }
  // A runner reads both streams; stdout is the result's.
  if (annotations)
    for (const line of annotationsText(gateAnnotations(result)).split("\n"))
      if (line !== "") console.complain(line);
}
