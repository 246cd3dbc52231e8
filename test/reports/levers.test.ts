import { expect, test } from "vitest";
import { levers } from "../../reports/view/levers.ts";
import { methodsIn } from "../../reports/view/methods.ts";
import { aResult, runsOf } from "./results.ts";

const none = () => 0;
const phase = (name: string, setBy: string, seconds: number) => ({ name, setBy, micros: seconds * 1e6 });
const withPhases = (disruption: string, seconds: number, phases: readonly ReturnType<typeof phase>[]) =>
  runsOf(disruption, 20, { rto: () => seconds, lost: none, differing: { phases } });

test("levers are the parameters of the longest phases, each once; the end of a run or of a fault is none", () => {
  const result = aResult([
    ...withPhases("a", 40, [
      phase("detect", "failover.ttl", 30),
      phase("ramp", "clients.east.redirect.ttl", 8),
      phase("repair", "disruptions.a.for", 2),
    ]),
    ...withPhases("b", 70, [phase("detect", "failover.ttl", 20), phase("repair", "run.limit", 50)]),
  ]);
  expect(levers(result).map(({ path, disruption, seconds }) => [path, disruption, seconds])).toEqual([
    ["failover.ttl", "a", 30],
    ["clients.east.redirect.ttl", "a", 8],
  ]);
});

test("those of a disruption that misses its target come first", () => {
  const objective = {
    expression: "rtoAchieved p50 <= 5 s for short",
    metric: "rtoAchievedSeconds",
    statistic: "p50",
    comparison: "<=",
    threshold: 5,
    disruption: "short",
  } as const;
  const result = aResult(
    [
      ...withPhases("long", 60, [phase("detect", "failover.ttl", 60)]),
      ...withPhases("short", 9, [phase("redirect", "clients.east.redirect.ttl", 9)]),
    ],
    [objective],
  );
  expect(levers(result).map(({ path }) => path)).toEqual(["clients.east.redirect.ttl", "failover.ttl"]);
});

test("methods are counted wherever they stand in a document, the most used first, with what they say", () => {
  const found = methodsIn({
    a: { method: "student-t" },
    b: [{ method: "3 of 10 events: exact Poisson" }, { deep: { method: "poisson-exact" } }],
    c: { method: "nobody knows this one" },
  });
  expect(found.map(({ method, uses }) => [method, uses])).toEqual([
    ["exact Poisson", 2],
    ["Student's t", 1],
    ["nobody knows this one", 1],
  ]);
  expect(found[0]?.meaning).toContain("counted events");
});
