// A server that cannot keep up is down for whoever it turns away, or lets wait for longer than they do (2 s).
import { describe, expect, it } from "vitest";
import { aScenario, drill, metric } from "../support/scenarios.ts";

const siteLoss = "[ { kind: site-loss, site: a } ]";
/** 1000 writes/s of 10 ms work: 10 Erlang, for 16 processors in a and fewer in b. */
const busy = (capacity: string, changes: Readonly<Record<string, string>> = {}) =>
  aScenario(siteLoss, {
    "clusters.db.node.service": "10 ms",
    "sites.b": `{ capacity: ${capacity} }`,
    ...changes,
  });

describe("a survivor with less capacity than demand", () => {
  it("with 2 processors, 200/s, and 500 connections lets everybody wait 2.5 s, so it never serves", () => {
    for (const everyWrite of ["true", "false"]) {
      const run = drill(busy("12 %", { "run.everyWrite": everyWrite }));
      expect(run.recovered).toBe(false);
      expect(run.censored).toContain("rtoAchievedSeconds");
    }
  });

  it("with 8 processors serves 80 % of them: not restored at 95 %, and a fifth of the demand is unserved", () => {
    // 500 connections / 800 per second: in time. 22 s nobody, then a fifth for the rest of the 10 min: 138 s. Phase of the
    // lease: 20 to 30 s.
    const run = drill(busy("50 %"));
    expect(run.recovered).toBe(false);
    const nobody = metric(run, "rtoFirstWriteSeconds");
    // The share is measured over the 10 s that the run is watched, in tenths of a second: 0.3 % of 600 s.
    expect(Math.abs(metric(run, "unservedDemandSeconds") - (nobody + 0.2 * (600 - nobody)))).toBeLessThan(2);
  });

  it("with 16 processors serves everybody as soon as they are led to it", () => {
    const run = drill(busy("100 %"));
    expect(run.recovered).toBe(true);
    expect(metric(run, "rtoAchievedSeconds")).toBeLessThan(31.8);
  });
});

describe("a house full of blocked commits", () => {
  it("turns everybody else away until the time-out releases them", () => {
    // 1000/s fill 500 connections in half a second. Released after 10 s: without that limit, patience of 2 s would end the
    // outage 2 s earlier. A tenth of a second between two looks.
    const cut = "[ { kind: partition, between: [a, b], for: 1 min } ]";
    const semiSynchronous = { "replication.acknowledge": "{ kind: semi-synchronous, timeout: 10 s }" };
    const full = drill(aScenario(cut, semiSynchronous));
    expect(Math.abs(metric(full, "rtoAchievedSeconds") - 10)).toBeLessThanOrEqual(0.15);
    const roomy = drill(aScenario(cut, { ...semiSynchronous, "clusters.db.node.connections": "20000" }));
    expect(Math.abs(metric(roomy, "rtoAchievedSeconds") - 8)).toBeLessThanOrEqual(0.05);
  });
});
