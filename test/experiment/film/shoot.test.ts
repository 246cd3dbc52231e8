// A film changes nothing, and what it shows is what the run says.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  type Job,
  loadScenarioOrThrow,
  type Resolution,
  runOnce,
  type Scenario,
  shoot,
} from "../../../sim/index.ts";
import { aScenario } from "../../support/scenarios.ts";

const shipped = (name: string): Scenario =>
  loadScenarioOrThrow(readFileSync(new URL(`../../../scenarios/${name}.yaml`, import.meta.url), "utf8"));

const job = (disruption: string, replication = 1, resolution: Resolution = "transaction"): Job => ({
  disruption,
  replication,
  seed: "film",
  resolution,
});

describe("a film", () => {
  const reference = shipped("two-cities");
  for (const resolution of ["transaction", "fluid"] as const)
    for (const disruption of Object.keys(reference.disruptions))
      it(`is of the very run: two-cities, ${disruption}, ${resolution}`, () => {
        const order = job(disruption, 2, resolution);
        const film = shoot(reference, order);
        const run = runOnce(reference, order);
        expect(film.run).toEqual(run);
        const waited = film.segments.reduce((sum, { start, end }) => sum + end - start, 0);
        expect(waited).toBe(run.phases.reduce((sum, { micros }) => sum + micros, 0));
        const lost = film.losses.reduce((sum, { transactions }) => sum + transactions, 0);
        expect(lost).toBeCloseTo(run.values.lostTransactions ?? 0, 6);
      }, 60_000);

  it("is of the very run where two sides write, and where nothing breaks", () => {
    const twoWay = shipped("two-way");
    for (const disruption of ["", Object.keys(twoWay.disruptions)[0] as string]) {
      const order = job(disruption);
      const { fingerprint } = runOnce(twoWay, order);
      expect(shoot(twoWay, order).run.fingerprint).toEqual(fingerprint);
    }
  }, 60_000);

  it("shows what a reader of the constant scenario expects", () => {
    const film = shoot(aScenario("[ { kind: site-loss, site: a, inFlight: lost } ]"), job("test"));
    const seconds = (at: number): number => (at - film.zero) / 1e6;
    expect(film.leaders.db?.map(({ is }) => is)).toEqual(["db-a-1", "db-b-1"]);
    // What had been so for ever is known from the first instant.
    const [stream] = film.streams;
    expect(stream).toEqual({ source: "db-a-1", target: "db-b-1", from: 0, to: film.zero });
    expect(film.clients.all?.[0]).toEqual({ at: 0, is: { "db-a-1": 1 } });
    const [first, second] = film.writers;
    expect(first?.node).toBe("db-a-1");
    expect(seconds(first?.to ?? 0)).toBe(0);
    expect(second?.node).toBe("db-b-1");
    expect(second?.from).toBe(film.leaders.db?.[1]?.at);
    expect(film.nodes["db-a-1"]?.at(-1)).toEqual({ at: film.zero, is: "down" });
    expect(film.faults.map(({ kind, subject }) => `${kind} ${subject}`)).toContain("site-loss site a");
    // Half of the round trip, and what the sender holds back of a write that is not yet whole: some 15 ms of 1000 /s.
    const [loss] = film.losses;
    expect(loss?.window).toBeDefined();
    expect(film.run.values.rpoAchievedSeconds).toBeCloseTo(
      ((loss?.window?.to ?? 0) - (loss?.window?.from ?? 0)) / 1e6,
      2,
    );
    const { at, copies, offered, exposure } = film.samples;
    const before = at.findIndex((t) => t >= film.zero) - 1;
    expect(offered[before]).toBeCloseTo(1000, 6);
    expect(copies["db-b-1 db"]?.receiveLag[before]).toBeGreaterThan(0.01);
    expect(copies["db-b-1 db"]?.receiveLag[before]).toBeLessThan(0.03);
    expect(exposure.db?.[before]).toBeGreaterThan(0.01);
    // Nothing is served from the loss of the site until clients are where the new writer is.
    const servedAt = (t: number): number => film.served.findLast((step) => step.at <= t)?.is ?? Number.NaN;
    expect(servedAt(film.zero - 1)).toBe(1);
    expect(servedAt(film.zero)).toBe(0);
    expect(servedAt(film.outage?.to ?? 0)).toBe(1);
  });
});
