// One path that the arrivals of the past may have taken, given the load: writes with sizes and instants, as records.
// Between two marks so many come as the load expects, give or take what the arrival process does; where in that
// stretch each of them lies follows the load. Positions that others know by heart are met exactly. Writes are records
// of their own where somebody is going to receive them soon, and where they are young; the rest are records of many.

import type { Ledger, Position } from "../cluster/data-plane.ts";
import type { HandedRecords } from "../cluster/hand-over.ts";
import type { DemandTerms } from "../cluster/terms.ts";
import type { RandomStream } from "../kernel/random.ts";
import type { Instant } from "../quantity/time.ts";

/** So many writes in a row are records of their own; all others together are about so many records. Ours. */
const SINGLE = 50_000;
const SHARED = 5_000;

export interface ArrivalPathParts {
  /** What was appended, on average. */
  readonly ledger: Ledger;
  readonly now: Instant;
  readonly populations: readonly DemandTerms[];
  readonly draws: RandomStream;
  /** Instants at which the position is asked for; the path begins with the earliest one. */
  readonly marks: readonly number[];
  /** Here some copy goes on receiving. */
  readonly heads: readonly number[];
  /** Up to this position the path is what the load expects. */
  readonly exactUpTo: Position;
  /** Nobody cares how many came before. */
  readonly drawnFrom: number;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Expected positions. */
  readonly low: Position;
  readonly high: Position;
}

export class ArrivalPath {
  readonly #parts: ArrivalPathParts;
  readonly #ends: number[] = [];
  readonly #appends: number[] = [];
  readonly #promises: number[] = [];
  readonly #writes: number[] = [];
  readonly #base: Position;
  readonly #endAt = new Map<number, Position>();
  readonly #meanBytes: number;
  /** Variance over mean of the number of writes in a long stretch; a closed loop has none to speak of. */
  readonly #dispersion: number;
  readonly #promisedUpTo: Position;
  /** What waits for its promise waits for a round trip, no more. */
  readonly #isFresh: boolean;
  readonly #isOneSize: boolean;
  /** Of the demand, by population, added up. */
  readonly #shares: number[] = [];

