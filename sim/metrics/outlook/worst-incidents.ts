// The few worst incidents, with what it takes to see them again. Ordered by what they cost (downtime and lost
// work, second for second), then by where they stand, so that merging lists does not depend on their order.

import type { Incident } from "./incident.ts";

const KEPT = 10;
/** Causes told of one incident. */
const TOLD = 8;

/** Plain data; µs. */
export interface WorstIncident {
  readonly replication: number;
  readonly number: number;
  readonly begin: number;
  readonly end: number;
  readonly isOpen: boolean;
  readonly source: string;
  readonly causes: readonly number[];
  readonly isPlanned: boolean;
  readonly downtime: number;
  readonly loss: number;
  readonly lostTransactions: number;
  readonly failovers: number;
}

export class WorstIncidents {
  #list: WorstIncident[] = [];

  get list(): readonly WorstIncident[] {
    return this.#list;
  }

  add(incident: Incident, source: string, replication: number): void {
    const { downtime, lossTotal } = incident;
    if (downtime + lossTotal <= 0) return;
    const last = this.#list[KEPT - 1];
    if (last && downtime + lossTotal < costOf(last)) return;
    const { number, begin, end, isOpen, isPlanned, causes, lostTransactions, failovers } = incident;
    this.#insert({
      replication,
      number,
      begin,
      end,
      isOpen,
      source,
      causes: causes.filter((cause) => cause >= 0).slice(0, TOLD),
      isPlanned,
      downtime,
      loss: lossTotal,
      lostTransactions,
      failovers,
    });
  }

  merge(others: readonly WorstIncident[]): void {
    for (const other of others) this.#insert(other);
  }

  #insert(incident: WorstIncident): void {
    this.#list = [...this.#list, incident].sort(worstFirst).slice(0, KEPT);
  }
}

const costOf = ({ downtime, loss }: WorstIncident): number => downtime + loss;

const worstFirst = (a: WorstIncident, b: WorstIncident): number =>
  costOf(b) - costOf(a) || a.replication - b.replication || a.number - b.number;
