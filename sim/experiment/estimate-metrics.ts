// The runs of one disruption, metric by metric → estimates. Runs without a value do not count, runs whose value
// is only a lower bound at the horizon count as beyond it.
import type { Metric } from "../metrics/metric.ts";
import { metrics } from "../metrics/registry.ts";
import { type Estimate, estimateOf } from "../statistics/estimate.ts";
import { estimateOfPooled } from "../statistics/pooled-estimate.ts";
import type { MetricEstimates } from "./result.ts";
import type { RunResult } from "./run-result.ts";

/** The values of one metric over runs, in their order. */
export interface MetricSample {
  readonly unit: string;
  readonly known: readonly number[];
  readonly censored: number;
  /** The least of the lower bounds. */
  readonly beyond?: number;
}

export function sampleOf(runs: readonly RunResult[], metric: string): MetricSample {
  const known: number[] = [];
  let [censored, beyond] = [0, Number.POSITIVE_INFINITY];
  for (const run of runs) {
    const value = run.values[metric];
    if (run.censored.includes(metric)) {
      censored++;
      if (value !== undefined) beyond = Math.min(beyond, value);
    } else if (value !== undefined) known.push(value);
  }
  return { unit: unitOf(metric), known, censored, ...(beyond < Number.POSITIVE_INFINITY && { beyond }) };
}

export function estimateMetrics(runs: readonly RunResult[]): MetricEstimates {
  const estimates: Record<string, Estimate> = {};
  const pooled = new Set(runs.flatMap((run) => Object.keys(run.histograms)));
  for (const metric of metricsOf(runs)) {
    const unit = unitOf(metric);
    if (pooled.has(metric)) {
      const histograms = runs.flatMap((run) => run.histograms[metric] ?? []);
      estimates[metric] = estimateOfPooled({ unit, histograms });
    } else {
      const { known, ...sample } = sampleOf(runs, metric);
      estimates[metric] = estimateOf({ ...sample, values: known });
    }
  }
  return estimates;
}

/** All metrics that any run has, in the order of their definitions, scopes by name. */
function metricsOf(runs: readonly RunResult[]): string[] {
  const names = new Set(
    runs.flatMap((run) => [...Object.keys(run.values), ...run.censored, ...Object.keys(run.histograms)]),
  );
  const order = new Map([...metrics.keys()].map((name, i) => [name, i]));
  const rank = (metric: string): number => order.get(metric.split("@")[0] ?? metric) ?? order.size;
  return [...names].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

const unitOf = (metric: string): string => definitionOf(metric)?.unit ?? "";

/** The definition of a metric, whatever its @scope. */
export const definitionOf = (metric: string): Metric | undefined =>
  metrics.get(metric.split("@")[0] ?? metric);
