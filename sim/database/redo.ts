// How much log a database that died replays before it serves again. Checkpoints follow one another: by time, or
// sooner by the log that has been written, and each spreads its writing over a share of the interval. Redo begins
// where the last complete one began, so what is replayed was written in 0.9 to 1.9 intervals (with a share of 0.9),
// every value equally likely for a crash at any instant. Leaves out: pages that are still cached, a rate of log that
// changes within that time.
// Source: PostgreSQL 15 manual, 30.5 WAL Configuration; 20.5.2 for the values.

/** Durations in µs, sizes in bytes, rates in bytes per µs. */
export interface RedoTerms {
  /** Between two checkpoints, at most. */
  readonly checkpoint: number;
  /** Log that a crash may leave to be replayed, at most. */
  readonly maxLog: number;
  /** Share of the interval over which a checkpoint writes. */
  readonly completion: number;
  readonly rate: number;
}

/** µs; `logRate`: written at the time of the crash; `phase` in (0, 1): where between two checkpoints it fell. */
export function redoTime(
  { checkpoint, maxLog, completion, rate }: RedoTerms,
  logRate: number,
  phase: number,
): number {
  const written = Math.min(logRate * checkpoint, maxLog / (1 + completion));
  return (written * (completion + phase)) / rate;
}
