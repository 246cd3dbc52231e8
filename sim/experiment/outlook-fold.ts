// Blocks of an outlook → sums, in the order of their jobs, whenever they arrive: one that comes early waits.
// Keeps one number per replication and total, for intervals, and nothing else that grows with the years.

import { Fingerprint } from "../kernel/fingerprint.ts";
import { MergedSketch } from "../metrics/outlook/merge-sketches.ts";
import type { SiteLosses } from "../metrics/outlook/site-losses.ts";
import {
  type PopulationTotals,
  SHARES,
  type ShareName,
  shareAt,
  TOTALS,
  type TotalName,
} from "../metrics/outlook/totals.ts";
import { NeumaierSum } from "./neumaier.ts";
import type { OutlookBlock, OutlookReplication } from "./outlook-job.ts";

/** Over replications: of a part x of the whole y of each, and how many had such a part. */
export interface GroupSums {
  readonly x: NeumaierSum;
  readonly xx: NeumaierSum;
  readonly xy: NeumaierSum;
  replications: number;
}

/** All processes whose rate is set at one path. */
export interface Group {
  readonly path: string;
  readonly members: readonly number[];
  readonly downtime: GroupSums;
  readonly loss: GroupSums;
}

const noSums = (): GroupSums => ({
  x: new NeumaierSum(),
  xx: new NeumaierSum(),
  xy: new NeumaierSum(),
  replications: 0,
});

export class OutlookFold {
  readonly sketch = new MergedSketch();
  /** By total: the value of each replication, in order. */
  readonly values = Object.fromEntries(TOTALS.map((name) => [name, [] as number[]])) as Record<
    TotalName,
    number[]
  >;
  readonly populations: PopulationTotals[] = [];
  /** Of each replication, in order. */
  readonly siteLosses: SiteLosses[] = [];
  /** Of each replication, in order: µs in each state of the system. */
  readonly stateTimes: (readonly number[])[] = [];
  /** Of each replication, in order: incidents beyond each target (rare/targets.ts). */
  readonly beyond: (readonly number[])[] = [];
  readonly groups: readonly Group[];
  readonly wholes = { downtime: noSums(), loss: noSums() };
  steps = 0;
  readonly #shares: readonly NeumaierSum[];
  readonly #fingerprint = new Fingerprint();
  readonly #early = new Map<number, OutlookBlock>();
  #next = 0;

  /** `paths`: where the rate of each process is set. */
  constructor(paths: readonly string[]) {
    this.#shares = paths.flatMap(() => SHARES.map(() => new NeumaierSum()));
    this.groups = [...new Set(paths)].map((path) => ({
      path,
      members: paths.flatMap((each, i) => (each === path ? [i] : [])),
      downtime: noSums(),
      loss: noSums(),
    }));
  }

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

  get replications(): number {
    return this.values.micros.length;
  }
  get fingerprint(): string {
    return this.#fingerprint.digest();
  }

  total(name: TotalName): number {
    const sum = new NeumaierSum();
    for (const value of this.values[name]) sum.add(value);
    return sum.value;
  }

  /** Of one process, over all replications. */
  share(process: number, name: ShareName): number {
    return (this.#shares[shareAt(process, name)] as NeumaierSum).value;
  }

  #take(block: OutlookBlock): void {
    this.sketch.add(block.sketch);
    for (const replication of block.replications) this.#takeReplication(replication);
  }

  #takeReplication(each: OutlookReplication): void {
    const { replication, totals, shares, populations, steps, fingerprint } = each;
    this.steps += steps;
    this.#fingerprint.addInteger(replication);
    this.#fingerprint.addText(fingerprint);
    for (const name of TOTALS) this.values[name].push(totals[name]);
    this.siteLosses.push(each.siteLosses);
    this.stateTimes.push(each.stateTimes);
    this.beyond.push(each.beyond);
    populations.forEach((population, i) => {
      const sum = this.populations[i];
      if (!sum) this.populations[i] = { ...population };
      else for (const name of Object.keys(sum) as (keyof PopulationTotals)[]) sum[name] += population[name];
    });
    shares.forEach((x, i) => {
      if (x !== 0) this.#shares[i]?.add(x);
    });
    for (const of of ["downtime", "loss"] as const) {
      addTo(this.wholes[of], totals[of], totals[of]);
      const name = of === "downtime" ? "involvedDowntime" : "involvedLoss";
      for (const group of this.groups) {
        let x = 0;
        for (const member of group.members) x += shares[shareAt(member, name)] ?? 0;
        addTo(group[of], x, totals[of]);
      }
    }
  }
}

function addTo(sums: GroupSums, x: number, y: number): void {
  if (x === 0) return;
  sums.x.add(x);
  sums.xx.add(x * x);
  sums.xy.add(x * y);
  sums.replications++;
}
