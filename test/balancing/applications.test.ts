// Users of an application are served while it reaches them and the database; and who hangs is freed by the first of his
// time-outs.
import { describe, expect, it } from "vitest";
import { aModel, aScenario, at } from "../support/scenarios.ts";

const APPLICATION = { "clients.all.near": "b", "clients.all.application": "b" };

/** What share of the users is served at 10 s, when the fault has come at 5 s, and who leads then. */
function whenHit(faults: string, changes: Readonly<Record<string, string>> = APPLICATION) {
  const { kernel, populations, services } = aModel(aScenario(faults, changes)).world;
  kernel.run(at(4));
  expect(populations[0]?.servedShare).toBe(1);
  kernel.run(at(10));
  return { served: populations[0]?.servedShare, primary: services[0]?.service.primary };
}

describe("behind an application", () => {
  it("nobody is served while it does not reach the database, although the database and its edge are well", () => {
    const fault = "[ { kind: app-database-partition, site: b, for: 1 min } ]";
    expect(whenHit(fault)).toEqual({ served: 0, primary: "db-a-1" });
    expect(whenHit(fault, {})).toEqual({ served: 1, primary: "db-a-1" });
  });

  it("a cut between the sites is one between application and database; the edge of the database's site is none", () => {
    expect(whenHit("[ { kind: partition, between: [a, b], for: 1 min } ]").served).toBe(0);
    expect(whenHit("[ { kind: edge-loss, site: a, for: 1 min } ]").served).toBe(1);
    expect(whenHit("[ { kind: edge-loss, site: b, for: 1 min } ]").served).toBe(0);
  });
});

describe("a client that hangs on a connection to a dead site", () => {
  /** When half of the clients are served again, s after the site was lost. */
  const servedAfter = (timeouts: string): number => {
    const model = aModel(
      aScenario("[ { kind: site-loss, site: a } ]", {
        "clients.all.timeouts": timeouts,
        "run.limit": "30 min",
      }),
    );
    const { kernel, populations } = model.world;
    for (let t = 6; t < 1500; t++) {
      kernel.run(at(t));
      if ((populations[0]?.servedShare ?? 0) >= 0.5) return t - 5;
    }
    return Number.POSITIVE_INFINITY;
  };
  const within = (seconds: number, timeouts: string): void => {
    const served = servedAfter(`{ connect: 1 s, ${timeouts} }`);
    expect(served).toBeGreaterThanOrEqual(seconds);
    expect(served).toBeLessThanOrEqual(seconds + 2);
  };

  it("is freed by the kernel after 924.6 s where it has no time-out of its own (tcp_retries2 = 15)", () =>
    within(925, "socket: none"));
  it("is freed by TCP_USER_TIMEOUT", () => within(100, "socket: none, user: 100 s"));
  it("is freed by its keep-alives: idle time, and so many probes in vain", () =>
    within(120, "socket: none, keepAlive: { idle: 60 s, interval: 10 s, probes: 6 }"));
  it("is freed by whichever comes first", () => within(90, "socket: 90 s, user: 100 s"));
});
