// Results of units are plain: written as JSON and read again they are what they were, so a journal, a part and a thread
// bring the same.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { sha256 } from "../../../sim/cli/sha256.ts";
import { inquire, openDesign, planUnits, type Question, unitDoer } from "../../../sim/index.ts";

const drill = { question: "drill", seed: "3", replications: 1, years: 0 } as const;
const outlook = {
  question: "outlook",
  seed: "3",
  replications: 0,
  years: 1,
  yearsPerReplication: 0.5,
} as const;

it.each<[string, Question]>([
  ["two-clusters-manual", { ...drill, resolution: "fluid" }],
  ["two-cities", { ...drill, resolution: "transaction" }],
  ["two-way", { ...drill, resolution: "transaction" }],
  ["bench-pair", outlook],
  ["one-city-repaired", outlook],
])("of %s", (name, question) => {
  const file = `${name}.yaml`;
  const text = readFileSync(new URL(`../../../scenarios/${file}`, import.meta.url), "utf8");
  const { design, scenario, diagnostics } = openDesign(text, { file }, sha256);
  if (!design || !scenario) throw new Error(JSON.stringify(diagnostics));
  const inquiry = inquire({ design, scenario, diagnostics }, question);
  const [planned] = planUnits([{ design, inquiry }], sha256);
  if (!planned) throw new Error("there is no unit");
  const result = unitDoer()(planned.unit);
  expect(JSON.parse(JSON.stringify(result))).toStrictEqual(result);
});
