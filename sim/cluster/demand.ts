// What clients ask for, with two faces: a rate curve (how much, on average, at every instant) and an arrival process
// (when exactly). Both speak of writes of one population. Arrivals never depend on what the system does with them,
// except in a closed loop, where a client thinks only after it has been answered.

/** Writes per µs; piecewise constant or linear. Times are real µs of the run. */
export interface LoadCurve {
  rateAt(t: number): number;
  /** Expected writes in [from, to). */
  expected(from: number, to: number): number;
  /** Expected writes in [0, t), in a time that does not depend on t. */
  cumulative(t: number): number;
  /** The first instant at which more than `amount` writes have been offered since 0; Infinity = never. */
  reaches(amount: number): number;
  /** The next instant after `t` at which the rate may change; Infinity = never. */
  changesAfter(t: number): number;
  /** The first instant from `t` on with a rate above `rate`; Infinity = never. */
  nextAbove(rate: number, t: number): number;
  /** The highest rate there is. */
  readonly peak: number;
  /** µs after which it repeats, growth apart; absent = it never changes, or never repeats. */
  readonly period?: number;
  /** It is this curve, so many times; undefined = another shape. */
  multipleOf(other: LoadCurve): number | undefined;
}

export interface ArrivalProcess {
  /** Variance over mean of the number of writes in a long stretch, given the load; 1 if absent, as of Poisson. */
  readonly dispersion?: number;
  /** When the next write arrives, real µs; Infinity = nobody asks before somebody is answered. */
  readonly nextAt: number;
  /** Takes the write that is due. */
  take(): void;
  /** Nobody asks before `t`: as if the process began there. */
  skipTo(t: number): void;
  /** Takes every write that is due by `until`, at most `most`; returns how many. */
  takeUntil(until: number, most: number): number;
  /** Closed loops only: so many clients, each of which waits for its answer. */
  readonly clients?: number;
  /** Closed loops only: a write of this population got its answer (or was refused) at `at`. */
  answered?(at: number, isRefused?: boolean): void;
  /** Clients that ask again only: the write that was taken last has no answer at `at`, and will have none. */
  unanswered?(at: number, isRefused?: boolean): void;
}
