// The objectives of stored results as cases of a test report: met is passed, missed is failed, undecided is skipped
// with the reason. A result of an interrupted run has a case of its own that fails: its numbers are not all there is.
import type { ExperimentResult, ObjectiveResult, OutlookResult, Verdict } from "../../sim/index.ts";
import type { TestCase, TestSuite } from "../junit.ts";
import { WORDS } from "./drill-rows.ts";
import { partialSentence } from "./partial.ts";
import { objectiveText } from "./story.ts";

const OUTCOMES: Readonly<Record<Verdict, TestCase["outcome"]>> = {
  met: "passed",
  missed: "failed",
  undecided: "skipped",
  "not-evaluated": "skipped",
};

export function objectiveSuite(result: ExperimentResult | OutlookResult): TestSuite {
  const { scenario, question, seed, replications, engine, fingerprint, objectives } = result;
  const group = `${scenario.name}.${question}`;
  return {
    name: group,
    properties: { seed, replications: String(replications), engine: engine.version, fingerprint },
    cases: [...partialCase(result, group), ...objectives.map((each) => caseOf(each, group))],
  };
}

function partialCase({ partial, question }: ExperimentResult | OutlookResult, group: string): TestCase[] {
  if (!partial) return [];
  const message = partialSentence(partial, question === "drill" ? "runs" : "replications");
  return [{ group, name: "complete", outcome: "failed", message }];
}

function caseOf(objective: ObjectiveResult, group: string): TestCase {
  const { expression, verdict, value, reason, judged } = objective;
  const found = value === undefined ? (reason ?? "") : objectiveText(objective);
  const details = judged.map(
    (each) => `${each.disruption || "while nothing breaks"}: ${WORDS[each.verdict]}`,
  );
  return {
    group,
    name: expression,
    outcome: OUTCOMES[verdict],
    message: `${WORDS[verdict]}${found === "" ? "" : `: ${found}`}`,
    details: details.join("\n"),
  };
}
