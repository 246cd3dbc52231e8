// A sweep from its terms to its document: on a made-up system where the answers are known, and on a simulated one.
import { expect, it } from "vitest";
import type { Executor } from "../../../sim/experiment/executor.ts";
import { inProcessExecutor } from "../../../sim/experiment/in-process-executor.ts";
import { conduct } from "../../../sim/experiment/study/conduct.ts";
import { memoryStore } from "../../../sim/experiment/study/result-store.ts";
import type { SweepTerms } from "../../../sim/experiment/sweep/open-sweep.ts";
import { sweepResult } from "../../../sim/experiment/sweep/result.ts";
import { Sweep } from "../../../sim/experiment/sweep/sweep.ts";
import { answerer, type Model, noise, opened, sha256 } from "./answered.ts";

async function swept(change: Partial<SweepTerms>, model: Model) {
  const subject = opened(change);
  const sweep = new Sweep(subject.order);
  const asked = answerer(model);
  await asked.ask(sweep.parts);
  await sweep.goOn(asked.ask);
  return { result: sweepResult(subject, sweep.answers()), runs: asked.runs };
}

const RTO = "rtoAchieved mean for site-loss";
const RPO = "rpoAchieved mean for site-loss";
const ms = (set: number | undefined): number => (set ?? 27e3) / 1e3;

it("every point is paired with the base case: what both meet alike cancels", async () => {
  const { result } = await swept({}, (set, r) => ({ rtoAchievedSeconds: 100 + ms(set) + 50 * noise(r) }));
  const differences = result.points.map(({ differences: { [RTO]: own } }) => own);
  expect(differences.map((each) => each?.mean)).toEqual(
    [-17, -7, 3, 13].map((each) => expect.closeTo(each, 9)),
  );
  for (const each of differences) expect((each?.high ?? 1) - (each?.low ?? 0)).toBeLessThan(1e-9);
  expect(result.base?.values[RTO]?.high).toBeGreaterThan((result.base?.values[RTO]?.low ?? 0) + 10);
});

it("a point that is the base case does not differ from it, and neither needs an interval to say so", async () => {
  const { result } = await swept(
    { axes: [{ option: "--grid", text: "links.carrier-1.rtt=27 ms" }] },
    (set, r) => ({ rtoAchievedSeconds: ms(set) + noise(r) }),
  );
  expect(result.points[0]?.differences[RTO]).toEqual({ mean: 0, low: 0, high: 0, n: 20 });
});

it("the Pareto set is what nothing beats, and chance is named where it may be all", async () => {
  // rto falls and rpo rises with the setting, but 40 ms is worse in both, and 30 ms hardly differs from 20 ms.
  const rto: Record<number, number> = { 10: 30, 20: 20, 27: 60, 30: 20, 40: 40 };
  const rpo: Record<number, number> = { 10: 1, 20: 2, 27: 9, 30: 2, 40: 8 };
  const { result } = await swept(
    { pareto: ["rtoAchieved for site-loss", "rpoAchieved for site-loss"] },
    (set, r) => ({
      rtoAchievedSeconds: (rto[ms(set)] ?? 0) + noise(r) + (ms(set) === 30 ? 0.1 + noise(3 * r) : 0),
      rpoAchievedSeconds: (rpo[ms(set)] ?? 0) + noise(r),
    }),
  );
  expect(result.pareto.measures).toEqual([RTO, RPO]);
  expect(result.pareto.points).toEqual([1, 2]);
  expect(result.pareto.near).toEqual([3]);
});

it("the choice is the least of those that surely meet, the others that are as good stand beside it", async () => {
  const model: Model = (set, r) => ({
    rtoAchievedSeconds:
      24 * 3600 - 5 + (ms(set) === 10 ? 100 : 0) + (ms(set) === 20 ? 5 : 0) + 0.1 * noise(r),
    rpoAchievedSeconds: ms(set) > 30 ? 3 : 2,
  });
  const terms: Partial<SweepTerms> = {
    text: opened().order.subjects[0]?.design.text.replace("p50 <= 24 h", "mean <= 24 h") ?? "",
    goal: { measure: "rpoAchieved for site-loss", direction: "minimise" },
    mustMeet: true,
  };
  const { result } = await swept(terms, model);
  expect(result.points.map(({ verdict }) => verdict)).toEqual(["missed", "undecided", "met", "met"]);
  expect(result.choice).toEqual({
    measure: RPO,
    direction: "minimise",
    mustMeet: true,
    point: 0,
    asGood: [3],
    qualified: 3,
    undecided: [2],
  });
});

it("replications are added where a value is not precise, up to what it takes, and not where it is", async () => {
  const spread: Record<number, number> = { 10: 1, 20: 80, 27: 1, 30: 1, 40: 1 };
  const model: Model = (set, r) => ({ rtoAchievedSeconds: 100 + (spread[ms(set)] ?? 0) * noise(r) });
  const { result, runs } = await swept({ precision: { relative: 0.05, most: 1000 } }, model);
  expect(result.precision?.missed).toEqual([]);
  const [first, second, ...others] = result.points.map(({ replications }) => replications);
  expect([first, ...others]).toEqual([20, 20, 20]);
  expect(second).toBeGreaterThan(100);
  const { value = 0, low = 0, high = 0 } = result.points[1]?.values[RTO] ?? {};
  expect((high - low) / 2 / value).toBeLessThanOrEqual(0.05 / 1.05);
  // Nothing was asked for twice.
  expect(runs).toBe(4 * 20 + (second as number));
});

