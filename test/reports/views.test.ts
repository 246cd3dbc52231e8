import { expect, test } from "vitest";
import { chainOf } from "../../reports/view/causes.ts";
import { assumptionsByWeight } from "../../reports/view/caveats.ts";
import { cellOf } from "../../reports/view/cell.ts";
import { drillRows } from "../../reports/view/drill-rows.ts";
import { worstStory } from "../../reports/view/story.ts";
import { wrap } from "../../reports/view/wrap.ts";
import type { LoggedEvent } from "../../sim/index.ts";
import type { Instant } from "../../sim/quantity/time.ts";
import { estimateOf } from "../../sim/statistics/estimate.ts";
import { aRun } from "../experiment/runs.ts";
import { aResult, runsOf } from "./results.ts";

const none = () => 0;
const counting = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

test("a cell is median, p99 and the interval of the p99", () => {
  // of 1..400: ranks 200, 396, and [392, 400]
  expect(cellOf(estimateOf({ unit: "s", values: counting(400) }))).toEqual({
    median: "3 min 20 s",
    tail: "6 min 36 s",
    interval: "[6.5, 6.7] min", // two digits: with three it would not fit into its column
  });
});

test("a cell says why there is no interval", () => {
  expect(cellOf(estimateOf({ unit: "s", values: counting(200) })).interval).toBe("n = 200 < 368");
  const censored = estimateOf({ unit: "s", values: counting(390), censored: 10, beyond: 3600 });
  expect(cellOf(censored)).toEqual({ median: "3 min 20 s", tail: "> 1 h", interval: "10/400 never" });
  const all = estimateOf({ unit: "s", values: [], censored: 40, beyond: 3600 });
  expect(cellOf(all)).toEqual({ median: "> 1 h", tail: "> 1 h", interval: "40/40 never" });
});

test("0 in 400 runs is bounded by 0.75 %", () => {
  const cell = cellOf(estimateOf({ unit: "count", values: new Array(400).fill(0) }));
  expect(cell).toEqual({ median: "0", tail: "0", interval: "<0.75 % (95 %)" });
});

test("below 100 runs the second line is the maximum, and the row says so", () => {
  const [row] = drillRows(aResult(runsOf("a", 20, { rto: (i) => i + 1, lost: none })));
  expect(row).toMatchObject({ tail: "max", outage: { tail: "20 s" } });
});

test("worst first: missed, then never recovered, then the longest outage, then the greatest loss; not modelled last", () => {
  const runs = [
    ...runsOf("impossible", 10, { rto: none, lost: none, differing: { modelled: false, reason: "no link" } }),
    ...runsOf("calm", 10, { rto: none, lost: none }),
    ...runsOf("lossy", 10, { rto: none, lost: () => 5 }),
    ...runsOf("long", 10, { rto: () => 100, lost: none }),
    ...runsOf("never", 10, { rto: () => 10, lost: none, never: 1 }),
    ...runsOf("missed", 10, { rto: () => 50, lost: none }),
  ];
  const objective = {
    expression: "rtoAchieved max <= 40 s for missed",
    metric: "rtoAchievedSeconds",
    statistic: "max" as const,
    comparison: "<=" as const,
    threshold: 40,
    disruption: "missed",
  };
  const rows = drillRows(aResult(runs, [objective]));
  expect(rows.map(({ name }) => name)).toEqual(["missed", "never", "long", "lossy", "calm", "impossible"]);
  expect(rows[0]?.verdict).toEqual({ verdict: "missed", such: 1, of: 1 });
  expect(rows[5]?.notModelled).toBe("no link");
});

test("one sentence names the quantile, its run, the longest phase and what set it", () => {
  // outages 1..400 s: the p99 is run 396 with 396 s, three quarters of it in detect
  const story = worstStory(aResult(runsOf("site-loss", 400, { rto: (i) => i + 1, lost: none })));
  expect(story?.sentence).toBe(
    "99 % of the runs are down for at most 6 min 36 s (95 % interval [6.53, 6.67] min). " +
      "Of the 6 min 36 s in run 396, 4 min 57 s went to `detect`, set by `failover.ttl`.",
  );
  expect(story?.replication).toBe(400);
});

test("runs that never came back are in the sentence first", () => {
  const story = worstStory(aResult(runsOf("d", 400, { rto: () => 30, lost: () => 7, never: 8 })));
  expect(story?.sentence).toMatch(/^Service never came back in 8 of 400 runs\. Half of the runs are down/);
  expect(story?.sentence).toContain("99 % of the runs lose at most 7 transactions, the oldest 70 ms old.");
});

test("assumptions that set a phase come first, whatever name stands for the star", () => {
  const result = aResult(runsOf("d", 10, { rto: () => 30, lost: none }));
  expect(assumptionsByWeight(result).map(({ path }) => path)).toEqual([
    "clients.*.redirect.ttl",
    "failover.ttl",
    "clusters.*.dataset",
  ]);
});

test("the chain of causes leads from the fault to what ended the outage", () => {
  const event = (id: number, seconds: number, name: string, cause?: number): LoggedEvent => ({
    id,
    at: (seconds * 1e6) as Instant,
    name,
    subject: "s",
    text: name,
    ...(cause !== undefined && { cause }),
  });
  const events = [
    event(1, 5, "faultBegan"),
    event(2, 6, "streamClosed", 1),
    event(3, 28, "promoted", 1),
    event(4, 28, "writerStarted", 3),
    event(5, 35, "connectionsChanged", 4),
    event(6, 900, "connectionsChanged", 4),
  ];
  const phases = [{ name: "detect", setBy: "failover.ttl", micros: 30e6 }];
  expect(chainOf(events, aRun(1, { phases })).map(({ id }) => id)).toEqual([1, 3, 4, 5]);
  expect(chainOf(events, aRun(1))).toEqual([]);
});

test("lines break between words", () => {
  expect(wrap("one two three four", 9)).toEqual(["one two", "three", "four"]);
  expect(wrap("", 9)).toEqual([]);
});
