// Every registered source of failures: it finds its components, names them, and breaks them by faults that exist.
import { describe, expect, it } from "vitest";
import { failuresPerYear, frequencies } from "../../sim/faults/frequency.ts";
import { faults } from "../../sim/faults/registry.ts";
import { failureSources } from "../../sim/faults/sources/registry.ts";
import { failureProcesses } from "../../sim/scenario/failures.ts";
import { loadScenarioOrThrow } from "../../sim/scenario/load.ts";
import { example } from "../scenario/example.ts";

const processesWith = (written: string) =>
  failureProcesses(loadScenarioOrThrow(`${example}\nfailures: ${written}\n`));
const typical = processesWith("{}");
const nodes = [
  "orders-shanghai-1",
  "orders-shanghai-2",
  "orders-beijing-1",
  "orders-beijing-2",
  "reports-a-shanghai-1",
  "reports-b-beijing-1",
];

describe.each([...failureSources.parts.keys()])("%s", (kind) => {
  const own = typical.filter(({ source }) => source === kind);

  it("has processes, each with a name, a component, a stream and a path of its own", () => {
    expect(own.length).toBeGreaterThan(0);
    for (const key of ["id", "draws"] as const)
      expect(new Set(typical.map((each) => each[key])).size).toBe(typical.length);
    for (const { id, subject, path, draws, source } of own) {
      expect(`${id} ${subject}`).not.toMatch(/undefined|\[object/);
      expect(path.startsWith(`failures.${kind}`)).toBe(true);
      expect(draws.startsWith(`${kind}/`)).toBe(true);
      expect(source).toBe(kind);
    }
  });

  it("breaks something by faults that are registered, for as long as its repair takes", () => {
    for (const { faults: broken } of own) {
      expect(broken.length).toBeGreaterThan(0);
      for (const fault of broken) {
        expect(faults.parts.has(fault.kind)).toBe(true);
        expect(fault.for).toBeUndefined();
        expect(fault.after).toBe(0);
      }
    }
  });

  it("happens at a rate above zero, uncertain by a named parameter", () => {
    for (const { perYear, process } of frequencies(own)) {
      expect(perYear).toBeGreaterThan(0);
      expect(perYear).toBeLessThan(100);
      for (const { name, sigma } of [...process.inputs.up, ...process.inputs.repair]) {
        expect(name.startsWith(`${kind}/`)).toBe(true);
        expect(sigma).toBeGreaterThanOrEqual(0);
      }
    }
  });

  it("never strikes where the scenario says so", () => {
    expect(processesWith(`{ ${kind}: never }`)).toEqual(typical.filter(({ source }) => source !== kind));
  });
});

it("the racks of a site hold each of its nodes once", () => {
  const racks = processesWith("{ rack-loss: { racks: 3, except: { beijing: { racks: 1 } } } }").filter(
    ({ source }) => source === "rack-loss",
  );
  const held = racks.map(({ faults: [fault] }) => (fault && "nodes" in fault ? fault.nodes : []));
  expect(held).toEqual([
    ["orders-shanghai-1"],
    ["orders-shanghai-2"],
    ["reports-a-shanghai-1"],
    ["orders-beijing-1", "orders-beijing-2", "reports-b-beijing-1"],
  ]);
  expect(held.flat().sort()).toEqual([...nodes].sort());
});

it("what hits a cluster hits one of its sites or all, as often in all as is written", () => {
  const hits = processesWith("{ operator-error: { every: 1000 h, repair: 0 s, everywhere: 25 % } }").filter(
    ({ source, id }) => source === "operator-error" && id.startsWith("cluster orders"),
  );
  expect(hits.map(({ id }) => id)).toEqual([
    "cluster orders/operator error",
    "cluster orders in shanghai/operator error",
    "cluster orders in beijing/operator error",
  ]);
  expect(failuresPerYear(hits)).toBeCloseTo(8.76, 9);
  expect(frequencies(hits).map(({ perYear }) => perYear / 8.76)).toEqual([
    expect.closeTo(0.25, 9),
    expect.closeTo(0.375, 9),
    expect.closeTo(0.375, 9),
  ]);
});

it("a release that hangs its nodes freezes every one of the cluster, where it is", () => {
  const hangs = processesWith("{ bad-release: { effect: hangs } }").filter(
    ({ source, subject }) => source === "bad-release" && subject === "cluster orders in beijing",
  );
  expect(hangs[0]?.faults).toMatchObject([
    { kind: "node-hang", node: "orders-beijing-1" },
    { kind: "node-hang", node: "orders-beijing-2" },
  ]);
});

it("bad releases come with releases: twice as many, or twice as bad, is twice as often", () => {
  const perYear = (terms: string): number =>
    failuresPerYear(
      processesWith(`{ bad-release: ${terms} }`).filter(({ source }) => source === "bad-release"),
    );
  const usual = perYear("{ releases: 30 d, bad: 1 %, repair: 0 s }");
  expect(perYear("{ releases: 15 d, bad: 1 %, repair: 0 s }")).toBeCloseTo(2 * usual, 9);
  expect(perYear("{ releases: 30 d, bad: 2 %, repair: 0 s }")).toBeCloseTo(2 * usual, 9);
  // Three clusters, 365 / 30 releases of one in a hundred each.
  expect(usual).toBeCloseTo((3 * 365) / 30 / 100, 9);
});
