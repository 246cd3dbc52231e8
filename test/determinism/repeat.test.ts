// A run is a function of scenario, disruption, seed and replication: whoever runs it, wherever, in whatever order.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runOnce } from "../../sim/experiment/run-once.ts";
import { loadScenarioOrThrow } from "../../sim/scenario/load.ts";
import { twinsite } from "../cli/twinsite.ts";
import { NAMES, RESTLESS, runAll } from "./restless.ts";

it("repeated, forwards or backwards, every run is the same in every number and fingerprint", () => {
  const forwards = runAll(RESTLESS);
  const backwards = runAll(RESTLESS, [...NAMES].reverse());
  expect(JSON.stringify(runAll(RESTLESS))).toBe(JSON.stringify(forwards));
  for (const run of backwards)
    expect(run).toEqual(
      forwards.find(
        ({ disruption, replication }) => disruption === run.disruption && replication === run.replication,
      ),
    );
});

it("a run that is told event by event is the run that is not", () => {
  const scenario = loadScenarioOrThrow(RESTLESS);
  for (const disruption of NAMES) {
    const job = { disruption, replication: 1, seed: "determinism" };
    expect(runOnce(scenario, job, () => {})).toEqual(runOnce(scenario, job));
  }
});

it("another seed, or another replication, is another run", () => {
  const scenario = loadScenarioOrThrow(RESTLESS);
  const of = (seed: string, replication: number): string =>
    runOnce(scenario, { disruption: "site-loss", replication, seed }).fingerprint.trajectory;
  expect(new Set([of("1", 1), of("1", 2), of("2", 1)]).size).toBe(3);
});

it("one, two and three workers print the same bytes", async () => {
  const folder = mkdtempSync(join(tmpdir(), "twinsite-"));
  const file = join(folder, "restless.yaml");
  writeFileSync(file, RESTLESS);
  const outputs: string[] = [];
  for (const jobs of ["1", "2", "3"]) {
    const out = join(folder, jobs);
    const { code, stdout } = await twinsite([
      "run",
      file,
      "-n",
      "4",
      "--json",
      "--seed",
      "determinism",
      "--jobs",
      jobs,
      "--out",
      out,
    ]);
    expect(code).toBe(0);
    outputs.push(stdout + readFileSync(join(out, "restless.values.ndjson"), "utf8"));
  }
  expect(outputs[1]).toBe(outputs[0]);
  expect(outputs[2]).toBe(outputs[0]);
});
