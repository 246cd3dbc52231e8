// A study: many designs, one after the other or in any order, with results that were known before or not.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import {
  conduct,
  type Executor,
  inProcessExecutor,
  inquire,
  memoryStore,
  openDesign,
  type Question,
  runExperiment,
} from "../../../sim/index.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const file = "two-clusters-manual.yaml";
const text = readFileSync(new URL(`../../../scenarios/${file}`, import.meta.url), "utf8");
const question: Question = { question: "drill", seed: "7", replications: 12, years: 1, resolution: "fluid" };

function partsOf(...overrides: string[]) {
  return overrides.map((override) => {
    const { design, scenario, diagnostics } = openDesign(text, { file, overrides: [override] }, sha256);
    if (!design || !scenario) throw new Error(`not valid: ${JSON.stringify(diagnostics)}`);
    return { design, scenario, inquiry: inquire({ design, scenario, diagnostics: [] }, question) };
  });
}

const inDisorder = (executor: Executor): Executor => ({
  run: (jobs, deliver, cancellation) => {
    const last = jobs.length - 1;
    return executor.run([...jobs].reverse(), (i, result) => deliver(last - i, result), cancellation);
  },
});

const settings = ["run.limit=20 min", "run.limit=30 min"];
const conductor = { executor: inProcessExecutor(), hash: sha256, cancellation: { aborted: false } };

it("a design in a study gives what it gives alone", async () => {
  const parts = partsOf(...settings);
  await conduct(parts, { ...conductor, store: memoryStore() });
  for (const { inquiry, scenario, design } of parts) {
    const { seed, replications, resolution = "fluid" } = question;
    const identity = { sha256: design.sha256, text: design.text, overrides: design.overrides };
    const executor = inProcessExecutor(scenario);
    const alone = await runExperiment(scenario, { seed, replications, resolution, identity, executor });
    expect(inquiry.answer().result).toEqual(alone.result);
  }
});

it("neither the order of arrival nor what was known before changes a byte", async () => {
  const [parts, again] = [partsOf(...settings), partsOf(...settings)];
  const store = memoryStore();
  await conduct(parts, { ...conductor, store: memoryStore() });
  await conduct(again.slice(1), { ...conductor, store });
  const all = partsOf(...settings);
  const { done, known, failure } = await conduct(all, {
    ...conductor,
    executor: inDisorder(inProcessExecutor()),
    store,
  });
  expect(failure).toBeUndefined();
  expect([done, known]).toEqual([12, 12]);
  const bytes = (of: typeof parts): string => JSON.stringify(of.map(({ inquiry }) => inquiry.answer()));
  expect(bytes(all)).toBe(bytes(parts));
});

it("samples name their replications, so that two designs can be paired", async () => {
  const parts = partsOf(...settings);
  await conduct(parts, { ...conductor, store: memoryStore() });
  const [a, b] = parts.map(({ inquiry }) => inquiry.answer().samples);
  expect(a?.map(({ values }) => values.length)).toEqual(a?.map(() => 12));
  expect(a?.map(({ metric, disruption }) => [metric, disruption])).toEqual(
    b?.map(({ metric, disruption }) => [metric, disruption]),
  );
});

it("a failing unit is named and stops the study", async () => {
  const [part] = partsOf("run.limit=20 min");
  if (!part) throw new Error("no part");
  const broken = { ...part.design, text: "twinsite: 1\n", sha256: "broken" };
  const { failure } = await conduct([{ ...part, design: broken }], { ...conductor, store: memoryStore() });
  expect(failure?.job.design.sha256).toBe("broken");
});

it("what two parts ask for is done once, and both have it", async () => {
  const parts = partsOf("run.limit=20 min", "run.limit=20 min", "run.limit=1200 s");
  const { done, known } = await conduct(parts, { ...conductor, store: memoryStore() });
  expect([done, known]).toEqual([24, 0]);
  const [a, b] = parts.map(({ inquiry }) => JSON.stringify(inquiry.answer()));
  expect(a).toBe(b);
});
