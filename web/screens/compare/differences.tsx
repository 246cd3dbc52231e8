// The differences of one metric, run by run: each run of a result less the run of the same number of the base. A click
// chooses the run.
import { useMemo } from "preact/hooks";
import { differenceText } from "../../../reports/view/difference.ts";
import { definitionOf } from "../../../sim/index.ts";
import { note } from "../../app/route.ts";
import { lookOf } from "../../charts/looks.ts";
import { drawPaired, type PairedPoint } from "../../charts/paired.ts";
import { Figure, type Size, type Svg } from "../../parts/figure.tsx";
import { rankedRuns } from "../distribution/ranked.ts";
import { type HeldDrill, type Looked, titleOf, unpairable } from "./chosen.ts";

export interface PairedSeries {
  readonly name: string;
  readonly place: number;
  /** Ascending; infinite where only one of the two was ever over. */
  readonly points: readonly PairedPoint[];
}

export function pairedSeries(drills: readonly HeldDrill[], { disruption, metric }: Looked): PairedSeries[] {
  const [base, ...others] = drills;
  if (!base) return [];
  const before = new Map(
    rankedRuns(base.runs, disruption, metric).map(({ run, value }) => [run.replication, value]),
  );
  return others.flatMap((each, i) => {
    if (unpairable(base, each)) return [];
    const points = rankedRuns(each.runs, disruption, metric).flatMap(({ run, value }): PairedPoint[] => {
      const old = before.get(run.replication);
      if (old === undefined) return [];
      return [{ replication: run.replication, difference: value === old ? 0 : value - old }];
    });
    const sorted = points.sort((a, b) => a.difference - b.difference || a.replication - b.replication);
    return points.length === 0 ? [] : [{ name: titleOf(each), place: i + 1, points: sorted }];
  });
}

/** The run in which they differ most, in either direction. */
export function largestDifference(series: readonly PairedSeries[]): number | undefined {
  const all = series.flatMap(({ points }) => points);
  if (all.length === 0) return undefined;
  return all.reduce((best, each) => (Math.abs(each.difference) > Math.abs(best.difference) ? each : best))
    .replication;
}

export function Differences({
  drills,
  looked,
}: {
  readonly drills: readonly HeldDrill[];
  readonly looked: Looked;
}) {
  const { disruption, metric, replication } = looked;
  const key = drills.map(({ id, runs }) => `${id} ${runs.length}`).join();
  const series = useMemo(() => pairedSeries(drills, looked), [key, disruption, metric]);
  const unit = definitionOf(metric)?.unit ?? "";
  const draw = useMemo(() => {
    const data = {
      unit,
      series: series.map(({ points, place, name }) => ({ name, points, look: lookOf(place) })),
      ...(replication !== undefined && { chosen: replication }),
      onChoose: (chosen: number) => note({ n: String(chosen) }),
    };
    return (svg: Svg, size: Size) => drawPaired(svg, size, data);
  }, [series, unit, replication]);
  if (series.length === 0) return null;
  const text = (value: number): string =>
    Number.isFinite(value)
      ? differenceText({ value }, unit)
      : value > 0
        ? "never over"
        : "over, and never before";
  const rows = series.flatMap(({ name, points }) =>
    points.map((point) => [String(point.replication), name, text(point.difference)]),
  );
  const told = series.map(({ name, points }) => {
    const up = points.filter(({ difference }) => difference > 0).length;
    const down = points.filter(({ difference }) => difference < 0).length;
    return `${name}: more in ${up}, less in ${down}, equal in ${points.length - up - down} of ${points.length} runs`;
  });
  const largest = largestDifference(series);
  return (
    <Figure
      name={`differences-${disruption || "steady"}-${metric}`}
      title="Differences from the base, run by run, in order of size"
      sentence={`${told.join("; ")}.`}
      heads={["run", "result", "difference"]}
      rows={rows}
      height={220}
      draw={draw}
    >
      {largest !== undefined && (
        <button type="button" onClick={() => note({ n: String(largest) })}>
          Look at the run with the largest difference: {largest}
        </button>
      )}
    </Figure>
  );
}
