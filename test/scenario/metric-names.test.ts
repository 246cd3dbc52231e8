import { expect, it } from "vitest";
import { metrics } from "../../sim/metrics/registry.ts";
import { metricNames, withoutUnit } from "../../sim/scenario/metric-names.ts";

it("a metric has the same unit in an expectation and in a result", () => {
  const defined = new Map([...metrics.values()].map(({ name, unit }) => [name, unit]));
  expect(metricNames.filter(({ name, unit }) => defined.has(name) && defined.get(name) !== unit)).toEqual([]);
});

it("every metric that is defined may be expected", () => {
  const names = metricNames.map(({ name }) => name);
  expect([...metrics.values()].map(({ name }) => name).filter((name) => !names.includes(name))).toEqual([]);
});

it("a name without its unit is unique, but for lags in seconds and in bytes", () => {
  const short = metricNames.map(({ name }) => withoutUnit(name));
  expect(short.filter((name, index) => short.indexOf(name) !== index)).toEqual(["replicationLag"]);
});
