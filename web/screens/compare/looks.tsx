// One metric of one disruption in all results at once: their curves over each other, the differences run by run, and one
// run of each aligned on the fault.
import { useMemo } from "preact/hooks";
import { isBeyond, quantileText } from "../../../reports/view/cell.ts";
import { targetsOf } from "../../../reports/view/targets.ts";
import { definitionOf, type Estimate } from "../../../sim/index.ts";
import { linkTo, note, route } from "../../app/route.ts";
import { drawEcdf } from "../../charts/ecdf.ts";
import { lookOf } from "../../charts/looks.ts";
import { Figure, type Size, type Svg } from "../../parts/figure.tsx";
import { rankedRuns } from "../distribution/ranked.ts";
import {
  commonDisruptions,
  type HeldDrill,
  type Looked,
  lookedAt,
  metricsOf,
  NOTHING,
  titleOf,
} from "./chosen.ts";
import { Differences } from "./differences.tsx";
import { Overlay } from "./overlay.tsx";

export function Looks({ drills }: { readonly drills: readonly HeldDrill[] }) {
  const looked = lookedAt(drills);
  const { disruption, metric } = looked;
  return (
    <section>
      <div class="choices">
        <label>
          disruption{" "}
          <select
            value={disruption === "" ? NOTHING : disruption}
            onChange={(event) => note({ d: event.currentTarget.value, n: undefined })}
          >
            <option value={NOTHING}>nothing breaks</option>
            {commonDisruptions(drills).map((name) => (
              <option value={name} key={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          metric{" "}
          <select value={metric} onChange={(event) => note({ m: event.currentTarget.value, n: undefined })}>
            {metricsOf(drills[0], disruption).map((name) => (
              <option value={name} key={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Curves drills={drills} looked={looked} />
      <Differences drills={drills} looked={looked} />
      {disruption !== "" && <Overlay drills={drills} looked={looked} />}
    </section>
  );
}

function estimateIn({ document }: HeldDrill, { disruption, metric }: Looked): Estimate | undefined {
  if (disruption === "") return document.metrics[metric];
  return document.disruptions.find(({ name }) => name === disruption)?.metrics[metric];
}

function Curves({ drills, looked }: { readonly drills: readonly HeldDrill[]; readonly looked: Looked }) {
  const { disruption, metric } = looked;
  const { log } = route.value.query;
  const key = drills.map(({ id, runs }) => `${id} ${runs.length}`).join();
  const draw = useMemo(() => {
    const series = drills.map((each, i) => {
      const ranked = rankedRuns(each.runs, disruption, metric);
      const values = ranked.flatMap(({ value }) => (Number.isFinite(value) ? [value] : []));
      return { name: titleOf(each), look: lookOf(i), values, beyond: ranked.length - values.length };
    });
    const data = {
      unit: definitionOf(metric)?.unit ?? "",
      series,
      quantiles: [],
      targets: targetsOf(drills[0]?.document.objectives ?? [], metric, disruption),
      ...(log !== undefined && { scale: log === "1" ? ("powers" as const) : ("linear" as const) }),
    };
    return (svg: Svg, size: Size) => drawEcdf(svg, size, data);
  }, [key, disruption, metric, log]);
  const rows = drills.map((each) => {
    const estimate = estimateIn(each, looked);
    if (!estimate) return [titleOf(each), "-", "-", "-"];
    const at = (p: number): string => quantileText(estimate, p);
    return [titleOf(each), at(0.5), at(0.95), isBeyond(estimate, 1) ? "beyond" : at(0.99)];
  });
  return (
    <Figure
      name={`compare-${disruption || "steady"}-${metric}`}
      title={`${metric} ${disruption === "" ? "while nothing breaks" : `in ${disruption}`}: share of runs not above a value`}
      sentence={rows.map(([name, median]) => `${name}: median ${median}`).join("; ")}
      heads={["result", "median", "p95", "p99"]}
      rows={rows}
      height={260}
      draw={draw}
    >
      <p class="quiet">
        The runs behind each:{" "}
        {drills.map((each) => (
          <a
            key={each.id}
            href={linkTo("distribution", [disruption === "" ? NOTHING : disruption, metric], {}, each.id)}
          >
            {titleOf(each)}{" "}
          </a>
        ))}
      </p>
    </Figure>
  );
}
