// What a population counts among all, where some rest at the weekend.
import { expect, it } from "vitest";
import { demandWeights } from "../../sim/metrics/demand-weights.ts";
import { days, hours } from "../../sim/quantity/time.ts";
import { GrowingTable } from "../../sim/workload/growing-table.ts";
import { RateTable } from "../../sim/workload/rate-table.ts";

const perDay = 1 / days(1);
const office = [7, 7, 7, 7, 7, 0, 0].map((writes) => writes * perDay);
const daily = new RateTable([2 * perDay, 0], hours(12), 0);

it("loads that repeat daily are weighed over a day, wherever it begins", () => {
  expect(demandWeights([daily, RateTable.constant(perDay)])).toEqual([
    daily.expected(0, days(1)),
    RateTable.constant(perDay).expected(0, days(1)),
  ]);
});

it("with one that rests at the weekend, over a week, on whatever day the run begins", () => {
  for (let day = 0; day < 7; day++) {
    const [weekly, other] = demandWeights([new RateTable(office, days(1), days(day)), daily]);
    expect(weekly).toBeCloseTo(35, 9);
    expect(other).toBeCloseTo(7, 9);
  }
});

it("one that grows is weighed over its period as well", () => {
  const growth = { perYear: 0.5, for: days(365) };
  const [grown] = demandWeights([new GrowingTable(office, { slot: days(1), start: 0, growth })]);
  expect(grown).toBeCloseTo(35, 9);
});
