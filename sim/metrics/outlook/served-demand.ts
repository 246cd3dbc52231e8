// How much of the demand is served over years, from expected rates, without memory: a delay line that puts in
// order what becomes known late. That answers have been late is known only when they were waited for in vain,
// so everything is told `patience` later. The rest is as in a drill: shares of clients, less late answers,
// less what is turned away.

import type { Clientele } from "../../cluster/clientele.ts";
import type { TrafficTotals } from "../../cluster/data-plane.ts";
import type { LoadCurve } from "../../cluster/demand.ts";
import { demandWeights } from "../demand-weights.ts";
import { PlanQueue } from "./plan-queue.ts";
import type { PopulationTotals } from "./totals.ts";

export interface YearlyPopulation {
  readonly clientele: Clientele;
  readonly curve: LoadCurve;
  /** Reads per write. */
  readonly readsPerWrite: number;
}

/** Gets stretches in order, without gaps; of all write demand `share` was served, `missed` writes were not. */
export type StretchListener = (from: number, to: number, share: number, missed: number) => void;

/** What becomes known late. */
type Latest = Record<"accepted" | "inTime", number>;

interface LateStep {
  readonly at: number;
  readonly population: number;
  readonly field: keyof Latest;
  readonly share: number;
}

/** What is in force where the delay line has arrived. */
interface Served extends Latest {
  readonly population: YearlyPopulation;
  readonly weight: number;
  readonly plans: PlanQueue;
  writing: number;
  reading: number;
  missedWrites: number;
  missedReads: number;
}

export class ServedDemand {
  readonly #served: readonly Served[];
  /** Newest, not delayed. */
  readonly #latest: Latest[];
  readonly #weight: number;
  readonly #patience: number;
  readonly #listener: StretchListener;
  /** Ascending in time. */
  readonly #late: LateStep[] = [];
  readonly #before: TrafficTotals[];
  #sampledAt = 0;
  #cursor = 0;

