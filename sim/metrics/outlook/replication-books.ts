// What the incidents of one replication add up to: its totals, and how much of them each failing process has
// a share in. Incidents also go to the sketch of the whole block.

import { type Incident, involvedAt, NO_CAUSE, namesakeOf } from "./incident.ts";
import type { SketchBook } from "./sketch.ts";
import { noTotals, SHARES, type ShareName, shareAt, type Totals } from "./totals.ts";

/** Something that fails and is repaired, as far as an observer must know it. */
export interface ObservedProcess {
  readonly id: string;
  /** The kind of failure: "link-cut". */
  readonly source: string;
  readonly isPlanned: boolean;
}

/** The name under which incidents without a fault go. */
export const OVERLOAD = "overload";

export class ReplicationBooks {
  readonly totals: Totals = noTotals();
  /** By process and kind of share: see shareAt(). */
  readonly shares: number[];
  readonly #processes: readonly ObservedProcess[];
  readonly #sketch: SketchBook;
  readonly #replication: number;

  constructor(parts: {
    readonly processes: readonly ObservedProcess[];
    readonly sketch: SketchBook;
    readonly replication: number;
  }) {
    this.#processes = parts.processes;
    this.#sketch = parts.sketch;
    this.#replication = parts.replication;
    this.shares = new Array<number>(parts.processes.length * SHARES.length).fill(0);
  }

  failed(process: number): void {
    this.#add(process, "failures", 1);
  }

  /** It is over. */
  close(incident: Incident): void {
    const { totals } = this;
    totals.incidents++;
    totals.downtime += incident.downtime;
    if (incident.isPlanned) totals.plannedDowntime += incident.downtime;
    totals.loss += incident.lossTotal;
    totals.lostTransactions += incident.lostTransactions;
    totals.lostBytes += incident.lostBytes;
    totals.outages += incident.outages.length / 2;
    totals.losses += incident.losses;
    totals.failovers += incident.failovers;
    totals.falseFailovers += incident.falseFailovers;
    if (incident.longestOutage > totals.longestOutage) totals.longestOutage = incident.longestOutage;
    if (incident.lossAge > totals.largestLoss) totals.largestLoss = incident.lossAge;
    const { causes, outages, outageTriggers, lossTotal } = incident;
    this.#add(causes[0] ?? NO_CAUSE, "incidents", 1);
    outageTriggers.forEach((process, i) => {
      const start = outages[2 * i] as number;
      const length = (outages[2 * i + 1] as number) - start;
      this.#add(process, "downtime", length);
      for (const cause of involvedAt(incident, start)) this.#add(cause, "involvedDowntime", length);
    });
    if (lossTotal > 0) {
      this.#add(incident.lossTrigger, "loss", lossTotal);
      for (const cause of involvedAt(incident, incident.lossFailedAt))
        this.#add(cause, "involvedLoss", lossTotal);
    }
    const source = this.#processes[namesakeOf(incident)]?.source ?? OVERLOAD;
    this.#sketch.incident(incident, source, this.#replication);
  }

  #add(process: number, name: ShareName, amount: number): void {
    if (process === NO_CAUSE || amount === 0) return;
    const at = shareAt(process, name);
    this.shares[at] = (this.shares[at] as number) + amount;
  }
}
