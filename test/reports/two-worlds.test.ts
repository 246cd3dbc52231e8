// Two sites without a third: which drills are the two worlds, on which of both a policy bets, and the price of the bet.
import { expect, it } from "vitest";
import { drillDocument } from "../../reports/drill-document.ts";
import { terminalReport } from "../../reports/terminal.ts";
import { twoWorldsStory } from "../../reports/view/two-worlds.ts";
import { inProcessExecutor } from "../../sim/experiment/in-process-executor.ts";
import type { ExperimentResult } from "../../sim/experiment/result.ts";
import { runExperiment } from "../../sim/experiment/run-experiment.ts";
import { twoWorldsOf } from "../../sim/experiment/two-worlds.ts";
import { aScenario } from "../support/scenarios.ts";

const DEAD = "[ { kind: site-loss, site: a } ]";
const CUT = "[ { kind: partition, between: [a, b], for: 3 min } ]";
const settings = (failover: string) => ({
  failover,
  "workload.db.arrivals": "{ kind: constant, mean: 10 /s }",
  "disruptions.cut": CUT,
  // Without the lines of the witness a cut is a cut.
  links: "{ wan: { between: [a, b], bandwidth: 1 Gbit/s, rtt: 30 ms } }",
  sites: "{ a: {}, b: {} }",
});

async function resultOf(failover: string): Promise<ExperimentResult> {
  const scenario = aScenario(DEAD, settings(failover));
  const executor = inProcessExecutor(scenario);
  const identity = { sha256: "0" };
  return (await runExperiment(scenario, { replications: 3, identity, executor })).result;
}

it("a majority of two bets on the line, and loses both", async () => {
  const result = await resultOf("{ kind: lease, votes: [a, b] }");
  expect(result.twoWorlds).toEqual({
    cluster: "db",
    leading: "a",
    surviving: "b",
    votes: ["a", "b"],
    dead: "test",
    cut: "cut",
  });
  const { seen, bet } = twoWorldsStory(result) ?? { seen: "", bet: "" };
  expect(seen).toContain("all votes are in `a` and `b`");
  expect(bet).toContain("bets that only the line is cut: `b` waits in both worlds");
  expect(bet).toContain("service never comes back in 3 of 3 runs");
  expect(bet).toContain("It pays there, too");
  const paint = (_: string, text: string): string => text;
  expect(terminalReport(result, { paint, arguments: "s.yaml" })).toContain("Two worlds that look the same");
  const headings = drillDocument(result, { arguments: "s.yaml" }).flatMap((block) =>
    block.kind === "heading" ? [block.text] : [],
  );
  expect(headings).toContain("Two worlds that look the same");
});

it("a monitor beside the standby bets on the death of the site, at the price of two writers", async () => {
  const result = await resultOf("{ kind: monitor, at: b, confirm: monitor-only, fence: none, promote: 1 s }");
  expect(twoWorldsStory(result)?.bet).toContain("bets that `a` is dead: `b` takes over in both worlds");
  expect(twoWorldsStory(result)?.bet).toContain("two primaries write for");
});

it("is not said where a third site has a say, and asks for the drill that is missing", () => {
  expect(twoWorldsOf(aScenario(DEAD))).toBeUndefined();
  const one = aScenario(DEAD, { failover: "{ kind: lease, votes: [a, b] }" });
  expect(twoWorldsOf(one)).toMatchObject({ dead: "test" });
  expect(twoWorldsOf(one)?.cut).toBeUndefined();
  // A site that comes with a second fault is another world.
  const both = aScenario("[ { kind: site-loss, site: a }, { kind: link-cut, link: wan } ]", {
    failover: "{ kind: lease, votes: [a, b] }",
  });
  expect(twoWorldsOf(both)?.dead).toBeUndefined();
});
