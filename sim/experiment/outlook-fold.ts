// Blocks of an outlook → sums, in the order of their jobs, whenever they arrive: one that comes early waits. Keeps one
// number per replication for a few headline metrics, and nothing else that grows with the years.

import { Fingerprint } from "../kernel/fingerprint.ts";
import { MergedSketch } from "../metrics/outlook/merge-sketches.ts";
import {
  type PopulationTotals,
  SHARES,
  type ShareName,
  TOTALS,
  type Totals,
} from "../metrics/outlook/totals.ts";
import { NeumaierSum } from "./neumaier.ts";
import type { OutlookBlock, OutlookReplication } from "./outlook-job.ts";

/** Sums over replications of one process's share x, and of x with the whole y, for ratios and their spread. */
export interface ShareSums {
  readonly x: NeumaierSum;
  readonly xx: NeumaierSum;
  readonly xy: NeumaierSum;
}

export class OutlookFold {
  readonly sketch = new MergedSketch();
  /** By total: the value of each replication, in order. */
  readonly values = Object.fromEntries(TOTALS.map((name) => [name, [] as number[]])) as Record<
    keyof Totals,
    number[]
  >;
  readonly populations: PopulationTotals[] = [];
  /** By process, then by kind of share. */
  readonly shares: ShareSums[] = [];
  steps = 0;
  replications = 0;
  readonly #fingerprint = new Fingerprint();
  readonly #early = new Map<number, OutlookBlock>();
  #next = 0;

  /** `index` of its job. */
  add(index: number, block: OutlookBlock): void {
    this.#early.set(index, block);
    for (let next = this.#early.get(this.#next); next; next = this.#early.get(this.#next)) {
      this.#early.delete(this.#next++);
      this.#take(next);
    }
  }

  /** Nothing more comes: what waits for a block that never came is taken all the same. */
  finish(): void {
    for (const index of [...this.#early.keys()].sort((a, b) => a - b)) {
      this.#take(this.#early.get(index) as OutlookBlock);
      this.#early.delete(index);
    }
  }

  get fingerprint(): string {
    return this.#fingerprint.digest();
  }

  total(name: keyof Totals): number {
    const sum = new NeumaierSum();
    for (const value of this.values[name]) sum.add(value);
    return sum.value;
  }

  /** Of one process. */
  share(process: number, name: ShareName): ShareSums {
    return this.shares[process * SHARES.length + SHARES.indexOf(name)] as ShareSums;
  }

  #take(block: OutlookBlock): void {
    this.sketch.add(block.sketch);
    for (const replication of block.replications) this.#takeReplication(replication);
  }

  #takeReplication({
    replication,
    totals,
    shares,
    populations,
    steps,
    fingerprint,
  }: OutlookReplication): void {
    this.replications++;
    this.steps += steps;
    this.#fingerprint.addInteger(replication);
    this.#fingerprint.addText(fingerprint);
    for (const name of TOTALS) this.values[name].push(totals[name]);
    populations.forEach((population, i) => {
      const sum = this.populations[i];
      if (!sum) this.populations[i] = { ...population };
      else for (const name of Object.keys(sum) as (keyof PopulationTotals)[]) sum[name] += population[name];
    });
    shares.forEach((x, i) => {
      if (this.shares.length <= i)
        this.shares.push({ x: new NeumaierSum(), xx: new NeumaierSum(), xy: new NeumaierSum() });
      if (x === 0) return;
      const sums = this.shares[i] as ShareSums;
      const isLoss = i % SHARES.length >= SHARES.indexOf("loss");
      sums.x.add(x);
      sums.xx.add(x * x);
      sums.xy.add(x * totals[isLoss ? "loss" : "downtime"]);
    });
  }
}
