// The same metric in every disruption, small and beside each other on one axis; each leads to its own.
import { useMemo } from "preact/hooks";
import { noneForZero, quantileText } from "../../../reports/view/cell.ts";
import { worstFirst } from "../../../reports/view/drill-rows.ts";
import { targetsOf } from "../../../reports/view/targets.ts";
import type { ExperimentResult } from "../../../sim/index.ts";
import type { Held } from "../../app/library.ts";
import { go, linkTo, route } from "../../app/route.ts";
import { drawFacets, facetsHeight } from "../../charts/facets.ts";
import { Figure, type Size, type Svg } from "../../parts/figure.tsx";
import { rankedRuns } from "./ranked.ts";

interface Props {
  readonly held: Held;
  readonly result: ExperimentResult;
  readonly metric: string;
  readonly current: string;
}

export function Facets({ held, result, metric, current }: Props) {
  const { log } = route.value.query;
  const facets = useMemo(
    () =>
      worstFirst(result).flatMap(({ name, metrics }) => {
        const estimate = metrics[metric];
        if (!estimate || estimate.n === 0) return [];
        const ranked = rankedRuns(held.runs, name, metric);
        const values = ranked.flatMap(({ value }) => (Number.isFinite(value) ? [value] : []));
        const beyond = ranked.length - values.length;
        const targets = targetsOf(result.objectives, metric, name);
        return [{ name, estimate, values, beyond, targets, isCurrent: name === current }];
      }),
    [held, result, metric, current],
  );
  const draw = useMemo(() => {
    const scale = log === undefined ? undefined : log === "1" ? ("powers" as const) : ("linear" as const);
    return (svg: Svg, size: Size) =>
      drawFacets(svg, size, {
        facets,
        ...(scale && { scale }),
        onChoose: (name) => go(linkTo("distribution", [name, metric])),
      });
  }, [facets, metric, log]);
  if (facets.length < 2) return null;
  const rows = facets.map(({ name, estimate }) => [
    name,
    quantileText(estimate, 0.5, noneForZero),
    quantileText(estimate, 0.99, noneForZero),
    estimate.max === undefined ? "beyond" : noneForZero(estimate.max, estimate.unit),
  ]);
  return (
    <>
      <h2>In every disruption</h2>
      <Figure
        name={`every-${metric}`}
        title={metric}
        sentence={`${rows.length} disruptions, worst first. ${rows[0]?.[0]}: median ${rows[0]?.[1]}.`}
        heads={["disruption", "median", "p99", "most"]}
        rows={rows}
        height={facetsHeight(facets.length)}
        draw={draw}
      />
      <nav class="choices" aria-label="Disruptions">
        {facets.map(({ name, isCurrent }) => (
          <a
            href={linkTo("distribution", [name, metric])}
            key={name}
            aria-current={isCurrent ? "true" : undefined}
            class="name"
          >
            {name}
          </a>
        ))}
      </nav>
    </>
  );
}
