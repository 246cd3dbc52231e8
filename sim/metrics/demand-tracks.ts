// How much of the demand is served, population by population and over all, from expected rates: shares of
// clients times the load curve, with late answers counted as unserved. Counting single writes would be noise.

import type { Clientele, ServedStep } from "../cluster/clientele.ts";
import type { DataTruth } from "../cluster/data-plane.ts";
import type { LoadCurve } from "../cluster/demand.ts";
import { demandWeights } from "./demand-weights.ts";
import type { LateTimes } from "./lateness.ts";
import { Rejections } from "./rejections.ts";
import { combine, ShareTrack, type Shortage } from "./share-track.ts";

export interface ObservedPopulation {
  readonly clientele: Clientele;
  readonly curve: LoadCurve;
  /** Reads per write. */
  readonly readsPerWrite: number;
  readonly bytesPerWrite: number;
}
export type DemandKind = "writing" | "reading";

interface Tracked extends ObservedPopulation {
  readonly writing: ShareTrack;
  readonly reading: ShareTrack;
  readonly rejections: Rejections;
  /** Of all demand: see demand-weights.ts. */
  readonly weight: number;
  /** What the tracks say. */
  foreseen: readonly ServedStep[];
}

export class DemandTracks {
  readonly #populations: readonly Tracked[];
  /** By service. */
  readonly #lateness: ReadonlyMap<string, LateTimes>;

  constructor(populations: readonly ObservedPopulation[], lateness: ReadonlyMap<string, LateTimes>) {
    this.#lateness = lateness;
    const weights = demandWeights(populations.map(({ curve }) => curve));
    this.#populations = populations.map((population, i) => ({
      ...population,
      writing: new ShareTrack(),
      reading: new ShareTrack(),
      rejections: new Rejections(),
      weight: weights[i] as number,
      foreseen: [],
    }));
  }

  /** Clients are going to move, writers have come or gone: the tracks say what is now to be expected. */
  review(now: number): void {
    for (const population of this.#populations) {
      const { foreseen } = population.clientele;
      if (foreseen === population.foreseen) continue;
      population.foreseen = foreseen;
      population.writing.forgetFrom(now);
      population.reading.forgetFrom(now);
      foreseen.forEach(({ at, serving, reading }, i) => {
        const isOver = (foreseen[i + 1]?.at ?? Number.POSITIVE_INFINITY) <= now;
        if (isOver) return;
        population.writing.step(Math.max(at, now), serving);
        population.reading.step(Math.max(at, now), reading);
      });
    }
  }

  /** The run ends: what was expected of later does not come about. */
  close(now: number): void {
    for (const { writing, reading } of this.#populations) {
      writing.forgetFrom(now + 1);
      reading.forgetFrom(now + 1);
    }
  }

  /** Nobody asks any more for what was before `t`: a run may last for a century. */
  forgetBefore(t: number): void {
    for (const { writing, reading, rejections } of this.#populations) {
      writing.forgetBefore(t);
      reading.forgetBefore(t);
      rejections.forgetBefore(t);
    }
    for (const lateness of this.#lateness.values()) lateness.forgetBefore(t);
  }

  /** At a round of the data plane, real µs. */
  sample(now: number, plane: Pick<DataTruth, "traffic">): void {
    for (const { clientele, rejections } of this.#populations)
      rejections.sample(now, plane.traffic(clientele.id));
  }

  /** Share of the write demand that is served now. */
  get servedShare(): number {
    let served = 0;
    let all = 0;
    for (const { clientele, weight, rejections } of this.#populations) {
      const isLate = this.#lateness.get(clientele.service)?.isLate ?? false;
      all += weight;
      served += isLate ? 0 : weight * clientele.servedShare * rejections.servedShare;
    }
    return all > 0 ? served / all : 1;
  }

  /** Over all populations, or of one. */
  combined(kind: DemandKind, horizon: number, only?: string): ShareTrack {
    const populations = this.#populations.filter(
      ({ clientele }) => only === undefined || clientele.id === only,
    );
    const tracks = populations.map((population) => ({
      track: population[kind],
      weight: population.weight,
      late: this.#late(population, kind, horizon),
    }));
    return combine(tracks, horizon);
  }

  /** Expected writes, or reads, in [from, to), and those of them that met nobody. */
  demand(kind: DemandKind, from: number, to: number): { missed: number; offered: number } {
    let missed = 0;
    let offered = 0;
    for (const population of this.#populations) {
      const factor = kind === "writing" ? 1 : population.readsPerWrite;
      for (const { start, end, share } of population[kind].stretches(
        from,
        to,
        this.#late(population, kind, to),
      )) {
        const expected = factor * population.curve.expected(start, end);
        offered += expected;
        missed += (1 - share) * expected;
      }
    }
    return { missed, offered };
  }

  /** Writes per µs at an instant. */
  rateAt(t: number): number {
    return this.#populations.reduce((sum, { curve }) => sum + curve.rateAt(t), 0);
  }

  /** Expected writes of a service in [from, to), and their bytes of log; also before the run. */
  expected(service: string, from: number, to: number): { transactions: number; bytes: number } {
    let transactions = 0;
    let bytes = 0;
    for (const { clientele, curve, bytesPerWrite } of this.#populations) {
      if (clientele.service !== service) continue;
      const writes = curve.expected(from, to);
      transactions += writes;
      bytes += writes * bytesPerWrite;
    }
    return { transactions, bytes };
  }

  isEverLate(horizon: number): boolean {
    return [...this.#lateness.values()].some((lateness) => lateness.intervals(horizon).length > 0);
  }

  #late({ clientele, rejections }: Tracked, kind: DemandKind, horizon: number): readonly Shortage[] {
    if (kind === "reading") return [];
    const late = this.#lateness.get(clientele.service)?.intervals(horizon) ?? [];
    return [...late, ...rejections.shortages(horizon)];
  }
}
