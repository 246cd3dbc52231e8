// A Markov chain given by what can happen next: failures and repairs with rates that may depend on the whole
// state. States are whole numbers of the caller's own coding; they are met one by one and need no list
// beforehand. One chain serves the exact answers and the simulation, plain and biased.
// Leaves out: times that are not exponential (see splitting.ts).

export interface Transition {
  readonly to: number;
  /** Per unit of time, any unit, the same throughout; above zero. */
  readonly rate: number;
  /** Towards the rare event, away from it, or neither: what biasing makes more and less likely. */
  readonly kind: "failure" | "repair" | "neutral";
}

export interface MarkovChain {
  /** All up, as a rule: cycles begin and end here. */
  readonly start: number;
  transitionsFrom(state: number): readonly Transition[];
  /** Whether the system is down; false at the start. */
  isDown(state: number): boolean;
}

export interface Edge extends Transition {
  readonly from: number;
}

/** A chain of a few states, edge by edge. */
export function tableChain(start: number, down: readonly number[], edges: readonly Edge[]): MarkovChain {
  const rows = new Map<number, Edge[]>();
  for (const edge of edges) {
    if (!(edge.rate >= 0)) throw new RangeError(`a rate of ${edge.rate} from ${edge.from} to ${edge.to}`);
    if (edge.rate > 0) rows.set(edge.from, [...(rows.get(edge.from) ?? []), edge]);
  }
  return {
    start,
    transitionsFrom: (state) => rows.get(state) ?? [],
    isDown: (state) => down.includes(state),
  };
}
