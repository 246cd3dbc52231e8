import { expect, test } from "vitest";
import { annotationsText } from "../../reports/annotations.ts";
import { checkDocument } from "../../reports/check-document.ts";
import { htmlOf } from "../../reports/html.ts";
import { junitXml } from "../../reports/junit.ts";
import { markdownOf } from "../../reports/markdown.ts";
import { gateAnnotations, gateSuites } from "../../reports/view/gate-cases.ts";
import type { CheckResult, MetricCheck, ScenarioCheck } from "../../sim/index.ts";
import { all, wellFormed } from "./well-formed.ts";

const metric = (name: string, verdict: MetricCheck["verdict"]): MetricCheck => ({
  metric: `${name}Seconds`,
  disruption: "site-loss",
  unit: "s",
  better: "lower",
  verdict,
  pairs: 200,
  old: { p50: 30, p99: 35, some: 200, censored: 0 },
  new: { p50: 45, p99: 50, some: 200, censored: 0 },
  shift: { value: 15, low: 14, high: 16 },
  minimumEffect: 0.3,
  worse: 200,
  improved: 0,
  p: 1e-9,
  alpha: 0.01,
  extreme: { replication: 53, old: 30, new: 46 },
  carriedBy: verdict === "regressed" ? ["failover.ttl"] : [],
});

const place = { file: "ci/two.yaml", line: 11, column: 3, endLine: 11, endColumn: 11 };
const scenario: ScenarioCheck = {
  name: "two",
  title: "Two cities <b>",
  file: "ci/two.yaml",
  verdict: "regressed",
  question: "drill",
  resolution: "fluid",
  seed: "42",
  replications: 200,
  replicationsMost: 400,
  fingerprint: "abc",
  engineChanged: false,
  changes: [
    {
      path: "failover.ttl",
      old: "30 s",
      new: "45 s",
      isWritten: true,
      place,
      oldPlace: place,
      carries: true,
    },
  ],
  metrics: [
    metric("rtoAchieved", "regressed"),
    metric("rto99", "regressed"),
    metric("unprotected", "inconclusive"),
    metric("warm", "improved"),
  ],
  equalMetrics: 20,
  onlyOld: [],
  onlyNew: [],
  objectives: [
    {
      expression: "rtoAchieved p99 <= 40 s",
      verdict: "missed",
      value: 50,
      unit: "s",
      judged: [],
      line: 20,
      replications: 200,
    },
    { expression: "rpoAchieved p99 <= 5 s", verdict: "met", judged: [], line: 21, replications: 200 },
  ],
};
const calm: ScenarioCheck = {
  ...scenario,
  name: "calm",
  verdict: "unchanged",
  changes: [],
  metrics: [],
  objectives: [],
};
const lost: ScenarioCheck = {
  ...calm,
  name: "lost",
  verdict: "not-comparable",
  reason: "no baseline: --accept",
};
const result: CheckResult = {
  schema: "twinsite/check/v1",
  engine: { version: "1" },
  baseline: "reports/baseline",
  verdict: "not-comparable",
  exitCode: 8,
  scenarios: [scenario, calm, lost],
};

test("the gate's JUnit has a case for each metric and objective; undecided is not green", () => {
  const root = wellFormed(junitXml(gateSuites(result)));
  const cases = all(root, "testcase").map(({ attributes, children }) => [
    attributes.classname,
    attributes.name,
    children[0]?.name ?? "passed",
  ]);
  expect(cases).toEqual([
    ["two", "rtoAchieved for site-loss", "failure"],
    ["two", "rto99 for site-loss", "failure"],
    ["two", "unprotected for site-loss", "skipped"],
    ["two", "warm for site-loss", "passed"],
    ["two", "rtoAchieved p99 <= 40 s", "failure"],
    ["two", "rpoAchieved p99 <= 5 s", "passed"],
    ["calm", "baseline", "passed"],
    ["lost", "baseline", "failure"],
  ]);
  expect(all(root, "failure")[0]?.text).toContain("--disruption site-loss --replication 53");
});

test("annotations stand on the line that carries the change, one for all that it carries, errors first", () => {
  const annotations = gateAnnotations(result);
  const shown = annotations.map(({ severity, file, line, title }) => [severity, file, line, title]);
  expect(shown).toEqual([
    ["error", "ci/two.yaml", 11, "regressed: 2 metrics"],
    ["error", "ci/two.yaml", 20, "MISSED: rtoAchieved p99 <= 40 s"],
    ["error", "ci/two.yaml", 1, "lost: not comparable"],
    ["warning", "ci/two.yaml", 1, "inconclusive: 1 metric"],
  ]);
  expect(annotations[0]?.message).toContain("rto99 for site-loss: +15 s");
  expect(annotationsText(annotations).split("\n")[0]).toMatch(
    /^::error file=ci\/two\.yaml,line=11,endLine=11,col=3,endColumn=10,title=regressed%3A 2 metrics::/,
  );
});

test("the gate is the same document in Markdown and in HTML: what is as it was is folded", () => {
  const blocks = checkDocument(result);
  const page = wellFormed(htmlOf("Gate", blocks));
  const markdown = markdownOf(blocks);
  for (const text of [page.text, markdown]) {
    expect(text).toContain("regressed");
    expect(text).toContain("no baseline: --accept");
    expect(text).toContain("1 as they were");
  }
  expect(all(page, "details").map(({ text }) => text)).toEqual(["1 as they werecalm: = unchanged"]);
  expect(markdown).toContain("<details><summary>1 as they were</summary>\n\n- calm: unchanged\n\n</details>");
});
