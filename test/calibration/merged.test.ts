// What calibrate writes is what the loader of scenarios reads.

import { expect, test } from "vitest";
import { parse } from "yaml";
import {
  arrivalsCsv,
  calibrationText,
  combined,
  withRecordedArrivals,
} from "../../sim/calibration/calibrate.ts";
import { driftOf } from "../../sim/calibration/drift.ts";
import type { Reading } from "../../sim/calibration/measurement.ts";
import { loadScenario } from "../../sim/scenario/load.ts";
import { SMALL } from "../experiment/runs.ts";
import { exampleText, readExample, readText } from "./examples.ts";

const readings = (): Reading[] => [
  readExample("ping.txt", "carrier-1"),
  readExample("iperf3.json", "carrier-1"),
  readExample("pgbench-rate.txt", "orders"),
  readExample("patroni-show-config.yaml"),
];
const load = (overrides: readonly string[], attachments = {}) =>
  loadScenario(SMALL.replace("failover: { kind: manual }\n", ""), { overrides, attachments });

test("a scenario with every learned value is valid and has those values", () => {
  const { scenario, diagnostics } = load(combined(readings()).overrides);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(scenario?.links["carrier-1"]).toMatchObject({ bandwidth: 121.8, rttEstimated: false });
  expect(scenario?.replication.acknowledge).toMatchObject({
    kind: "synchronous",
    stage: "received",
    whenAlone: "block",
  });
  expect(scenario?.failover).toMatchObject({ kind: "lease", ttl: 30e6, maximumLag: 1_048_576 });
});

test("the fragment itself is YAML with the same values, each below what it rests on", () => {
  const calibration = combined(readings());
  const text = calibrationText(calibration);
  const fragment = parse(text);
  expect(fragment.links["carrier-1"].bandwidth).toBe("974.4 Mbit/s");
  expect(fragment.failover).toEqual({
    kind: "lease",
    ttl: "30 s",
    loop: "10 s",
    retry: "10 s",
    maximumLag: "1 MiB",
  });
  for (const { path } of calibration.fields) {
    const key = path.at(-1) as string;
    expect(text).toMatch(new RegExp(`# .*\\n *${key}: `));
  }
  expect(text).toContain("# Could not learn:");
});

test("every example alone gives a scenario that loads", () => {
  for (const file of [
    "ping-fast.txt",
    "iperf3-udp.json",
    "replication.csv",
    "patroni.yml",
    "my.cnf",
    "variables.txt",
  ]) {
    const isOfLink = /ping|iperf/.test(file);
    const { overrides } = combined([readExample(file, isOfLink ? "carrier-1" : undefined)]);
    const { scenario, diagnostics } = load(overrides);
    expect(scenario, `${file}: ${diagnostics.map(({ message }) => message).join()}`).toBeDefined();
  }
});

test("recorded arrivals come back as they were", () => {
  const reading = readExample("pgbench-rate.txt", "orders");
  const { overrides } = combined([withRecordedArrivals(reading, "a.csv")]);
  const { scenario } = load(overrides, { "a.csv": arrivalsCsv(reading.arrivals ?? []) });
  expect(scenario?.attachments["a.csv"]?.columns[0]?.values).toEqual(reading.arrivals);
});

test("of two files that speak of one field the first counts, and the other is named", () => {
  const { fields, files } = combined([
    readExample("replication.csv"),
    readExample("patroni-show-config.yaml"),
  ]);
  expect(fields.filter(({ path }) => path.at(-1) === "acknowledge").map(({ value }) => value)).toEqual([
    { kind: "asynchronous" },
  ]);
  expect(files[1]?.remarks.join()).toContain("that of example counts".replace("example", "replication.csv"));
});

test("a scenario that says what was learned agrees with where it was learned", () => {
  const { scenario } = load(combined(readings()).overrides);
  const { rows } = driftOf(readings(), scenario as NonNullable<typeof scenario>);
  expect(rows.filter(({ verdict }) => verdict !== "agrees")).toEqual([]);
  expect(rows.length).toBeGreaterThan(12);
});

test("what differs is named with both values and the interval", () => {
  const { scenario } = load(["links.carrier-1.rtt=40 ms", "failover.kind=lease", "failover.ttl=60 s"]);
  const { rows, differs } = driftOf(readings(), scenario as NonNullable<typeof scenario>);
  const row = (path: string) => rows.find((each) => each.path === path);
  expect(row("links.carrier-1.rtt")).toMatchObject({
    scenario: "40 ms",
    live: "27.1 ms",
    verdict: "differs",
  });
  expect(row("failover.ttl")).toMatchObject({ scenario: "60 s", live: "30 s", verdict: "differs" });
  expect(row("failover.loop")).toMatchObject({ verdict: "agrees" });
  expect(differs).toBe(rows.filter(({ verdict }) => verdict === "differs").length);
});

test("what the scenario has nothing of is neither right nor wrong", () => {
  const { scenario } = load(["failover.kind=manual"]);
  const drift = driftOf(
    [readText(exampleText("patroni-show-config.yaml"), "p")],
    scenario as NonNullable<typeof scenario>,
  );
  expect(drift.rows.find(({ path }) => path === "failover.ttl")?.verdict).toBe("not-in-scenario");
});
