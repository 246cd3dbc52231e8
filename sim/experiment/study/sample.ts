// What two designs can be paired on: one metric in one disruption, a value for each replication.
import type { MetricUnit } from "../../metrics/metric.ts";

export interface PairableSample {
  /** With its @scope. */
  readonly metric: string;
  /** "" = while nothing breaks, or over the years. */
  readonly disruption: string;
  readonly unit: MetricUnit;
  readonly better: "lower" | "higher";
  /** By replication, from the first; NaN where a replication has no value. */
  readonly values: readonly number[];
  /** By replication: the value is only a lower bound, reached when the run was given up. */
  readonly isCensored: readonly boolean[];
}

/** Two designs' samples of the same thing have the same name. */
export const sampleName = ({ metric, disruption }: Pick<PairableSample, "metric" | "disruption">): string =>
  disruption === "" ? metric : `${metric} for ${disruption}`;
