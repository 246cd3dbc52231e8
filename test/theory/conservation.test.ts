// What adds up in every run, whatever breaks: phases, losses, availability.
import { describe, expect, it } from "vitest";
import { aScenario, drills, metric } from "../support/scenarios.ts";

const disruptions: Readonly<Record<string, string>> = {
  "node crash": "[ { kind: node-crash } ]",
  "node crash, back after a while": "[ { kind: node-crash, for: 5 s } ]",
  "node hang": "[ { kind: node-hang, for: 1 min } ]",
  "site loss": "[ { kind: site-loss, site: a } ]",
  "site loss with the wire": "[ { kind: site-loss, site: a, inFlight: lost } ]",
  "site destroyed": "[ { kind: site-loss, site: a, inFlight: lost, storage: destroyed } ]",
  "site back": "[ { kind: site-loss, site: a, for: 90 s } ]",
  partition: "[ { kind: partition, isolates: a, for: 2 min } ]",
  "edge loss": "[ { kind: edge-loss, site: a, for: 2 min } ]",
  "one after the other":
    "[ { kind: link-cut, link: wan }, { after: 20 s, kind: site-loss, site: a, inFlight: lost } ]",
};

const realistic: Readonly<Record<string, string>> = {
  "workload.db.arrivals": "{ kind: poisson, mean: 200 /s }",
  "clusters.db.members": "{ a: 2, b: 1 }",
  "clusters.db.node.flush": "{ kind: lognormal, median: 0.3 ms, sigma: 0.5 }",
  "failover.race": "{ kind: uniform, from: 0.3 s, to: 0.8 s }",
  "failover.promote": "{ kind: uniform, from: 0.1 s, to: 0.2 s }",
  "clients.all.redirect": "{ kind: dns, ttl: 30 s }",
  "clients.all.retry.delay": "1 s",
  "clients.all.timeouts.connect": "5 s",
};
const acknowledgements: Readonly<Record<string, string>> = {
  asynchronous: "{ kind: asynchronous }",
  "semi-synchronous": "{ kind: semi-synchronous, timeout: 3 s }",
  synchronous: "{ kind: synchronous }",
  quorum: "{ kind: quorum, standbys: 1 }",
};

describe.each(Object.entries(disruptions))("after a %s", (_, faults) => {
  for (const [name, acknowledge] of Object.entries(acknowledgements)) {
    const scenario = aScenario(faults, { ...realistic, "replication.acknowledge": acknowledge });
    const runs = drills(scenario, 3);

    it(`the phases of the outage add up to it, to the microsecond (${name})`, () => {
      for (const run of runs) {
        const sum = run.phases.reduce((all, { micros }) => all + micros, 0);
        expect(sum).toBe(Math.round(metric(run, "rtoAchievedSeconds") * 1e6));
        expect(run.phases.every(({ micros }) => Number.isInteger(micros) && micros > 0)).toBe(true);
        expect(run.phases.every(({ setBy }) => setBy !== "")).toBe(true);
      }
    });

    it(`what is lost is stranded or destroyed, and part of what diverged (${name})`, () => {
      const isDestroyed = faults.includes("destroyed");
      for (const run of runs) {
        const lost = metric(run, "lostTransactions");
        expect(metric(run, "strandedTransactions") + metric(run, "destroyedTransactions")).toBe(lost);
        expect(isDestroyed ? metric(run, "strandedTransactions") : metric(run, "destroyedTransactions")).toBe(
          0,
        );
        expect(metric(run, "divergentTransactions")).toBeGreaterThanOrEqual(lost);
        expect(metric(run, "rpoAchievedSeconds") > 0).toBe(lost > 0);
        expect(metric(run, "lostBytes")).toBe(1000 * lost);
      }
    });

    it(`first write ≤ outage ≤ 99 % outage, and unserved demand ≤ what an outage can miss (${name})`, () => {
      for (const run of runs) {
        const rto = metric(run, "rtoAchievedSeconds");
        expect(metric(run, "rtoFirstWriteSeconds")).toBeLessThanOrEqual(rto);
        if (run.recovered) expect(metric(run, "rto99Seconds")).toBeGreaterThanOrEqual(rto);
        // Watched for 10 min after the last fault.
        const watched = faults.includes("after") ? 620 : 600;
        const availability = 1 - metric(run, "unservedDemandSeconds") / watched;
        expect(metric(run, "writeAvailability")).toBeCloseTo(availability, 4);
      }
    });
  }

  it("nothing acknowledged is lost when commits wait for a flush elsewhere and only those may lead", () => {
    for (const acknowledge of ["{ kind: synchronous, standbys: all }", "{ kind: quorum, standbys: 2 }"])
      for (const run of drills(
        aScenario(faults, { ...realistic, "replication.acknowledge": acknowledge }),
        3,
      ))
        expect(metric(run, "lostTransactions")).toBe(0);
  });
});
