// Both distributions of what is looked at, and what was changed to get from one to the other.
import { useCallback, useEffect, useState } from "preact/hooks";
import { quantity } from "../../../reports/view/format.ts";
import { targetsOf } from "../../../reports/view/targets.ts";
import type { Resolution } from "../../../sim/index.ts";
import { drawOverlay, NOT_OVER, type Overlay, overlayRows } from "../../charts/overlay.ts";
import type { Sample } from "../../engine/what-if-api.ts";
import { Figure, type Size, type Svg } from "../../parts/figure.tsx";
import { changes, focus, isSame, metric, paired, samples } from "./model.ts";
import { METRICS, runsText } from "./numbers.tsx";

/** Fewer steps are no distribution. */
const FEWEST = 5;

export function Distributions() {
  return (
    <>
      <Distribution resolution="fluid" />
      <Distribution resolution="transaction" />
    </>
  );
}

function Distribution({ resolution }: { readonly resolution: Resolution }) {
  const [both, setBoth] = useState<{ readonly before: Sample; readonly after: Sample } | undefined>(
    undefined,
  );
  const [of, which, found] = [focus.value, metric.value, paired.value[resolution]];
  const runs = found?.replications[of] ?? 0;
  useEffect(() => {
    let isStale = false;
    if (runs >= FEWEST)
      void samples(resolution, of, which).then((values) => {
        if (!isStale) setBoth(values);
      });
    return () => {
      isStale = true;
    };
  }, [resolution, of, which, runs, found]);
  const overlay = both && runs >= FEWEST ? overlayOf(both, found?.after ?? []) : undefined;
  const key = JSON.stringify([of, which, both]);
  const draw = useCallback(
    (svg: Svg, size: Size) => {
      if (overlay) drawOverlay(svg, size, overlay);
    },
    [key, overlay?.curves.length],
  );
  if (!overlay) return null;
  const { title = "" } = METRICS.find(({ name }) => name === which) ?? {};
  const rows = overlayRows(overlay);
  const median = rows[2] ?? [];
  const half = (of: string | undefined): string =>
    of === NOT_OVER
      ? "half of the runs are not over at the horizon"
      : `half of the runs are at ${of} or less`;
  const told = isSame.value
    ? `As it is, ${half(median[1])}.`
    : `As it is, ${half(median[1])}; with the changes, ${half(median[2])}.`;
  return (
    <Figure
      name={`what-if-${of}-${which}`}
      title={`${title}: ${of}, ${runsText(runs, resolution)}`}
      sentence={`The share of runs that are not above a value. ${told}`}
      heads={["share of runs", ...overlay.curves.map(({ name }) => name)]}
      rows={rows}
      height={230}
      draw={draw}
    />
  );
}

function overlayOf(
  { before, after }: { readonly before: Sample; readonly after: Sample },
  objectives: Parameters<typeof targetsOf>[0],
): Overlay {
  const unit = metric.value === "lostTransactions" ? "count" : "s";
  const curves = [
    { name: "as it is", side: "before" as const, ...before },
    ...(isSame.value ? [] : [{ name: "what if", side: "after" as const, ...after }]),
  ];
  const targets = targetsOf(objectives, metric.value, focus.value).map(
    ({ threshold, comparison, statistic }) => ({
      threshold,
      told: `${statistic} ${comparison} ${quantity(threshold, unit)}`,
    }),
  );
  return { unit, curves, targets };
}

export function WhatChanged() {
  if (isSame.value && changes.value.length === 0) return null;
  return (
    <section data-changes={changes.value.length}>
      <h2>What changed</h2>
      <div class="wide">
        <table>
          <thead>
            <tr>
              <th scope="col">path</th>
              <th scope="col">as it is</th>
              <th scope="col">what if</th>
              <th scope="col">how</th>
            </tr>
          </thead>
          <tbody>
            {changes.value.map(({ path, old, new: next, isWritten, place }) => (
              <tr key={path}>
                <th scope="row">
                  <code>{path}</code>
                </th>
                <td>{old ?? "–"}</td>
                <td>{next ?? "–"}</td>
                <td>
                  {!isWritten
                    ? "follows"
                    : place.file === "--set"
                      ? "override"
                      : `line ${place.line} of the text`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