it("what cannot be made precise within the budget is named", async () => {
  const { result } = await swept({ precision: { relative: 0.001, most: 40 } }, (set, r) => ({
    rtoAchievedSeconds: ms(set) + 5 * noise(r),
  }));
  expect(result.precision?.missed).toEqual([0, 1, 2, 3, 4]);
  expect(result.points.map(({ replications }) => replications)).toEqual([40, 40, 40, 40]);
});

it("the best is selected with as many replications as it takes, what left the race is named", async () => {
  const best = { measure: "rtoAchieved for site-loss", indifference: "2 s", confidence: 0.95, most: 5000 };
  const { result } = await swept({ best }, (set, r) => ({
    // The noise is each design's own: pairing does not help.
    rtoAchievedSeconds: 100 + Math.abs(ms(set) - 20) + 20 * noise(r * (1 + ms(set))),
  }));
  expect(result.selection?.best.map(({ point }) => point)).toEqual([2]);
  expect(result.selection?.eliminated).toHaveLength(4);
  expect(result.selection?.replications).toBeGreaterThan(20);
});

it("designs that a budget cannot tell apart are shown as such", async () => {
  const best = { measure: "rtoAchieved for site-loss", indifference: "10 ms", confidence: 0.95, most: 60 };
  const { result } = await swept({ best }, (set, r) => ({
    rtoAchievedSeconds: (ms(set) === 40 ? 200 : 100) + noise(r * (1 + ms(set))),
  }));
  expect(result.selection?.best.map(({ point }) => point).toSorted()).toEqual([0, 1, 2, 3]);
  expect(result.selection?.replications).toBe(60);
});

it("a selection says why there is none", async () => {
  const best = { measure: "rtoAchieved for site-loss", indifference: "1 s", confidence: 0.95, most: 60 };
  const { result } = await swept({ best, replications: 5 }, (_, r) => ({ rtoAchievedSeconds: noise(r) }));
  expect(result.selection).toMatchObject({
    best: [],
    reason: "it needs 10 replications to begin with, there are 5",
  });
});

it("a metric without a value for each replication cannot be selected by", async () => {
  const best = { measure: "commitLatency", indifference: "1 ms", confidence: 0.95, most: 60 };
  const { result } = await swept({ best }, (_, r) => ({ rtoAchievedSeconds: noise(r) }));
  expect(result.selection?.reason).toMatch(/no value for each replication/);
});

it("the best few are confirmed write by write, against a base case of single writes", async () => {
  const subject = opened({ confirm: 1 });
  const sweep = new Sweep(subject.order);
  const asked = answerer((set, r) => ({ rtoAchievedSeconds: ms(set) + noise(r) }));
  const resolutions = new Set<string>();
  await asked.ask(sweep.parts);
  await sweep.goOn(async (parts) => {
    for (const { inquiry } of parts) for (const job of inquiry.jobs) resolutions.add(job.resolution);
    await asked.ask(parts);
  });
  const { confirmed } = sweepResult(subject, sweep.answers());
  expect([...resolutions]).toEqual(["transaction"]);
  expect(confirmed?.points.map(({ point }) => point)).toEqual([0, 1]);
});

it("a point that was not finished is left out, and the document says so", async () => {
  const subject = opened();
  const sweep = new Sweep(subject.order);
  await answerer((set) => ({ rtoAchievedSeconds: ms(set) })).ask(sweep.parts.slice(0, 3));
  const result = sweepResult(subject, sweep.answers());
  expect(result.points.map(({ point }) => point)).toEqual([1, 2]);
  expect(result.partial).toEqual({ finished: 3, planned: 5 });
});

const inDisorder = (executor: Executor): Executor => ({
  run: (jobs, deliver, cancellation) => {
    const last = jobs.length - 1;
    return executor.run([...jobs].reverse(), (i, result) => deliver(last - i, result), cancellation);
  },
});

it("simulated, it has the same bytes in whatever order its units are done", async () => {
  const of = async (executor: Executor): Promise<string> => {
    const inFlight = "disruptions.site-loss=[ { kind: site-loss, site: shanghai, inFlight: lost } ]";
    const subject = opened({
      overrides: [inFlight],
      replications: 12,
      pareto: ["rtoAchieved", "lostTransactions for site-loss"],
    });
    const sweep = new Sweep(subject.order);
    const conductor = { executor, hash: sha256, cancellation: { aborted: false } };
    await conduct(sweep.parts, { ...conductor, store: memoryStore() });
    await sweep.goOn((parts) => conduct(parts, { ...conductor, store: memoryStore() }));
    return JSON.stringify(sweepResult(subject, sweep.answers()));
  };
  const text = await of(inProcessExecutor());
  expect(await of(inDisorder(inProcessExecutor()))).toBe(text);
  // What is lost is what was on the way when the site died: it grows with the distance.
  const lost: number[] = JSON.parse(text).points.map(
    (point: { values: Record<string, { value: number }> }) =>
      point.values["lostTransactions mean for site-loss"]?.value,
  );
  expect(lost.map((each) => each / (lost[0] as number))).toEqual(
    [1, 2, 3, 4].map((times) => expect.closeTo(times, 1)),
  );
});
