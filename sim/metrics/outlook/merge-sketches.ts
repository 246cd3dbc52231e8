// Sketches of blocks → one. Counts are whole numbers and lists are ordered by what they hold, so the result
// does not depend on how replications were grouped; sources come by name.

import { Histogram, type SparseHistogram } from "../../statistics/histogram.ts";
import { DOWNTIME_THRESHOLDS, LOSS_THRESHOLDS, mergeExceedances, noExceedances } from "./exceedance.ts";
import type { Sketch, SourceSketch } from "./sketch.ts";
import { WorstIncidents } from "./worst-incidents.ts";

interface MergedSource {
  readonly counts: { incidents: number; failovers: number; falseFailovers: number };
  readonly outage: Histogram;
  readonly loss: Histogram;
  readonly lostTransactions: Histogram;
}

export class MergedSketch {
  readonly #sources = new Map<string, MergedSource>();
  readonly #downtime = noExceedances(DOWNTIME_THRESHOLDS);
  readonly #unplannedDowntime = noExceedances(DOWNTIME_THRESHOLDS);
  readonly #loss = noExceedances(LOSS_THRESHOLDS);
  readonly #worst = new WorstIncidents();
  #yearlyDowntime: Histogram | undefined;
  #yearlyLoss: Histogram | undefined;

  add(sketch: Sketch): void {
    for (const source of sketch.sources) this.#addSource(source);
    mergeExceedances(this.#downtime, sketch.downtime);
    mergeExceedances(this.#unplannedDowntime, sketch.unplannedDowntime);
    mergeExceedances(this.#loss, sketch.loss);
    this.#yearlyDowntime = merged(this.#yearlyDowntime, sketch.yearlyDowntime);
    this.#yearlyLoss = merged(this.#yearlyLoss, sketch.yearlyLoss);
    this.#worst.merge(sketch.worst);
  }

  get all(): Sketch {
    const empty: SparseHistogram = { perUnit: 1, min: 0, max: 0, sum: 0, bins: [] };
    const names = [...this.#sources.keys()].sort();
    return {
      sources: names.map((source) => {
        const { counts, outage, loss, lostTransactions } = this.#sources.get(source) as MergedSource;
        return {
          source,
          ...counts,
          outage: outage.toSparse(),
          loss: loss.toSparse(),
          lostTransactions: lostTransactions.toSparse(),
        };
      }),
      downtime: this.#downtime,
      unplannedDowntime: this.#unplannedDowntime,
      loss: this.#loss,
      yearlyDowntime: this.#yearlyDowntime?.toSparse() ?? empty,
      yearlyLoss: this.#yearlyLoss?.toSparse() ?? empty,
      worst: this.#worst.list,
    };
  }

  #addSource({ source, outage, loss, lostTransactions, ...counted }: SourceSketch): void {
    const known = this.#sources.get(source);
    if (!known) {
      this.#sources.set(source, {
        counts: { ...counted },
        outage: Histogram.from(outage),
        loss: Histogram.from(loss),
        lostTransactions: Histogram.from(lostTransactions),
      });
      return;
    }
    for (const name of ["incidents", "failovers", "falseFailovers"] as const)
      known.counts[name] += counted[name];
    known.outage.merge(outage);
    known.loss.merge(loss);
    known.lostTransactions.merge(lostTransactions);
  }
}

function merged(into: Histogram | undefined, sparse: SparseHistogram): Histogram {
  if (!into) return Histogram.from(sparse);
  into.merge(sparse);
  return into;
}
