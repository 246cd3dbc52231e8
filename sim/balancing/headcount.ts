// How many cohorts are connected to each node, while they move one by one.

import type { Connection, NodeId } from "../cluster/data-plane.ts";
import { type Cohort, connectionOf } from "./cohort.ts";

const NOBODY: readonly Connection[] = [];

interface Count {
  readonly node: NodeId;
  count: number;
  /** None of its cohorts has a lower number. */
  first: number;
  /** By count, made when first asked for: the only node with connections, and that many of them. */
  readonly alone: (readonly Connection[])[];
}

export class Headcount {
  /** Cohort by cohort. */
  readonly #connected: (NodeId | undefined)[] = [];
  readonly #counts: Count[] = [];

  /** As they are now. */
  begin(cohorts: readonly Cohort[]): void {
    for (const count of this.#counts) count.count = 0;
    let last: Count | undefined;
    for (let i = 0; i < cohorts.length; i++) {
      const node = connectionOf(cohorts[i] as Cohort);
      this.#connected[i] = node;
      if (node === undefined) continue;
      // Most of them are where the one before is.
      if (last === undefined || last.node !== node) last = this.#of(node);
      join(last, i);
    }
  }

  move(cohort: number, to: NodeId | undefined): void {
    const from = this.#connected[cohort];
    if (from === to) return;
    this.#connected[cohort] = to;
    if (from !== undefined) this.#of(from).count--;
    if (to !== undefined) join(this.#of(to), cohort);
  }

  /** In the order of the first cohort of each: it does not matter who came first. */
  connections(): readonly Connection[] {
    let only: Count | undefined;
    for (const count of this.#counts) {
      if (count.count === 0) continue;
      if (only) return this.#several();
      only = count;
    }
    if (!only) return NOBODY;
    only.alone[only.count] ??= [{ node: only.node, share: only.count / this.#connected.length }];
    return only.alone[only.count] as readonly Connection[];
  }

  #several(): readonly Connection[] {
    const counts = this.#counts.filter(({ count }) => count > 0);
    for (const count of counts) while (this.#connected[count.first] !== count.node) count.first++;
    counts.sort((a, b) => a.first - b.first);
    return counts.map(({ node, count }) => ({ node, share: count / this.#connected.length }));
  }

  #of(node: NodeId): Count {
    for (const count of this.#counts) if (count.node === node) return count;
    const count = { node, count: 0, first: 0, alone: [] };
    this.#counts.push(count);
    return count;
  }
}

function join(count: Count, cohort: number): void {
  if (count.count === 0 || cohort < count.first) count.first = cohort;
  count.count++;
}

export function sameConnections(one: readonly Connection[], other: readonly Connection[]): boolean {
  if (one === other) return true;
  if (one.length !== other.length) return false;
  if (one.length === 1 && one[0]?.node === other[0]?.node) return one[0]?.share === other[0]?.share;
  return one.every(({ node, share }) => other.some((each) => each.node === node && each.share === share));
}
