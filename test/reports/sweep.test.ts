// What a sweep and a search say in words: chance is named, and so is what could not be answered.
import { expect, it } from "vitest";
import { solveMarkdown } from "../../reports/solve-markdown.ts";
import { solveReport } from "../../reports/solve-terminal.ts";
import { sweepMarkdown } from "../../reports/sweep-markdown.ts";
import { sweepReport } from "../../reports/sweep-terminal.ts";
import { shortNames } from "../../reports/view/sweep-rows.ts";
import { openSolve } from "../../sim/experiment/solve/open-solve.ts";
import { solveResult } from "../../sim/experiment/solve/result.ts";
import { Search } from "../../sim/experiment/solve/solve.ts";
import type { SweepTerms } from "../../sim/experiment/sweep/open-sweep.ts";
import { type SweepResult, sweepResult } from "../../sim/experiment/sweep/result.ts";
import { Sweep } from "../../sim/experiment/sweep/sweep.ts";
import { answerer, type Model, noise, opened, SWEEP, sha256 } from "../experiment/sweep/answered.ts";

const options = { paint: (_: string, text: string) => text, arguments: "small.yaml" };

async function swept(change: Partial<SweepTerms>, model: Model): Promise<SweepResult> {
  const subject = opened(change);
  const sweep = new Sweep(subject.order);
  const { ask } = answerer(model);
  await ask(sweep.parts);
  await sweep.goOn(ask);
  return sweepResult(subject, sweep.answers());
}

const flat = (text: string): string => text.replace(/\s+/g, " ");
const ms = (set: number | undefined): number => (set ?? 27e3) / 1e3;
const rising: Model = (set, r) => ({ rtoAchievedSeconds: 60 + ms(set) + noise(r) });

it("a row has the value and its difference from the base, and fits into 100 columns", async () => {
  const text = sweepReport(await swept({}, rising), options);
  expect(text).toMatch(/^1 \*\s+10ms\s+met\s+1 min 10 s\s+-17 s \[-17, -17\] s$/m);
  for (const line of text.split("\n")) expect(line.length, line).toBeLessThanOrEqual(100);
});

it("a large sweep shows what nothing beats, the choice and the base, and says how much is left out", async () => {
  const axes = [{ option: "--range" as const, text: "links.carrier-1.rtt=10ms..500ms/50" }];
  const result = await swept({ axes, goal: { measure: "rtoAchieved", direction: "minimise" } }, rising);
  const text = sweepReport(result, options);
  expect(text).toContain("41 more points");
  expect(flat(text)).toContain(
    "Of 51 designs, point 1 (links.carrier-1.rtt=10 ms) has the least rtoAchieved mean",
  );
  expect(sweepMarkdown(result, options).match(/^\| \d+/gm)).toHaveLength(50);
});

it("what has no value says why", async () => {
  const pareto = ["rtoAchieved p99 for site-loss", "commitLatency p99", "rtoAchieved for site-loss"];
  const text = flat(sweepReport(await swept({ pareto }, rising), options));
  expect(text).toContain("rtoAchieved p99 for site-loss (a p99 needs 100 replications: -n 100)");
  expect(text).toContain("commitLatency p99 (a p99 needs 100 replications: -n 100)");
});

it("no design that surely meets is a sentence, not a blank", async () => {
  const goal = { measure: "rtoAchieved for site-loss", direction: "minimise" as const };
  const result = await swept({ goal, mustMeet: true }, () => ({ rtoAchievedSeconds: 90_000 }));
  expect(flat(sweepReport(result, options))).toContain("No design surely meets every objective.");
});

it("designs that were not told apart are named together", async () => {
  const best = { measure: "rtoAchieved for site-loss", indifference: "10 ms", confidence: 0.95, most: 40 };
  const result = await swept({ best }, (set, r) => ({ rtoAchievedSeconds: 50 + noise(r * (1 + ms(set))) }));
  expect(flat(sweepReport(result, options))).toContain("Not told apart after 40 replications: ");
});

it("the Markdown can be typed again", async () => {
  const text = sweepMarkdown(await swept({}, rising), { arguments: "small.yaml --grid a=1,2" });
  expect(text).toContain("twinsite sweep small.yaml --grid a=1,2");
});

it("axes have the shortest names that tell them apart", () => {
  expect(shortNames(["failover.ttl", "clients.east.redirect.ttl", "run.limit"])).toEqual([
    "failover.\nttl",
    "redirect.\nttl",
    "limit",
  ]);
});

async function solved(model: Model) {
  const { axes: _, disruptions: __, pareto: ___, mustMeet: ____, ...terms } = SWEEP;
  const asked = {
    objective: "rtoAchieved mean <= 60 s for site-loss",
    path: "links.carrier-1.rtt",
    confirms: false,
  };
  const opening = openSolve({ ...terms, ...asked, between: "10ms..300ms" }, sha256);
  if (!("opened" in opening)) throw new Error(JSON.stringify(opening));
  const search = new Search(opening.opened.order);
  const { ask } = answerer(model);
  await ask(search.parts);
  await search.goOn(ask);
  return solveResult(opening.opened, search.solved());
}

it("a threshold is a sentence with what is sure on both sides", async () => {
  const result = await solved((set, r) => ({ rtoAchievedSeconds: ms(set) / 2 + noise(r) }));
  expect(flat(solveReport(result, options))).toMatch(
    /for site-loss: links\.carrier-1\.rtt up to 1[12][\d.]+ ms \(surely up to 1[12][\d.]+ ms, surely not from 1[12][\d.]+ ms\)\./,
  );
  expect(solveMarkdown(result, options)).toContain("| 300 ms | missed | 2 min 30 s |");
});

it("a response with a hump is said to turn back, with all its thresholds", async () => {
  const hump: Model = (set, r) => ({ rtoAchievedSeconds: 70 - Math.abs(ms(set) - 60) / 2 + noise(r) });
  const text = flat(solveReport(await solved(hump), options));
  expect(text).toContain("crosses the target 2 times");
  expect(text).toContain("The response is not monotone: it turns back between");
});
