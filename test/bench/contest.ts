// Measures two ways of doing the same work, interleaved round by round within one process, in CPU time: on a
// shared machine only their ratio means something. Ratios are medians over the rounds.

export interface Contest {
  readonly name: string;
  /** The least ratio accepted; absent for a row that only informs. */
  readonly floor?: number;
  /** Nanoseconds or the like: what one side costs per unit of work. */
  readonly unit: string;
  /** Sets a side up. Its round does some work and says how many units that was. */
  readonly ours: () => () => number;
  readonly theirs: () => () => number;
  readonly rounds?: number;
}

/** A figure without an opponent, such as memory. `most` and `least` are limits, if there are any. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly most?: number;
  readonly least?: number;
  readonly measure: () => number;
}

export interface Bench {
  readonly title: string;
  readonly contests: readonly Contest[];
  readonly figures?: readonly Figure[];
}

export interface Outcome {
  readonly ours: number;
  readonly theirs: number;
  /** How many times as much the other side costs. */
  readonly ratio: number;
}

const ROUNDS = 9;

/** Nanoseconds of CPU per unit. */
function cost(round: () => number): number {
  const before = process.cpuUsage();
  const units = round();
  const { user, system } = process.cpuUsage(before);
  return ((user + system) * 1000) / units;
}

const median = (values: readonly number[]): number => values.toSorted((x, y) => x - y)[values.length >> 1]!;

export function hold(contest: Contest): Outcome {
  const ours = contest.ours();
  const theirs = contest.theirs();
  // Two rounds each for the optimising compiler.
  for (let i = 0; i < 2; i++) {
    cost(ours);
    cost(theirs);
  }
  const rows: Outcome[] = [];
  for (let round = 0; round < (contest.rounds ?? ROUNDS); round++) {
    globalThis.gc?.();
    const mine = cost(ours);
    const other = cost(theirs);
    rows.push({ ours: mine, theirs: other, ratio: other / mine });
  }
  return {
    ours: median(rows.map((row) => row.ours)),
    theirs: median(rows.map((row) => row.theirs)),
    ratio: median(rows.map((row) => row.ratio)),
  };
}
