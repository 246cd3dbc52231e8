// A vault in a small world: what it says over years follows the lines and the sites.
import { describe, expect, it } from "vitest";
import { randomRoot } from "../../sim/kernel/random.ts";
import { beginWorld } from "../../sim/model/begin.ts";
import { build } from "../../sim/model/build.ts";
import { days, hours, type Instant } from "../../sim/quantity/time.ts";
import { loadScenarioOrThrow } from "../../sim/scenario/load.ts";
import { runsOf, scenarioOf, valuesOf } from "../scenarios/shipped.ts";

const scenario = (backup: string) =>
  loadScenarioOrThrow(`twinsite: 1
title: Two sites and a vault
sites: { here: {}, there: {}, vault: {} }
links:
  between: { between: [here, there], bandwidth: 1 Gbit/s, rtt: 10 ms }
  leg:     { between: [here, vault], bandwidth: 1 Gbit/s, rtt: 10 ms }
  far-leg: { between: [there, vault], bandwidth: 1 Gbit/s, rtt: 10 ms }
clusters: { db: { members: { here: 1, there: 1 }, dataset: 36 GB } }
failover: { kind: manual, preset: runbook }
workload: { db: { arrivals: { kind: constant, mean: 100 /s } } }
clients: { all: { near: here } }
backup: { of: db, to: vault, full: weekly, ${backup} }
`);

/** From the start on, on the fluid plane; copies take 36 GB / 100 MB/s = 6 min. */
function begun(backup: string) {
  const world = build(scenario(backup), randomRoot("vault").replication(1), 0, {
    resolution: "fluid",
    question: "outlook",
  });
  const years = world.services[0]?.vault?.followYears();
  if (!years) throw new Error("there is a vault");
  world.plane.setGrain("none");
  beginWorld(world);
  return { ...world, years, until: (t: number) => world.kernel.run(t as Instant) };
}

describe("a vault over years", () => {
  it("is missed only while no data centre with a copy of the service reaches it", () => {
    const { years, topology, until, kernel } = begun("silentFailure: 0 %");
    until(days(10));
    const leg = topology.cut("leg");
    until(days(10) + hours(1));
    // From here over the other site.
    expect(years.isValid(kernel.now)).toBe(true);
    const far = topology.cut("far-leg");
    until(days(10) + hours(3));
    expect(years.isValid(kernel.now)).toBe(false);
    leg();
    far();
    until(days(10) + hours(4));
    const { withoutValid } = years.totals(kernel.now);
    // But for detection and convergence of routes, at both ends.
    expect(Math.abs(withoutValid - hours(2))).toBeLessThan(60e6);
  });

  it("grows older by as long as the primary cannot reach it", () => {
    const { years, topology, until, kernel } = begun("silentFailure: 0 %");
    until(days(10));
    const before = years.totals(kernel.now).age;
    for (const link of ["between", "leg"]) topology.cut(link);
    until(days(10) + hours(2));
    const mean = (years.totals(kernel.now).age - before) / hours(2);
    // Log is shipped once a minute: at most a minute and a little old at first, two hours more at the end.
    expect(mean).toBeGreaterThan(hours(1));
    expect(mean).toBeLessThan(hours(1) + 62e6);
    // The other site could still fetch what is there.
    expect(years.isValid(kernel.now)).toBe(true);
  });

  it("has no good copy where each of them is bad", () => {
    const { years } = begun("silentFailure: 100 %, verify: none");
    expect(years.totals(days(20)).withoutValid).toBe(days(20));
  });

  it("keeps its bad copies out of drills", () => {
    const [all, none] = ["100 %", "0 %"].map((chance) =>
      valuesOf(
        runsOf(scenarioOf("offsite-backup-only", [`backup.silentFailure=${chance}`]), "site-loss", 2),
        "restoreSeconds",
      ),
    );
    expect(all).toEqual(none);
  });
});

describe("a restore", () => {
  const lost = "{ kind: site-loss, site: shanghai, storage: destroyed }";
  const restoredIn = (...faults: readonly string[]): readonly number[] => {
    const scenario = scenarioOf("offsite-backup-only", [
      `disruptions.site-loss=[ ${[lost, ...faults].join(", ")} ]`,
      "run.limit=24 h",
    ]);
    return valuesOf(runsOf(scenario, "site-loss", 3), "rtoAchievedSeconds");
  };

  it("waits until the vault is in reach of the machine that it is for", () => {
    const before = restoredIn();
    const cut =
      "{ kind: link-cut, link: to-wuhan-2, for: 5 h }, { kind: link-cut, link: to-wuhan-1, for: 5 h }";
    const after = restoredIn(cut);
    before.forEach((seconds, i) => {
      const later = (after[i] ?? 0) - seconds;
      // People have decided before: from there on it waits for the rest of the five hours, and for the routes.
      expect(seconds).toBeLessThan(4 * 3600);
      expect(later).toBeGreaterThan(3 * 3600);
      expect(later).toBeLessThan(5 * 3600 + 60);
    });
  });

  it("begins again where the vault is out of reach when it would be done", () => {
    const before = restoredIn();
    const cut = "{ kind: partition, between: [beijing, wuhan], after: 60 min, for: 90 min }";
    const after = restoredIn(cut);
    before.forEach((seconds, i) => {
      // Copying takes 67 min: under way at 60 min, done before 2 h 30 min, begun again then.
      expect(seconds).toBeGreaterThan(67 * 60);
      expect(after[i]).toBeGreaterThan((60 + 90 + 67) * 60);
      expect(after[i]).toBeLessThan((60 + 90 + 67) * 60 + seconds);
    });
  });

  it("needs a good copy, and the way to it", () => {
    const { years, topology, services, until, kernel } = begun("silentFailure: 0 %");
    const vault = services[0]?.vault;
    until(days(10));
    expect(vault?.canRestore("db-there-1")).toBe(true);
    years.destroyed(kernel.now);
    expect(vault?.canRestore("db-there-1")).toBe(false);
    // A full copy is made at once and takes 6 min.
    until(days(10) + 7 * 60e6);
    expect(vault?.canRestore("db-there-1")).toBe(true);
    topology.cut("leg");
    topology.cut("far-leg");
    until(days(10) + 9 * 60e6);
    expect(vault?.canRestore("db-there-1")).toBe(false);
  });
});
