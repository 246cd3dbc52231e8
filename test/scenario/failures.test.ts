// The section `failures:`: what is typical, what is written, and what is refused with its place and a hint.
import { describe, expect, it } from "vitest";
import { frequencies } from "../../sim/faults/frequency.ts";
import { failureSources } from "../../sim/faults/sources/registry.ts";
import { assumptionsOf } from "../../sim/scenario/assumptions.ts";
import { areInputsExact, coverageTerms, failureProcesses, failuresOf } from "../../sim/scenario/failures.ts";
import { loadScenario, loadScenarioOrThrow } from "../../sim/scenario/load.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import { diagnosed, example } from "./example.ts";

const withFailures = (written: string): string => `${example}\nfailures: ${written}\n`;
const scenarioWith = (written: string): Scenario => loadScenarioOrThrow(withFailures(written));

/** Expected failures a year, by the id of the process. */
const perYear = (scenario: Scenario, id: string): number | undefined =>
  frequencies(failureProcesses(scenario)).find(({ process }) => process.id === id)?.perYear;

describe("what is not written is typical", () => {
  it("without the section, too", () => {
    expect(failureProcesses(loadScenarioOrThrow(example))).toEqual(
      failureProcesses(scenarioWith("{ preset: typical }")),
    );
    expect(failuresOf(scenarioWith("{}"))).toEqual(failuresOf(loadScenarioOrThrow(example)));
  });

  it("and the optimistic and the pessimistic preset are no worse and no better in any source", () => {
    const [good, usual, bad] = ["optimistic", "typical", "pessimistic"].map((preset) => {
      const sums = new Map<string, number>();
      for (const { process, perYear: n } of frequencies(
        failureProcesses(scenarioWith(`{ preset: ${preset} }`)),
      ))
        sums.set(process.source, (sums.get(process.source) ?? 0) + n);
      return sums;
    });
    expect(usual?.size).toBe(failureSources.parts.size);
    // Longer repairs leave a little less time to fail in: up to one part in a thousand.
    for (const [source, typical] of usual ?? []) {
      expect(good?.get(source), source).toBeLessThanOrEqual(typical * 1.001);
      expect(bad?.get(source), source).toBeGreaterThanOrEqual(typical * 0.999);
    }
  });

  it("and every line of it is listed as an assumption, over the years only", () => {
    const paths = assumptionsOf(loadScenarioOrThrow(example), "outlook").map(({ path }) => path);
    expect(paths).toContain("failures.stall.every");
    expect(paths).not.toContain("failures.site-disaster.perYear"); // read in its source
    const inDrills = assumptionsOf(scenarioWith("{ preset: pessimistic }")).map(({ path }) => path);
    expect(inDrills.filter((path) => path.startsWith("failures."))).toEqual([]);
  });
});

describe("rates", () => {
  it("of a line follow the length of its route", () => {
    // Shanghai to Wuhan 688 km and Beijing to Wuhan 1054 km of great circle, × 1.5 at one cut in 4113 h of 1000 km.
    const hours = (km: number): number => 4113 / ((km * 1.5) / 1000) + 14.65;
    expect(perYear(scenarioWith("{}"), "link to-wuhan-1/cut")).toBeCloseTo(8760 / hours(688), 1);
    expect(perYear(scenarioWith("{}"), "link to-wuhan-2/cut")).toBeCloseTo(8760 / hours(1054), 1);
  });

  it("that are written for one component leave the others alone", () => {
    const scenario = scenarioWith(
      "{ link-cut: { except: { carrier-1: { every: 990 h, repair: { kind: exponential, mean: 10 h } } } } }",
    );
    expect(perYear(scenario, "link carrier-1/cut")).toBeCloseTo(8.76, 9);
    expect(perYear(scenario, "link carrier-2/cut")).toBe(perYear(scenarioWith("{}"), "link carrier-2/cut"));
    const process = failureProcesses(scenario).find(({ id }) => id === "link carrier-1/cut");
    expect(process?.path).toBe("failures.link-cut.except.carrier-1");
  });

  it("written as a plain time are the mean of an exponential one", () => {
    const process = failureProcesses(scenarioWith("{ stall: { every: 100 h, repair: 3 s } }")).find(
      ({ source }) => source === "stall",
    );
    expect(process?.up).toEqual({ kind: "exponential", mean: 360e9 });
    expect(process?.repair).toEqual({ kind: "constant", value: 3e6 });
  });

  it("of a source that never strikes are none", () => {
    const sources = failureProcesses(
      scenarioWith("{ preset: pessimistic, stall: never, bad-release: { bad: 0 % } }"),
    ).map(({ source }) => source);
    expect(sources).not.toContain("stall");
    expect(sources).not.toContain("bad-release");
    expect(sources).toContain("node-crash");
  });

  it("of planned work are marked", () => {
    const planned = failureProcesses(scenarioWith("{}")).filter(({ isPlanned }) => isPlanned);
    expect(new Set(planned.map(({ source }) => source))).toEqual(new Set(["maintenance"]));
  });
});

it("a disaster destroys, an outage does not, and both take the site", () => {
  const takers = failureProcesses(scenarioWith("{}")).filter(({ takesSite }) => takesSite === "shanghai");
  expect(
    takers.map(({ id, faults }) => [id, faults.map((fault) => "storage" in fault && fault.storage)]),
  ).toEqual([
    ["site shanghai/disaster", ["destroyed"]],
    ["site shanghai/outage", ["intact"]],
  ]);
});

it("inputs are uncertain unless they are declared exact", () => {
  expect(areInputsExact(scenarioWith("{}"))).toBe(false);
  expect(areInputsExact(scenarioWith("{ inputs: exact }"))).toBe(true);
});