  constructor(parts: ArrivalPathParts) {
    this.#parts = parts;
    const { ledger, now, populations } = parts;
    const rates = populations.map(({ curve }) => curve.expected(0, 7 * 86_400e6));
    const all = rates.reduce((sum, rate) => sum + rate, 0) || 1;
    const mean = (of: (population: DemandTerms) => number): number =>
      populations.reduce((sum, each, i) => sum + ((rates[i] as number) / all) * of(each), 0);
    this.#meanBytes = mean(({ meanBytes }) => meanBytes) || 1;
    this.#dispersion = mean(({ arrivals }) => (arrivals.answered ? 0 : (arrivals.dispersion ?? 1)));
    let share = 0;
    for (const rate of rates) {
      share += rate / all;
      this.#shares.push(share);
    }
    this.#isOneSize = populations.every((each) => each.isConstantSize && each.meanBytes === this.#meanBytes);
    this.#promisedUpTo = ledger.acknowledged(now);
    this.#isFresh = now - ledger.appendedPast(this.#promisedUpTo) < 1e6;
    const end = ledger.appended(now);
    const many = SINGLE * this.#meanBytes;
    const zones = [
      ...parts.heads.map((head) => ledger.appended(Math.floor(head) as Instant)),
      end - many,
    ].map((low) => ({ low: Math.max(0, low), high: Math.min(end, low + many) }));
    const instants = [...parts.marks, now].map((at) => Math.max(0, Math.min(now, at)));
    const first = Math.min(...instants);
    const borders = zones
      .flatMap(({ low, high }) => [low, high])
      .map((position) => ledger.appendedPast(position));
    const marks = [...new Set([...instants, ...borders.filter((at) => at > first && at < now)])];
    marks.sort((a, b) => a - b);
    const positions = marks.map((at) => ledger.appended(at as Instant));
    this.#base = positions[0] as Position;
    this.#endAt.set(first, this.#base);
    const shared = Math.max(1, Math.ceil((end - this.#base) / this.#meanBytes / SHARED));
    for (let i = 1; i < marks.length; i++) {
      const [low, high] = [positions[i - 1] as Position, positions[i] as Position];
      const middle = (low + high) / 2;
      const isSingle = zones.some((zone) => middle >= zone.low && middle <= zone.high);
      this.#walk({ from: marks[i - 1] as number, to: marks[i] as number, low, high }, isSingle ? 1 : shared);
      this.#endAt.set(marks[i] as number, this.endBefore(this.#ends.length));
    }
  }

  get records(): HandedRecords {
    return {
      base: this.#base,
      ends: this.#ends,
      appends: this.#appends,
      promises: this.#promises,
      writes: this.#writes,
    };
  }

  /** At one of the marks. */
  endAt(mark: number): Position {
    return this.#endAt.get(Math.max(0, Math.min(this.#parts.now, mark))) ?? this.#base;
  }
  endBefore(index: number): Position {
    return index <= 0 ? this.#base : (this.#ends[index - 1] as Position);
  }
  /** Number of the first record that ends past `position`. */
  indexPast(position: Position): number {
    let [low, high] = [0, this.#ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#ends[middle] as number) <= position + 1e-3) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** `many`: writes in one record. */
  #walk({ from, to, low, high }: Stretch, many: number): void {
    if (!(high > low)) return;
    const { exactUpTo, drawnFrom, draws } = this.#parts;
    const expected = (high - low) / this.#meanBytes;
    const isDrawn = low >= exactUpTo && from >= drawnFrom;
    const spread = isDrawn ? Math.sqrt(expected * this.#dispersion) * draws.normal() : 0;
    const writes = Math.max(isDrawn ? 0 : 1, Math.round(expected + spread));
    const records = Math.ceil(writes / many);
    const gaps = this.#gaps(records, many);
    const whole = gaps.reduce((sum, gap) => sum + gap, 0);
    const begin = this.endBefore(this.#ends.length);
    let [passed, position, left] = [0, begin, writes];
    for (let i = 0; i < records; i++) {
      passed += gaps[i] as number;
      const expectedAt = low + (high - low) * (passed / whole);
      const own = Math.min(many, left);
      left -= own;
      position = isDrawn
        ? position + this.#bytesOf(own)
        : begin + (high - begin) * ((writes - left) / writes);
      this.#add(expectedAt, { end: position, writes: own, from, to });
    }
  }

  /** Between records, and behind the last one: order statistics of a stretch of load, or even steps. */
  #gaps(records: number, many: number): number[] {
    const { draws } = this.#parts;
    if (this.#dispersion === 0)
      return Array.from({ length: records + 1 }, (_, i) => (i % records === 0 ? 0.5 : 1));
    return Array.from({ length: records + 1 }, () =>
      many === 1 ? draws.exponential() : Math.max(0, many + Math.sqrt(many) * draws.normal()),
    );
  }

  #bytesOf(writes: number): number {
    const { populations, draws } = this.#parts;
    const population = this.#isOneSize ? undefined : populations[this.#choose(draws.uniform())];
    if (!population) return writes * this.#meanBytes;
    const { meanBytes } = population;
    return Math.max(1, writes * meanBytes + Math.sqrt(writes) * (population.drawBytes() - meanBytes));
  }

  #add(
    expectedAt: Position,
    own: { readonly end: Position; readonly writes: number; readonly from: number; readonly to: number },
  ): void {
    const { ledger } = this.#parts;
    const last = this.#appends.at(-1) ?? own.from;
    const at = Math.max(last, Math.min(own.to, ledger.appendedPast(expectedAt)));
    this.#ends.push(own.end);
    this.#appends.push(at);
    this.#writes.push(own.writes);
    this.#promises.push(this.#promisedAt(expectedAt, at));
  }

  /** What has just been written is as good as promised: what waits for one round trip does so again soon. */
  #promisedAt(expectedAt: Position, at: number): number {
    const { ledger, now } = this.#parts;
    const before = Math.max(at, this.#promises.at(-1) ?? 0);
    if (before === Number.POSITIVE_INFINITY) return before;
    const isPromised = expectedAt <= this.#promisedUpTo || this.#isFresh;
    if (!isPromised) return Number.POSITIVE_INFINITY;
    return Math.max(before, Math.min(now, ledger.acknowledgedPast(expectedAt)));
  }
  #choose(draw: number): number {
    const found = this.#shares.findIndex((share) => draw < share);
    return found < 0 ? this.#shares.length - 1 : found;
  }
}
