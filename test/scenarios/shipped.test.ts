import { describe, expect, test } from "vitest";
import { partRegistries } from "../../sim/experiment/part-registries.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import { load, names, scenarioOf } from "./shipped.ts";

describe.each(names)("%s", (name) => {
  test("loads without an error", () => {
    const errors = load(name).diagnostics.filter(({ severity }) => severity === "error");
    expect(errors).toEqual([]);
  });

  test("asks a question, breaks something and expects something of it", () => {
    const { question, disruptions, expect: expectations } = scenarioOf(name);
    expect(question).toMatch(/\?$/);
    expect(Object.keys(disruptions).length).toBeGreaterThanOrEqual(2);
    expect(expectations.length).toBeGreaterThanOrEqual(3);
  });
});

/** Which kinds of a noun a scenario uses. A new noun needs a line here. */
const usedBy: Readonly<
  Record<string, (scenario: Scenario) => readonly ({ readonly kind: string } | undefined)[]>
> = {
  shape: ({ replication, clusters }) => [replication.shape, ...each(clusters, ({ shape }) => shape)],
  acknowledgement: ({ replication, clusters }) => [
    replication.acknowledge,
    ...each(replication.edges, ({ acknowledge }) => acknowledge),
    ...each(clusters, ({ acknowledge }) => acknowledge),
  ],
  "congestion control": ({ replication }) => [replication.transport],
  "failover policy": ({ failover, clusters }) => [
    failover,
    ...each(clusters, ({ failover: own }) => own),
    ...each(clusters, ({ takeover }) => takeover),
  ],
  redirect: ({ clients }) => each(clients, ({ redirect }) => redirect),
  "arrival process": ({ workload }) => each(workload, ({ arrivals }) => arrivals),
  fault: ({ disruptions }) => each(disruptions, ({ faults, while: before }) => [...before, ...faults]).flat(),
  "failure source": ({ failures }) => Object.keys(failures ?? {}).map((kind) => ({ kind })),
};

function each<Entry, Out>(section: Readonly<Record<string, Entry>>, of: (entry: Entry) => Out): Out[] {
  return Object.values(section).map(of);
}

test("every registered kind is used by some scenario", () => {
  const scenarios = names.map((name) => scenarioOf(name));
  const unused = partRegistries.flatMap(({ noun, parts }) => {
    const used = new Set(
      scenarios.flatMap((scenario) => (usedBy[noun]?.(scenario) ?? []).map((part) => part?.kind)),
    );
    return [...parts.keys()].filter((kind) => !used.has(kind)).map((kind) => `${noun}: ${kind}`);
  });
  expect(unused).toEqual([]);
});
