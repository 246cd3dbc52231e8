// What a population will do while conditions stay as they are, as steps: who is connected where from when on, and
// which field decided it. Cohorts that move at one instant are one step.

import type { ServedStep } from "../cluster/clientele.ts";
import type { Connection, ConnectionStep, NodeId } from "../cluster/data-plane.ts";
import { type Instant, later, NEVER } from "../quantity/time.ts";
import { type Cohort, connectionOf } from "./cohort.ts";
import { Headcount, sameConnections } from "./headcount.ts";
import { Moves } from "./moves.ts";

export interface PlannedStep extends ConnectionStep {
  /** What connected the last of those who are connected at it; "" = nobody is. */
  readonly setBy: string;
}
/** What somebody connected to a node gets. */
export interface Use {
  readonly serving: boolean;
  readonly reading: boolean;
}

export class ConnectionPlan {
  /** Ascending in time. */
  readonly steps: readonly PlannedStep[];
  readonly #nodes: readonly NodeId[];
  /** The step that holds. */
  #current = 0;
  /** Of each node, when what is foreseen was worked out. */
  readonly #uses: Use[] = [];
  #foreseen: readonly ServedStep[] = [];
  #changes = -1;

  /** `nodes`: all to which anybody is connected, and maybe others. */
  constructor(steps: readonly PlannedStep[], nodes: readonly NodeId[]) {
    this.steps = steps;
    this.#nodes = nodes;
  }

  connectionsAt(now: number): readonly Connection[] {
    this.#moveTo(now);
    return this.steps[this.#current]?.connections ?? [];
  }
  /** The next step; NEVER = nothing changes any more. */
  nextAfter(now: number): Instant {
    this.#moveTo(now);
    return this.steps[this.#current + 1]?.at ?? NEVER;
  }

  /**
   * What clients get at each step; the same array as long as their nodes are of the same use. `changes`: as long as it
   * is the same number, they are.
   */
  foreseen(changes: number, useOf: (node: NodeId) => Use): readonly ServedStep[] {
    if (changes === this.#changes) return this.#foreseen;
    this.#changes = changes;
    let isSame = this.#foreseen.length > 0;
    for (let i = 0; i < this.#nodes.length; i++) {
      const use = useOf(this.#nodes[i] as NodeId);
      const before = this.#uses[i];
      if (use.serving !== before?.serving || use.reading !== before.reading) isSame = false;
      this.#uses[i] = use;
    }
    if (!isSame) this.#foreseen = this.steps.map((step) => this.#servedAt(step));
    return this.#foreseen;
  }

  #servedAt({ at, connections }: PlannedStep): ServedStep {
    let serving = 0;
    let reading = 0;
    for (const { node, share } of connections) {
      const use = this.#uses[this.#nodes.indexOf(node)];
      if (use?.serving) serving += share;
      if (use?.reading) reading += share;
    }
    return { at, serving, reading };
  }

  #moveTo(now: number): void {
    while (this.#current > 0 && (this.steps[this.#current] as PlannedStep).at > now) this.#current--;
    for (let next = this.steps[this.#current + 1]; next && next.at <= now; ) {
      this.#current++;
      next = this.steps[this.#current + 1];
    }
  }
}

export function shareOf(connections: readonly Connection[], condition: (node: NodeId) => boolean): number {
  let sum = 0;
  for (const { node, share } of connections) if (condition(node)) sum += share;
  return sum;
}

/** Makes plans; what it needs while it does is kept for the next one. */
export class Planner {
  readonly #headcount = new Headcount();
  readonly #moves: Moves;

  constructor(cohorts: number) {
    this.#moves = new Moves(cohorts);
  }

  /**
   * The first step is now, whether or not it changes anything; later ones only where the connections change.
   * `target`: where cohorts arrive.
   */
  plan(
    cohorts: readonly Cohort[],
    now: Instant,
    target: NodeId | undefined,
  ): [PlannedStep, ...PlannedStep[]] {
    const headcount = this.#headcount;
    headcount.begin(cohorts);
    const moves = this.#moves;
    this.#collect(cohorts, now);
    let next = 0;
    const stepAt = (at: Instant): PlannedStep => {
      let setBy = "";
      for (; next < moves.count && moves.at(next) === at; next++) {
        const cohort = moves.cohort(next);
        const arrives = moves.arrives(next);
        headcount.move(cohort, arrives ? target : undefined);
        if (arrives) setBy = (cohorts[cohort] as Cohort).arrivesBy || setBy;
      }
      return { at, connections: headcount.connections(), setBy };
    };
    let last = stepAt(now);
    const steps: [PlannedStep, ...PlannedStep[]] = [last];
    while (next < moves.count) {
      const step = stepAt(moves.at(next));
      if (sameConnections(step.connections, last.connections)) continue;
      steps.push(step);
      last = step;
    }
    return steps;
  }

  #collect(cohorts: readonly Cohort[], now: Instant): void {
    const moves = this.#moves;
    moves.clear();
    for (let i = 0; i < cohorts.length; i++) {
      const cohort = cohorts[i] as Cohort;
      const { leavesAt, arrivesAt } = cohort;
      if (leavesAt < arrivesAt && connectionOf(cohort) !== undefined)
        moves.add(later(now, leavesAt), i, false);
      if (arrivesAt < NEVER) moves.add(later(now, arrivesAt), i, true);
    }
    moves.sort();
  }
}
