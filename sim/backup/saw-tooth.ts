// The age of the newest point that can be restored while copies and log arrive on schedule: it grows with time and
// falls when something newer has arrived. Several schedules repeat together after a while; of that while the teeth
// are listed once, so that the mean age over years follows from sums. Source: our own reasoning; areas of trapezoids.

import { invariant } from "../kernel/invariant.ts";
import type { Schedule } from "./schedule.ts";

export interface Arrivals {
  readonly schedule: Schedule;
  /** From the begin of a copy, whose writes it holds, until it has arrived; µs. */
  readonly takes: number;
}

/** Teeth in one lap beyond which only the schedule with the shortest period counts. */
const TEETH = 20_000;

export class SawTooth {
  readonly #lap: number;
  /** By tooth, in order: µs into the lap at which it arrives, and of the newest point then. */
  readonly #arrives: readonly number[];
  readonly #points: readonly number[];
  /** Integral of the age from the first arrival of a lap to each of them, and to that of the next lap; µs². */
  readonly #areas: readonly number[];

  constructor(arrivals: readonly Arrivals[]) {
    const used = thatMatter(arrivals);
    this.#lap = lapOf(used.map(({ schedule }) => schedule.period)) ?? 1;
    const teeth = teethOf(used, this.#lap);
    this.#arrives = teeth.map(({ arrives }) => arrives);
    this.#points = teeth.map(({ point }) => point);
    this.#areas = this.#summed();
  }

  /** The newest point, µs of the run, that had arrived by `t`. */
  newest(t: number): number {
    const { laps, tooth } = this.#place(t);
    return laps * this.#lap + (this.#points[tooth] as number);
  }

  /** Integral of the age from one instant to another, µs². */
  age(from: number, to: number): number {
    return this.#since(to) - this.#since(from);
  }

  #since(t: number): number {
    const { laps, tooth } = this.#place(t);
    const within = t - laps * this.#lap;
    const begun = this.#arrives[tooth] as number;
    const lap = this.#areas[this.#areas.length - 1] as number;
    return laps * lap + (this.#areas[tooth] as number) + area(begun, within, this.#points[tooth] as number);
  }

  /** The lap and the tooth in force at `t`; before its first arrival a lap has not begun. */
  #place(t: number): { readonly laps: number; readonly tooth: number } {
    const laps = Math.floor((t - (this.#arrives[0] as number)) / this.#lap);
    const within = t - laps * this.#lap;
    let low = 0;
    let high = this.#arrives.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#arrives[middle] as number) <= within) low = middle;
      else high = middle - 1;
    }
    return { laps, tooth: low };
  }

  #summed(): number[] {
    const first = this.#arrives[0] as number;
    let sum = 0;
    return [
      0,
      ...this.#arrives.map((begun, i) => {
        sum += area(begun, this.#arrives[i + 1] ?? first + this.#lap, this.#points[i] as number);
        return sum;
      }),
    ];
  }
}

/** ∫ (t − point) dt. */
export const area = (from: number, to: number, point: number): number =>
  (to - from) * ((to + from) / 2 - point);

interface Tooth {
  readonly arrives: number;
  readonly point: number;
}

/** Without those that are always older on arrival than what the most frequent ones have brought. */
function thatMatter(arrivals: readonly Arrivals[]): readonly Arrivals[] {
  const [shortest] = [...arrivals].sort((a, b) => a.schedule.period - b.schedule.period);
  invariant(shortest !== undefined, "something arrives");
  const oldest = shortest.takes + shortest.schedule.period;
  const used = arrivals.filter((each) => each === shortest || each.takes < oldest);
  const repeats = lapOf(used.map(({ schedule }) => schedule.period)) !== undefined;
  return repeats ? used : [shortest];
}

/** Arrivals of one lap that bring something newer, in order. */
function teethOf(arrivals: readonly Arrivals[], lap: number): Tooth[] {
  const all = arrivals.flatMap(({ schedule, takes }) =>
    Array.from({ length: Math.round(lap / schedule.period) }, (_, number) => {
      const begun = schedule.at(number);
      const arrives = begun + takes;
      const laps = Math.floor(arrives / lap);
      return { arrives: arrives - laps * lap, point: begun - laps * lap };
    }),
  );
  all.sort((a, b) => a.arrives - b.arrives || a.point - b.point);
  // What arrived in the lap before is a lap older.
  let newest = Math.max(...all.map(({ point }) => point)) - lap;
  return all.filter(({ point }) => {
    if (point <= newest) return false;
    newest = point;
    return true;
  });
}

/** The least common multiple; undefined = too many teeth. */
function lapOf(periods: readonly number[]): number | undefined {
  let lap = 1;
  const shortest = Math.min(...periods);
  for (const period of periods) {
    const factor = period / commonDivisor(lap, period);
    if (lap * factor > shortest * TEETH) return undefined;
    lap *= factor;
  }
  return lap;
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
