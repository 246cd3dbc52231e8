// What a block of replications has shown, beyond its totals: distributions and counts that merge exactly in
// any order, so nothing grows with the number of years. Incidents by the source of their first cause.

import { Histogram, type SparseHistogram } from "../../statistics/histogram.ts";
import { MonthlySums } from "./calendar.ts";
import {
  countExceedances,
  DOWNTIME_THRESHOLDS,
  type ExceedanceCounts,
  LOSS_THRESHOLDS,
  noExceedances,
} from "./exceedance.ts";
import type { Incident } from "./incident.ts";
import { type WorstIncident, WorstIncidents } from "./worst-incidents.ts";

/** Downtime is counted in milliseconds: sums over a million years stay whole numbers that a double holds. */
const PER_SECOND = 1e3;

export interface SourceSketch {
  readonly source: string;
  readonly incidents: number;
  readonly failovers: number;
  readonly falseFailovers: number;
  /** Incidents that had an outage: the longest of each, s. */
  readonly outage: SparseHistogram;
  /** Incidents that lost something: rpoAchieved, s. */
  readonly loss: SparseHistogram;
  /** … and their lost transactions. */
  readonly lostTransactions: SparseHistogram;
}

/** Plain data, merged by merge-sketches.ts. */
export interface Sketch {
  readonly sources: readonly SourceSketch[];
  readonly downtime: ExceedanceCounts;
  readonly unplannedDowntime: ExceedanceCounts;
  readonly loss: ExceedanceCounts;
  /** Unplanned and planned, by calendar year, s. */
  readonly yearlyDowntime: SparseHistogram;
  readonly yearlyLoss: SparseHistogram;
  readonly worst: readonly WorstIncident[];
}

class SourceBook {
  readonly source: string;
  incidents = 0;
  failovers = 0;
  falseFailovers = 0;
  readonly outage = new Histogram(PER_SECOND);
  readonly loss = new Histogram(1e6);
  readonly lostTransactions = new Histogram(1);

  constructor(source: string) {
    this.source = source;
  }

  add(incident: Incident): void {
    this.incidents++;
    this.failovers += incident.failovers;
    this.falseFailovers += incident.falseFailovers;
    if (incident.longestOutage > 0) this.outage.add(incident.longestOutage / 1e3);
    if (incident.losses > 0) {
      this.loss.add(incident.lossAge);
      this.lostTransactions.add(incident.lostTransactions);
    }
  }

  toPlain(): SourceSketch {
    const { source, incidents, failovers, falseFailovers } = this;
    return {
      source,
      incidents,
      failovers,
      falseFailovers,
      outage: this.outage.toSparse(),
      loss: this.loss.toSparse(),
      lostTransactions: this.lostTransactions.toSparse(),
    };
  }
}

/** Filled incident by incident, replication by replication. */
export class SketchBook {
  readonly #sources = new Map<string, SourceBook>();
  readonly #downtime = noExceedances(DOWNTIME_THRESHOLDS);
  readonly #unplannedDowntime = noExceedances(DOWNTIME_THRESHOLDS);
  readonly #loss = noExceedances(LOSS_THRESHOLDS);
  readonly #yearlyDowntime = new Histogram(PER_SECOND);
  readonly #yearlyLoss = new Histogram(1e6);
  readonly #worst = new WorstIncidents();
  readonly #all: MonthlySums;
  readonly #unplanned: MonthlySums;
  readonly #lost: MonthlySums;

  /** `months`: of one replication. */
  constructor(months: number) {
    this.#all = new MonthlySums(months);
    this.#unplanned = new MonthlySums(months);
    this.#lost = new MonthlySums(months);
  }

  incident(incident: Incident, source: string, replication: number): void {
    let book = this.#sources.get(source);
    if (!book) {
      book = new SourceBook(source);
      this.#sources.set(source, book);
    }
    book.add(incident);
    const { outages, isPlanned } = incident;
    for (let i = 0; i < outages.length; i += 2) {
      this.#all.addStretch(outages[i] as number, outages[i + 1] as number);
      if (!isPlanned) this.#unplanned.addStretch(outages[i] as number, outages[i + 1] as number);
    }
    if (incident.lossTotal > 0) this.#lost.add(incident.lossAt, incident.lossTotal);
    this.#worst.add(incident, source, replication);
  }

  endReplication(): void {
    countExceedances(this.#downtime, this.#all);
    countExceedances(this.#unplannedDowntime, this.#unplanned);
    countExceedances(this.#loss, this.#lost);
    this.#all.eachYear((sum) => this.#yearlyDowntime.add(sum / 1e3));
    this.#lost.eachYear((sum) => this.#yearlyLoss.add(sum));
    for (const sums of [this.#all, this.#unplanned, this.#lost]) sums.clear();
  }

  toPlain(): Sketch {
    return {
      sources: [...this.#sources.values()].map((book) => book.toPlain()),
      downtime: this.#downtime,
      unplannedDowntime: this.#unplannedDowntime,
      loss: this.#loss,
      yearlyDowntime: this.#yearlyDowntime.toSparse(),
      yearlyLoss: this.#yearlyLoss.toSparse(),
      worst: this.#worst.list,
    };
  }
}
