import { expect, test } from "vitest";
import type { Clientele, ServedStep } from "../../../sim/cluster/clientele.ts";
import { ServedDemand } from "../../../sim/metrics/outlook/served-demand.ts";
import { RateTable } from "../../../sim/workload/rate-table.ts";

const PATIENCE = 2e6;

/** Clients whose plan a test writes. */
class Planned implements Clientele {
  readonly id: string;
  readonly service = "db";
  readonly share = 1;
  foreseen: readonly ServedStep[] = [];
  servedShare = 1;

  constructor(id: string) {
    this.id = id;
  }

  plan(...steps: [number, number][]): void {
    this.foreseen = steps.map(([seconds, serving]) => ({ at: seconds * 1e6, serving, reading: serving }));
  }
}

/** One write a second per population; stretches in seconds. */
function someDemand(weights: readonly number[] = [1]) {
  const clients = weights.map((_, i) => new Planned(`c${i}`));
  const told: [number, number, number][] = [];
  const demand = new ServedDemand(
    clients.map((clientele, i) => ({
      clientele,
      curve: RateTable.constant((weights[i] as number) * 1e-6),
      readsPerWrite: 4,
    })),
    PATIENCE,
    (from, to, share) => {
      const last = told.at(-1);
      if (last && last[2] === share) last[1] = to / 1e6;
      else told.push([from / 1e6, to / 1e6, share]);
    },
  );
  return { demand, clients, told, first: clients[0] as Planned };
}

test("a plan is told step by step once nothing can change it any more", () => {
  const { demand, first, told } = someDemand();
  first.plan([10, 0], [20, 0.5], [30, 1]);
  demand.review(10e6);
  demand.advance(21e6);
  expect(told).toEqual([
    [0, 10, 1],
    [10, 19, 0],
  ]);
  demand.advance(100e6);
  expect(told.slice(1)).toEqual([
    [10, 20, 0],
    [20, 30, 0.5],
    [30, 98, 1],
  ]);
});

test("a new plan replaces what the old one said of later, not of before", () => {
  const { demand, first, told } = someDemand();
  first.plan([10, 0], [20, 0.5], [30, 1]);
  demand.review(10e6);
  first.plan([10, 0], [20, 0.5], [25, 0], [40, 1]);
  demand.review(25e6);
  demand.settle(50e6);
  expect(told).toEqual([
    [0, 10, 1],
    [10, 20, 0],
    [20, 25, 0.5],
    [25, 40, 0],
    [40, 50, 1],
  ]);
});

test("that answers were late is known late, and counts from when they were", () => {
  const { demand, first, told } = someDemand();
  first.plan([0, 1]);
  demand.review(0);
  demand.advance(11e6);
  demand.answers("db", 10e6, false); // known at 12
  demand.advance(12e6);
  demand.answers("db", 18e6, true);
  demand.settle(30e6);
  expect(told).toEqual([
    [0, 10, 1],
    [10, 18, 0],
    [18, 30, 1],
  ]);
});

test("shares of populations weigh by their demand", () => {
  const { demand, clients, told } = someDemand([3, 1]);
  clients[0]?.plan([0, 1]);
  clients[1]?.plan([0, 1]);
  demand.review(0);
  clients[1]?.plan([5, 0], [9, 1]);
  demand.review(5e6);
  demand.settle(20e6);
  expect(told).toEqual([
    [0, 5, 1],
    [5, 9, 0.75],
    [9, 20, 1],
  ]);
});

test("what met nobody is expected from the rate, writes and reads", () => {
  const { demand, clients } = someDemand([3, 1]);
  clients[0]?.plan([0, 1]);
  clients[1]?.plan([5, 0.5], [9, 1]);
  demand.review(5e6);
  demand.settle(20e6);
  // 4 s at one write a second, half of them; four reads for each write.
  expect(demand.totals(1, 20e6)).toMatchObject({ unservedWrites: 2, unservedReads: 8 });
  expect(demand.totals(0, 20e6)).toMatchObject({ unservedWrites: 0, unservedReads: 0 });
  expect(demand.totals(0, 20e6).offeredWrites).toBeCloseTo(60, 9);
});

test("years in which nothing happens are one stretch", () => {
  const { demand, first, told } = someDemand();
  first.plan([0, 1]);
  demand.review(0);
  demand.settle(3e14);
  expect(told).toEqual([[0, 3e8, 1]]);
});

test("what a server turns away counts as unserved for as long as it was sampled", () => {
  const { demand, first, told } = someDemand();
  first.plan([0, 1]);
  demand.review(0);
  let turnedAway = 0;
  let accepted = 0;
  const sample = (now: number, away: number, taken: number): void => {
    turnedAway += away;
    accepted += taken;
    demand.sample(now, () => ({ offered: turnedAway + accepted, turnedAway, accepted }));
  };
  sample(1e6, 0, 10);
  sample(2e6, 5, 15);
  sample(3e6, 0, 10);
  demand.settle(10e6);
  expect(told).toEqual([
    [0, 1, 1],
    [1, 2, 0.75],
    [2, 10, 1],
  ]);
});
