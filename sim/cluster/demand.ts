// What clients ask for, with two faces: a rate curve (how much, on average, at every instant) and an arrival process
// (when exactly). Both speak of writes of one population. Arrivals never depend on what the system does with them,
// except in a closed loop, where a client thinks only after it has been answered.

/** Writes per µs; piecewise constant or linear. Times are real µs of the run. */
export interface LoadCurve {
  rateAt(t: number): number;
  /** Expected writes in [from, to). */
  expected(from: number, to: number): number;
}

export interface ArrivalProcess {
  /** When the next write arrives, real µs; Infinity = nobody asks before somebody is answered. */
  readonly nextAt: number;
  /** Takes the write that is due. */
  take(): void;
  /** Nobody asks before `t`: as if the process began there. */
  skipTo(t: number): void;
  /** Takes every write that is due by `until`, at most `most`; returns how many. */
  takeUntil(until: number, most: number): number;
  /** Closed loops only: a write of this population got its answer (or was refused) at `at`. */
  answered?(at: number): void;
}
