// The film of an incident of an outlook shows the incident that the outlook told of.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadScenarioOrThrow, replayIncident, shootIncident } from "../../../sim/index.ts";

const scenario = loadScenarioOrThrow(
  readFileSync(new URL("../../../scenarios/bench-pair.yaml", import.meta.url), "utf8"),
);

describe("the film of an incident", () => {
  it("has its outage, its failover and its loss", () => {
    const found = Array.from({ length: 60 }, (_, i) => i + 1).find((number) => {
      const { incident } = replayIncident(scenario, { ...ORDER, incident: number });
      return (incident?.failovers ?? 0) > 0 && (incident?.outages.length ?? 0) > 0;
    });
    const order = { ...ORDER, incident: found as number };
    const { incident, events } = replayIncident(scenario, order);
    const film = shootIncident(scenario, order);
    if (!film || !incident) throw new Error("the replication has such an incident");
    expect(film.zero).toBe(incident.begin);
    expect(film.events).toEqual(events);
    expect(film.run.values.rtoAchievedSeconds).toBe(incident.longestOutage / 1e6);
    const { outage } = film;
    expect((outage?.to ?? 0) - (outage?.from ?? 0)).toBe(incident.longestOutage);
    // What is waited for fills the outage, and in it less than the level is served.
    const waited = film.segments.reduce((sum, { start, end }) => sum + end - start, 0);
    expect(waited).toBeCloseTo(incident.longestOutage, 3);
    const servedAt = (t: number): number => film.served.findLast(({ at }) => at <= t)?.is ?? Number.NaN;
    expect(servedAt((outage?.from ?? 0) + 1)).toBeLessThan(scenario.run.serviceShare);
    expect(servedAt((outage?.from ?? 0) - 1e6)).toBeGreaterThanOrEqual(scenario.run.serviceShare);
    expect(servedAt((outage?.to ?? 0) + 1)).toBeGreaterThanOrEqual(scenario.run.serviceShare);
    expect(Object.values(film.leaders).some((steps) => steps.length > 1)).toBe(true);
    expect(film.samples.at.length).toBeGreaterThan(100);
  }, 120_000);

  it("is absent where the replication has no such incident", () => {
    expect(shootIncident(scenario, { ...ORDER, incident: 100_000 })).toBeUndefined();
  }, 60_000);
});

const ORDER = { years: 20, seed: "film", resolution: "fluid", replication: 1, incident: 1 } as const;