  /** `patience`: nothing becomes known later than this, µs. */
  constructor(populations: readonly YearlyPopulation[], patience: number, listener: StretchListener) {
    this.#patience = patience;
    this.#listener = listener;
    this.#latest = populations.map(() => ({ accepted: 1, inTime: 1 }));
    this.#before = populations.map(() => ({ offered: 0, accepted: 0, turnedAway: 0 }));
    const weights = demandWeights(populations.map(({ curve }) => curve));
    this.#served = populations.map((population, i) => ({
      population,
      weight: weights[i] as number,
      plans: new PlanQueue(),
      writing: 1,
      reading: 1,
      accepted: 1,
      inTime: 1,
      missedWrites: 0,
      missedReads: 0,
    }));
    this.#weight = this.#served.reduce((sum, { weight }) => sum + weight, 0);
  }

  /** Of all write demand, as far as is known now. */
  get share(): number {
    if (!(this.#weight > 0)) return 1;
    let served = 0;
    for (let i = 0; i < this.#served.length; i++) {
      const { accepted, inTime } = this.#latest[i] as Latest;
      const { weight, population } = this.#served[i] as Served;
      served += weight * population.clientele.servedShare * accepted * inTime;
    }
    return served / this.#weight;
  }

  /**
   * From when on, as clients plan now, the share is `level` or more and stays there: now, later, or Infinity while
   * nobody leads them anywhere.
   */
  recoversAt(now: number, level: number): number {
    let weight = 0;
    for (let i = 0; i < this.#served.length; i++) {
      const { accepted, inTime } = this.#latest[i] as Latest;
      weight += (this.#served[i] as Served).weight * accepted * inTime;
    }
    if (weight < level * this.#weight) return Number.POSITIVE_INFINITY;
    // Backwards from where all have done what they plan, to the last step below the level.
    const places = this.#served.map(({ population }) => population.clientele.foreseen.length - 1);
    for (let at = Number.POSITIVE_INFINITY; ; ) {
      let share = 0;
      let last = -1;
      let from = now;
      for (let i = 0; i < places.length; i++) {
        const own = this.#served[i] as Served;
        const { accepted, inTime } = this.#latest[i] as Latest;
        const step = own.population.clientele.foreseen[places[i] as number];
        share += own.weight * accepted * inTime * (step?.serving ?? 0);
        if (!step || step.at <= from) continue;
        from = step.at;
        last = i;
      }
      if (share < (level - 1e-9) * this.#weight) return at;
      if (last < 0) return now;
      at = from;
      places[last] = (places[last] as number) - 1;
    }
  }

  /** Clients are going to move, writers have come or gone: what is now to be expected replaces what was. */
  review(now: number): void {
    for (let i = 0; i < this.#served.length; i++) {
      const { plans, population } = this.#served[i] as Served;
      plans.add(population.clientele.foreseen, now);
    }
    this.advance(now);
  }

  /** From `at` on, which may be a while ago, answers of a service come in time, or not. */
  answers(service: string, at: number, areInTime: boolean): void {
    for (let i = 0; i < this.#served.length; i++)
      if ((this.#served[i] as Served).population.clientele.service === service)
        this.#step(at, i, "inTime", areInTime ? 1 : 0);
  }

  /** What servers turned away since the last look, at a round of the data plane. */
  sample(now: number, traffic: (population: string) => TrafficTotals): void {
    for (let i = 0; i < this.#served.length; i++) {
      const totals = traffic((this.#served[i] as Served).population.clientele.id);
      const before = this.#before[i] as TrafficTotals;
      const turnedAway = totals.turnedAway - before.turnedAway;
      const met = turnedAway + totals.accepted - before.accepted;
      const at = Math.max(this.#sampledAt, now - this.#patience);
      this.#step(at, i, "accepted", turnedAway > 0 ? 1 - turnedAway / met : 1);
      this.#before[i] = { ...totals };
    }
    // Looks around a turn may come out of order: what was heard last must also come last.
    this.#sampledAt = Math.max(this.#sampledAt, now);
  }

  /** Tells what nothing can change any more. */
  advance(now: number): void {
    this.#tell(now - this.#patience);
  }

  /** Tells everything up to `now`: nothing that is still to come concerns it. */
  settle(now: number): void {
    this.#tell(now);
  }

  /** Of one population up to `now`. */
  totals(which: number, now: number): PopulationTotals {
    const { population, missedWrites, missedReads } = this.#served[which] as Served;
    const { curve, readsPerWrite } = population;
    const offeredWrites = curve.cumulative(now);
    return {
      unservedWrites: missedWrites,
      offeredWrites,
      unservedReads: missedReads,
      offeredReads: offeredWrites * readsPerWrite,
    };
  }

  #step(at: number, population: number, field: keyof Latest, share: number): void {
    const latest = this.#latest[population] as Latest;
    if (latest[field] === share) return;
    latest[field] = share;
    const step = { at: Math.max(at, this.#cursor), population, field, share };
    let place = this.#late.length;
    while (place > 0 && (this.#late[place - 1] as LateStep).at > step.at) place--;
    this.#late.splice(place, 0, step);
  }

  #tell(until: number): void {
    for (;;) {
      let at = this.#late[0]?.at ?? Number.POSITIVE_INFINITY;
      let first: Served | undefined;
      for (const each of this.#served) {
        const { nextAt } = each.plans;
        if (nextAt >= at) continue;
        at = nextAt;
        first = each;
      }
      if (at > until) break;
      this.#stretch(at);
      if (first) {
        const { serving, reading } = first.plans.take();
        first.writing = serving;
        first.reading = reading;
      } else {
        const { population, field, share } = this.#late.shift() as LateStep;
        (this.#served[population] as Served)[field] = share;
      }
    }
    this.#stretch(until);
  }

  #stretch(to: number): void {
    const from = this.#cursor;
    if (to <= from) return;
    this.#cursor = to;
    let served = 0;
    let missed = 0;
    for (const each of this.#served) {
      const share = each.writing * each.accepted * each.inTime;
      served += each.weight * share;
      if (share >= 1 && each.reading >= 1) continue;
      const { curve, readsPerWrite } = each.population;
      const expected = curve.expected(from, to);
      each.missedWrites += (1 - share) * expected;
      each.missedReads += (1 - each.reading) * readsPerWrite * expected;
      missed += (1 - share) * expected;
    }
    this.#listener(from, to, this.#weight > 0 ? served / this.#weight : 1, missed);
  }
}
