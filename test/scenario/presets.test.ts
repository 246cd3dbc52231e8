import { describe, expect, it } from "vitest";
import { assumptionsOf } from "../../sim/scenario/assumptions.ts";
import { loadScenarioOrThrow } from "../../sim/scenario/load.ts";
import { presets } from "../../sim/scenario/presets/registry.ts";
import { edited, example } from "./example.ts";

describe("every preset", () => {
  const withPreset = (name: string, section: string): string => {
    if (section === "cluster") return edited("preset: postgresql-15", `preset: ${name}`);
    if (section === "failures") return `${example}\nfailures: { preset: ${name} }\n`;
    if (section === "routing") return `${example}\nrouting: { preset: ${name} }\n`;
    if (section === "client") return example.replace(/near: (\w+)/, `near: $1, preset: ${name}`);
    if (section === "backup") return edited("preset: pgbackrest", `preset: ${name}`);
    const at = presets.get(name)?.parameters.some(({ value }) => value === "monitor") ? ", at: wuhan" : "";
    return example.replace(/^failover: .*$/m, `failover: { preset: ${name}${at} }`);
  };

  it.each([...presets.values()].map(({ name, section }) => [name, section]))(
    "%s is accepted in its section",
    (name, section) => {
      const scenario = loadScenarioOrThrow(withPreset(name, section));
      const { parameters } = presets.get(name) ?? { parameters: [] };
      const kind = parameters.find(({ key }) => key === "kind");
      if (kind) expect(scenario.failover.kind).toBe(kind.value);
      for (const { source, mark } of parameters) {
        expect(source.length).toBeGreaterThan(10);
        expect(["verified", "memory", "assumption"]).toContain(mark);
      }
    },
  );
});

it("an explicit value wins over a preset, a preset over a default", () => {
  const { failover } = loadScenarioOrThrow(edited("preset: patroni", "preset: pigsty-fast, loop: 4 s"));
  // pigsty-fast has ttl 20 s and loop 5 s; the default ttl is 30 s
  expect(failover).toMatchObject({ ttl: 20e6, loop: 4e6, retry: 5e6 });
});

it("a distribution that is written replaces the preset's as a whole", () => {
  const text = edited(
    "preset: postgresql-15",
    "preset: postgresql-15\n    node: { flush: { kind: exponential, mean: 1 ms } }",
  );
  expect(loadScenarioOrThrow(text).clusters.orders?.node.flush).toEqual({ kind: "exponential", mean: 1000 });
});

it("a cluster may have its own failover with a preset", () => {
  const text = edited("    prefers: shanghai", "    prefers: shanghai\n    failover: { preset: runbook }");
  expect(loadScenarioOrThrow(text).clusters.orders?.failover).toMatchObject({
    kind: "manual",
    fence: { value: 60e6 },
  });
});

describe("assumptions", () => {
  const unverified = (text: string) => assumptionsOf(loadScenarioOrThrow(text)).map(({ path }) => path);

  it("are the defaults and preset values in force that nobody has verified", () => {
    const all = assumptionsOf(loadScenarioOrThrow(example));
    expect(all.every(({ mark }) => mark !== "verified")).toBe(true);
    expect(all).toContainEqual({
      path: "routing.convergence",
      value: "0.2 s",
      source: "our assumption: a precomputed alternative",
      mark: "assumption",
    });
  });

  it("are gone once the value is written", () => {
    expect(unverified(example)).toContain("routing.convergence");
    expect(unverified(edited("clusters:", "routing: { convergence: 0.2 s }\nclusters:"))).not.toContain(
      "routing.convergence",
    );
  });

  it("include round trips from the map", () => {
    expect(unverified(example)).toContain("links.to-wuhan-1.rtt");
    expect(unverified(example)).not.toContain("links.carrier-1.rtt");
  });

  it("include kinds that are our own simplification", () => {
    expect(unverified(example)).toContain("workload.orders.arrivals.kind");
  });

  it("count the same default of several clusters once", () => {
    expect(unverified(example).filter((path) => path.endsWith("node.servers"))).toEqual([
      "clusters.*.node.servers",
    ]);
  });

  it("do not include verified values", () => {
    expect(unverified(example)).not.toContain("failover.ttl");
  });
});
