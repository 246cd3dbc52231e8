// Common causes: no line is cut more often than its own terms say, and the share that takes them all is as written.
import { describe, expect, it } from "vitest";
import { frequencies, YEAR } from "../../sim/faults/frequency.ts";
import type { FailureProcess } from "../../sim/faults/process.ts";
import type { Instant } from "../../sim/quantity/time.ts";
import { failureProcesses } from "../../sim/scenario/failures.ts";
import { loadScenarioOrThrow } from "../../sim/scenario/load.ts";
import { someClocks } from "./processes.ts";

const scenarioWith = (ducts: readonly [string, string], shared: string) =>
  loadScenarioOrThrow(`
twinsite: 1
title: Two lines
sites: { a: {}, b: {} }
links:
  one: { between: [a, b], bandwidth: 1 Gbit/s, rtt: 9 ms${ducts[0]} }
  two: { between: [b, a], bandwidth: 1 Gbit/s, rtt: 9 ms${ducts[1]} }
clusters: { db: { members: { a: 1, b: 1 } } }
failures:
  link-cut: { every: 1000 h, repair: { kind: exponential, mean: 1 h }, shared: ${shared}, except: { two: { every: 500 h } } }
`);

const cutsOf = (processes: readonly FailureProcess[]) =>
  processes.filter(({ source }) => source === "link-cut");
const takes = ({ faults }: FailureProcess, link: string): boolean =>
  faults.some((fault) => "link" in fault && fault.link === link);

describe.each([
  ["in one duct", [", duct: x", ", duct: x"], "{ duct: 20 % }", "duct x"],
  [
    "in one duct with a share of its own",
    [", duct: x", ", duct: x"],
    "{ duct: 70 %, ducts: { x: 20 % } }",
    "duct x",
  ],
  ["of which nobody knows the routes", ["", ""], "{ pair: 20 % }", "all links a to b"],
  ["of which one route is known", [", duct: x", ""], "{ pair: 20 % }", "all links a to b"],
] as const)("two lines %s", (_, ducts, shared, name) => {
  const cuts = cutsOf(failureProcesses(scenarioWith(ducts, shared)));

  it("have a cause in common besides their own", () => {
    expect(cuts.map(({ id }) => id).sort()).toEqual([`${name}/cut`, "link one/cut", "link two/cut"].sort());
    expect(cuts.find(({ id }) => id === `${name}/cut`)).toMatchObject({ group: name, subject: name });
  });

  it("are cut as often in all as each one's terms say, and together in the share of the better one", () => {
    const rate = (link: string): number =>
      cuts
        .filter((each) => takes(each, link))
        .reduce((sum, { up }) => sum + 1 / ("mean" in up ? up.mean : 0), 0);
    expect(rate("one") * 3600e6 * 1000).toBeCloseTo(1, 9);
    expect(rate("two") * 3600e6 * 500).toBeCloseTo(1, 9);
    const both = cuts.find((each) => takes(each, "one") && takes(each, "two"));
    expect(both?.up).toEqual({ kind: "exponential", mean: 5000 * 3600e6 });
  });

  it("fail so in simulated centuries, too", () => {
    const { kernel, clocks } = someClocks(cuts.map((each) => ({ ...each, faults: [] })));
    clocks.start();
    kernel.run((200 * YEAR) as Instant);
    frequencies(cuts).forEach(({ perYear }, i) => {
      // Poisson but for the short repairs; four standard errors: one in 16,000 by chance.
      expect(Math.abs(clocks.failures(i) - 200 * perYear)).toBeLessThan(4 * Math.sqrt(200 * perYear));
    });
  });
});

it("lines in ducts of their own have nothing in common", () => {
  const cuts = cutsOf(
    failureProcesses(scenarioWith([", duct: x", ", duct: y"], "{ pair: 20 %, duct: 50 % }")),
  );
  expect(cuts.map(({ id }) => id)).toEqual(["link one/cut", "link two/cut"]);
});

it("lines that share everything have no cuts of their own", () => {
  const cuts = cutsOf(failureProcesses(scenarioWith([", duct: x", ", duct: x"], "{ duct: 100 % }")));
  // The better line is never cut alone; the other one still is, as often as it is worse.
  expect(cuts.map(({ id }) => id)).toEqual(["link two/cut", "duct x/cut"]);
});
