// What only single writes have, over the years: latencies and what the loss of the primary's site would cost right now,
// from windows weighted by the time in each state of the system; and these states.
import type { Estimate, OutlookResult } from "../../sim/index.ts";
import { duration, quantity, share } from "./format.ts";

export interface ZoomRow {
  readonly name: string;
  readonly cells: readonly string[];
}

const METRICS: readonly (readonly [string, string])[] = [
  ["commit, at the server", "commitLatencySeconds"],
  ["write, at the client", "clientLatencySeconds"],
  ["lost if the site died now", "exposureSeconds"],
];
const AT = [0.5, 0.99, 0.999] as const;
export const ZOOM_HEADS: readonly string[] = ["of all writes of a year", "p50", "p99", "p99.9", "most seen"];

export function zoomRows({ metrics, zoom }: OutlookResult, show: "values" | "intervals"): ZoomRow[] {
  if (!zoom) return [];
  const rows = METRICS.flatMap(([name, metric]) => {
    const estimate = metrics[metric];
    if (!estimate || estimate.n === 0) return [];
    const most = estimate.max === undefined ? "" : duration(estimate.max);
    return [{ name, cells: [...AT.map((p) => quantileText(estimate, p, show)), most] }];
  });
  const conflicts = metrics.conflictRate;
  if (!conflicts) return rows;
  const text = `${quantity(conflicts.mean ?? 0, "count")} a second`;
  return [...rows, { name: "conflicts", cells: [text, "", "", ""] }];
}

function quantileText(estimate: Estimate, p: number, show: "values" | "intervals"): string {
  const found = estimate.quantiles?.find((each) => each.p === p);
  if (!found) return "";
  const { value, low, high } = found;
  const isPlain = show === "values" || low === undefined || high === undefined;
  return isPlain ? duration(value) : `${duration(value)} (${duration(low)} … ${duration(high)})`;
}

export const ZOOM_STATE_HEADS: readonly string[] = [
  "state of the system",
  "time\na year",
  "windows",
  "commit\np50",
  "\np99",
  "at the\nclient p99",
  "lost if site\ndied now p99",
];

export function zoomStateRows({ zoom }: OutlookResult): ZoomRow[] {
  return (zoom?.states ?? []).map((state) => {
    const { name, secondsPerYear, bound, windows } = state;
    const { commitLatencySeconds: commit, clientLatencySeconds: client, exposureSeconds: exposure } = state;
    const time =
      bound === undefined
        ? duration(secondsPerYear)
        : `never: < ${share(Number(bound.toPrecision(2)))} of years`;
    const all = (state.withoutCopy ?? 0) > 0.5 ? "everything" : "";
    return {
      name,
      cells: [
        time,
        String(windows),
        commit ? duration(commit.p50) : windows > 0 ? "no answer" : "",
        commit ? duration(commit.p99) : "",
        client ? duration(client.p99) : "",
        exposure ? duration(exposure.p99) : all,
      ],
    };
  });
}

export const zoomLegend = ({ zoom }: OutlookResult): string =>
  zoom
    ? `From ${zoom.windows} windows of 10 s in which every write was simulated, weighted by the time in each state.`
    : "";
