// When transactions come: a rate over time, and a way to draw instants. Both speak of the writes of one population.

import type { z } from "zod";
import type { ArrivalProcess, LoadCurve } from "../../cluster/demand.ts";
import type { KindSchema, Part } from "../../config/part.ts";
import type { Random } from "../../kernel/random.ts";
import type { Duration } from "../../quantity/time.ts";

export interface DemandParts {
  /** Of the demand of the cluster, this population's. */
  readonly share: number;
  /** Of the transactions, those that write. */
  readonly writes: number;
  /** The run begins at this time of the week, µs after midnight of a Monday. */
  readonly startsAt: number;
  /** Own to this population. */
  readonly random: Random;
  readonly name: string;
  /** Instants of a recording, µs from its begin, ascending. */
  readonly recording?: readonly number[] | undefined;
  /** Populations before this one take so much of the recording; for splitting it. */
  readonly shareBefore: number;
}
export interface Demand {
  readonly curve: LoadCurve;
  readonly process: ArrivalProcess;
}

export interface Arrivals<Config extends KindSchema = KindSchema> extends Part<Config> {
  demand(config: z.output<Config>, parts: DemandParts): Demand;
  /** After which the load repeats: a drill begins anywhere in it. A day if absent. */
  readonly period?: Duration;
  /** Where in the period a drill begins that is to meet the highest or the lowest load, µs after midnight. */
  startsAt(config: z.output<Config>, at: "peak" | "trough", draw: number): number;
}

export const defineArrivals = <Config extends KindSchema>(part: Arrivals<Config>): Arrivals<Config> => part;