it("a failover in a drill works, unless the scenario says otherwise", () => {
  expect(coverageTerms(scenarioWith("{}"), "drill")).toBeUndefined();
  expect(coverageTerms(scenarioWith("{}"), "outlook")?.fresh).toBe(0.98);
  expect(coverageTerms(scenarioWith("{ coverage: { inDrills: true } }"), "drill")?.floor).toBe(0.7);
});

describe("mistakes are told at their place, with what may have been meant", () => {
  it.each([
    ["an unknown source", "{ stalls: never }", "TWIN1002", "stalls", "did you mean `stall`"],
    ["an unknown preset", "{ preset: pesimistic }", "TWIN1021", "pesimistic", "did you mean `pessimistic`"],
    ["a preset of another section", "{ preset: patroni }", "TWIN1021", "patroni", "preset of a failover"],
    [
      "an unknown link",
      "{ link-cut: { except: { carier-1: { every: 999 h } } } }",
      "TWIN1020",
      "carier-1",
      "`carrier-1`",
    ],
    ["an unknown node", "{ stall: { except: { orders: {} } } }", "TWIN1020", "orders", "known nodes"],
    ["an unknown duct", "{ link-cut: { shared: { ducts: { noth: 5 % } } } }", "TWIN1020", "noth", "`north`"],
    ["a time without a unit", "{ stall: { every: 100 } }", "TWIN1011", "100", "did you mean 100 s or 100 ms"],
    ["a word for a source", "{ stall: off }", "TWIN1003", "off", "expected `never`"],
    ["an unknown key", "{ stall: { evry: 3 h } }", "TWIN1002", "evry", "did you mean `every`"],
    ["a rate for a time", "{ stall: { every: 2 /d } }", "TWIN1011", "2 /d", "duration"],
    ["a share of 105 %", "{ bad-release: { bad: 105 % } }", "TWIN1011", "105 %", "more than 100 %"],
    [
      "no finite mean",
      "{ stall: { every: { kind: pareto, scale: 1 h, shape: 1 } } }",
      "TWIN1101",
      "every",
      "no finite mean",
    ],
    [
      "more repair than life",
      "{ stall: { every: 1 h, repair: 2 h } }",
      "TWIN1102",
      "1 h",
      "more often than not",
    ],
    [
      "a life where several times of a component are meant",
      "{ link-cut: { except: { carrier-1: 100 h } } }",
      "TWIN1010",
      "100 h",
      "write { every: … }; known keys: every, repair",
    ],
    ["a floor above the top", "{ coverage: { fresh: 80 %, floor: 90 % } }", "TWIN1103", "90 %", "less often"],
  ])("%s", (_, written, code, token, words) => {
    const found = diagnosed(withFailures(written));
    expect(found.map((each) => [each.code, each.token])).toEqual([[code, token]]);
    expect(`${found[0]?.message} — ${found[0]?.hint}`).toContain(words);
  });

  it("more than all cuts shared", () => {
    const text = withFailures("{ link-cut: { shared: { pair: 60 %, ducts: { north: 50 % } } } }")
      .replace("rtt: 31 ms, duct: coast", "rtt: 31 ms, duct: north")
      .replace(
        "\n  to-wuhan-1:",
        "\n  radio: { between: [shanghai, beijing], bandwidth: 1 Gbit/s }\n  to-wuhan-1:",
      );
    expect(diagnosed(text).map(({ code, token }) => [code, token])).toEqual([["TWIN1100", "shared"]]);
  });
});

describe("recorded times", () => {
  const outages = "{ edge-loss: { repair: { kind: recorded, file: outages.csv, column: down_min } } }";
  const load = (csv: string, written = outages) =>
    loadScenario(withFailures(written), { file: "test.yaml", attachments: { "outages.csv": csv } });
  const repairOf = (scenario: Scenario | undefined) =>
    scenario && failureProcesses(scenario).find(({ source }) => source === "edge-loss")?.repair;

  it("are a column of an attachment, in any order", () => {
    const { scenario, diagnostics } = load("site,down_min\na,30\nb,0.5\na,4\n");
    expect(diagnostics).toEqual([]);
    expect(repairOf(scenario)).toMatchObject({ kind: "recorded", values: [1800e6, 30e6, 240e6] });
  });

  it("are the first column with a unit where none is named", () => {
    const written = "{ edge-loss: { repair: { kind: recorded, file: outages.csv } } }";
    expect(repairOf(load("site,down_h\na,2\nb,1\n", written).scenario)).toMatchObject({
      values: [7200e6, 3600e6],
    });
  });

  it("may be written in the scenario", () => {
    const written = "{ edge-loss: { repair: { kind: recorded, values: [3 min, 1 h] } } }";
    expect(repairOf(scenarioWith(written))).toEqual({ kind: "recorded", values: [180e6, 3600e6] });
  });

  it.each([
    ["down_min\n3\n-1\n", "TWIN1023 outages.csv:3 `-1` is not a duration"],
    ["down_min\n0\n", "TWIN1023 outages.csv:1 a recording needs a duration above zero"],
    ["up_min\n0\n", "TWIN1023 test.yaml:53 `outages.csv` has no column `down_min`"],
  ])("%j are refused at their line", (csv, problem) => {
    const told = load(csv).diagnostics.map(
      ({ code, file, line, message }) => `${code} ${file}:${line} ${message}`,
    );
    expect(told).toEqual([problem]);
  });

  it("are either written or named", () => {
    for (const both of ["{ kind: recorded }", "{ kind: recorded, file: o.csv, values: [1 s] }"])
      expect(diagnosed(withFailures(`{ stall: { repair: ${both} } }`)).map(({ code }) => code)).toContain(
        "TWIN1013",
      );
  });
});
