// How many cohorts are connected to each node, while they move one by one.

import type { Connection, NodeId } from "../cluster/data-plane.ts";
import { COHORTS } from "./cohort.ts";

interface Count {
  readonly node: NodeId;
  count: number;
  /** None of its cohorts has a lower number. */
  first: number;
}

export class Headcount {
  /** Cohort by cohort. */
  readonly #connected: (NodeId | undefined)[];
  readonly #counts: Count[] = [];

  constructor(connected: (NodeId | undefined)[]) {
    this.#connected = connected;
    connected.forEach((node, cohort) => {
      if (node !== undefined) this.#join(cohort, node);
    });
  }

  move(cohort: number, to: NodeId | undefined): void {
    const from = this.#connected[cohort];
    if (from === to) return;
    this.#connected[cohort] = to;
    if (from !== undefined) (this.#counts.find(({ node }) => node === from) as Count).count--;
    if (to !== undefined) this.#join(cohort, to);
  }

  /** In the order of the first cohort of each: which of them comes first is no matter of who came first. */
  connections(): readonly Connection[] {
    const counts = this.#counts.filter(({ count }) => count > 0);
    if (counts.length > 1) {
      for (const count of counts) while (this.#connected[count.first] !== count.node) count.first++;
      counts.sort((a, b) => a.first - b.first);
    }
    return counts.map(({ node, count }) => ({ node, share: count / COHORTS }));
  }

  #join(cohort: number, node: NodeId): void {
    const known = this.#counts.find((count) => count.node === node);
    if (!known) this.#counts.push({ node, count: 1, first: cohort });
    else {
      known.count++;
      if (cohort < known.first) known.first = cohort;
    }
  }
}

export function sameConnections(one: readonly Connection[], other: readonly Connection[]): boolean {
  if (one.length !== other.length) return false;
  return one.every(({ node, share }) => other.some((each) => each.node === node && each.share === share));
}
