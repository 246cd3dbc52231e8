// Thresholds of made-up responses, where the answer is known: monotone, falling, with a hump, never and always met.
import { expect, it } from "vitest";
import { openSolve, type SolveTerms } from "../../../sim/experiment/solve/open-solve.ts";
import { type SolveResult, solveResult } from "../../../sim/experiment/solve/result.ts";
import { Search } from "../../../sim/experiment/solve/solve.ts";
import { parseAmount } from "../../../sim/quantity/amount.ts";
import { SMALL } from "../runs.ts";
import { answerer, type Model, noise, sha256 } from "../sweep/answered.ts";

const TERMS: SolveTerms = {
  file: "small.yaml",
  text: SMALL,
  attachments: {},
  overrides: [],
  objective: "rtoAchieved mean <= 60 s for site-loss",
  path: "links.carrier-1.rtt",
  between: "10ms..300ms",
  question: "drill",
  resolution: "fluid",
  replications: 40,
  years: 1,
  confirms: false,
};

async function solved(change: Partial<SolveTerms>, model: Model): Promise<SolveResult> {
  const opening = openSolve({ ...TERMS, ...change }, sha256);
  if (!("opened" in opening)) throw new Error(JSON.stringify(opening));
  const search = new Search(opening.opened.order);
  const { ask } = answerer(model);
  await ask(search.parts);
  await search.goOn(ask);
  return solveResult(opening.opened, search.solved());
}

const seconds = (text: string | undefined): number => (parseAmount(text ?? "")?.value ?? Number.NaN) / 1e6;
const ms = (set: number | undefined): number => (set ?? 0) / 1e3;
/** 60 s at 120 ms. */
const rising: Model = (set, r) => ({ rtoAchievedSeconds: ms(set) / 2 + noise(r) });

it("a rising response has one threshold, within a per cent, with its interval around it", async () => {
  const { answer, thresholds, reversals, tried } = await solved({}, rising);
  expect([answer, reversals]).toEqual(["threshold", []]);
  const [{ side, keeps, breaks, met, missed } = thresholds[0] as never] = thresholds;
  expect(side).toBe("up to");
  const mean = Array.from({ length: 40 }, (_, i) => noise(i + 1)).reduce((sum, each) => sum + each, 0) / 40;
  const exact = (60 - mean) * 2e-3;
  expect(seconds(keeps)).toBeLessThanOrEqual(exact);
  expect(seconds(breaks)).toBeGreaterThan(exact);
  expect(seconds(breaks) / seconds(keeps)).toBeLessThan(1.0101);
  expect(seconds(met)).toBeLessThanOrEqual(seconds(keeps));
  expect(seconds(missed)).toBeGreaterThanOrEqual(seconds(breaks));
  expect(tried.length).toBeLessThan(35);
});

it("what is sure is sure: the verdicts of all values that were tried follow the edges", async () => {
  const { thresholds, tried } = await solved({}, (set, r) => ({
    rtoAchievedSeconds: ms(set) / 2 + 20 * noise(r),
  }));
  const [threshold] = thresholds;
  for (const { setting, verdict } of tried) {
    const [at, met, missed] = [setting, threshold?.met, threshold?.missed].map(seconds) as [
      number,
      number,
      number,
    ];
    expect(verdict, setting).toBe(at <= met ? "met" : at >= missed ? "missed" : "undecided");
  }
  expect(seconds(threshold?.missed) / seconds(threshold?.met)).toBeGreaterThan(1.05);
});

it("a falling response is kept from the threshold on", async () => {
  const { thresholds } = await solved({}, (set) => ({ rtoAchievedSeconds: 6000 / ms(set) }));
  expect(thresholds).toHaveLength(1);
  expect(thresholds[0]?.side).toBe("from");
  expect(seconds(thresholds[0]?.keeps)).toBeCloseTo(0.1, 2);
});

it("a hump is not monotone, and both crossings are found", async () => {
  const hump: Model = (set, r) => ({ rtoAchievedSeconds: 70 - Math.abs(ms(set) - 60) / 2 + noise(r) });
  const { answer, thresholds, reversals } = await solved({}, hump);
  expect(answer).toBe("several");
  expect(thresholds.map(({ side }) => side)).toEqual(["up to", "from"]);
  expect(thresholds.map(({ keeps }) => Math.round(seconds(keeps) * 100))).toEqual([4, 8]);
  expect(reversals.length).toBeGreaterThan(0);
});

it("a response that never meets the target says so, and one that always does", async () => {
  const constant =
    (value: number): Model =>
    () => ({ rtoAchievedSeconds: value });
  expect(await solved({}, constant(61))).toMatchObject({ answer: "never", isSure: true, thresholds: [] });
  expect(await solved({}, constant(59))).toMatchObject({ answer: "always", isSure: true, thresholds: [] });
  const wide: Model = (_, r) => ({ rtoAchievedSeconds: 59 + 40 * noise(r) });
  expect(await solved({}, wide)).toMatchObject({ isSure: false });
});

it("quantiles, counts and whole numbers are solved for too", async () => {
  const { thresholds } = await solved(
    {
      path: "clusters.orders.members.shanghai",
      between: "2..40",
      objective: "lostTransactions p50 >= 15 for site-loss",
    },
    (set) => ({ lostTransactions: set ?? 0 }),
  );
  expect(thresholds).toEqual([{ side: "from", keeps: "15", breaks: "14", met: "15", missed: "14" }]);
});

it("without a bracket it looks around what is written, in the unit of the file", async () => {
  const { between, asItIs } = await solved({ between: undefined as never }, rising);
  expect(asItIs).toBe("27 ms");
  expect(between).toEqual(["0.84 ms", "860 ms"]);
});

it("the edges are asked again write by write", async () => {
  const { confirmed, thresholds } = await solved({ confirms: true }, rising);
  const { met, missed } = thresholds[0] ?? {};
  expect(confirmed?.map(({ setting, verdict }) => [setting, verdict])).toEqual([
    [met, "met"],
    [missed, "missed"],
  ]);
});

it.each<[Partial<SolveTerms>, RegExp]>([
  [{ objective: "rtoAcheived <= 60 s" }, /did you mean `rtoAchieved`/],
  [{ objective: "rtoAchieved <= 60" }, /has no unit/],
  [{ objective: "rtoAchieved < 60 s" }, /write `<=`/],
  [{ between: "10ms" }, /expected two quantities/],
  [{ between: "10ms..2 Gbit/s" }, /is a duration and/],
  [{ path: "failover.ttl", between: undefined as never }, /nothing is written there: say where to look/],
  [{ path: "failover.kind", between: undefined as never }, /says nothing of its size/],
])("%s says what was expected", (change, message) => {
  const opening = openSolve({ ...TERMS, ...change }, sha256);
  expect("problems" in opening ? opening.problems.join("\n") : JSON.stringify(opening)).toMatch(message);
});

it("a parameter that does not exist is underlined in --vary", () => {
  const opening = openSolve({ ...TERMS, path: "links.carrier-1.rtl" }, sha256);
  expect(opening).toMatchObject({
    diagnostics: [{ file: "--vary", line: 1, column: 17, hint: expect.stringContaining("`rtt`") }],
  });
});
