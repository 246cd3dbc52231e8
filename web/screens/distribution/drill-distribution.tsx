// One metric of one disruption over all runs. The address says which, and which runs are chosen.
import { useMemo } from "preact/hooks";
import { isBeyond } from "../../../reports/view/cell.ts";
import { worstFirst } from "../../../reports/view/drill-rows.ts";
import { quantity } from "../../../reports/view/format.ts";
import { targetsOf } from "../../../reports/view/targets.ts";
import { definitionOf, type Estimate, type ExperimentResult } from "../../../sim/index.ts";
import type { Held } from "../../app/library.ts";
import { go, linkTo, note, route } from "../../app/route.ts";
import { drawEcdf } from "../../charts/ecdf.ts";
import { lookOf } from "../../charts/looks.ts";
import { Figure, type Size, type Svg } from "../../parts/figure.tsx";
import { ChosenRuns } from "./chosen-runs.tsx";
import { EstimateFacts, estimateRows, QUANTILE_HEADS } from "./estimate-facts.tsx";
import { Facets } from "./facets.tsx";
import { aroundMedian, STEADY, tailFrom } from "./names.ts";
import { chosenRange, endText, type RankedRun, rankedRuns } from "./ranked.ts";
import { RunsAgain } from "./runs-again.tsx";

const FIRST_METRIC = "rtoAchievedSeconds";

interface Props {
  readonly held: Held;
  readonly result: ExperimentResult;
}

export function DrillDistribution({ held, result }: Props) {
  const { args } = route.value;
  const [name = worstFirst(result)[0]?.name ?? STEADY, wanted = FIRST_METRIC] = args;
  const disruption = name === STEADY ? "" : name;
  const estimates =
    disruption === "" ? result.metrics : result.disruptions.find((each) => each.name === disruption)?.metrics;
  const known = Object.entries(estimates ?? {}).filter(([, { n }]) => n > 0);
  const metric = estimates?.[wanted] ? wanted : (known[0]?.[0] ?? wanted);
  const estimate = estimates?.[metric];
  const choose = (where: string, what: string): void => go(linkTo("distribution", [where, what]));
  return (
    <section class="distribution">
      <h1>
        <bdi>{metric}</bdi> {disruption === "" ? "while nothing breaks" : "in "}
        <bdi>{disruption}</bdi>
      </h1>
      <div class="choices">
        <label>
          disruption{" "}
          <select value={name} onChange={(event) => choose(event.currentTarget.value, metric)}>
            <option value={STEADY}>nothing breaks</option>
            {result.disruptions.map((each) => (
              <option value={each.name} key={each.name}>
                {each.name}
              </option>
            ))}
          </select>
        </label>
        <label>
          metric{" "}
          <select value={metric} onChange={(event) => choose(name, event.currentTarget.value)}>
            {known.map(([each]) => (
              <option value={each} key={each}>
                {each}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p class="quiet">{definitionOf(metric)?.definition}</p>
      {estimate && estimate.n > 0 ? (
        <Sample held={held} result={result} about={{ disruption, metric, estimate }} />
      ) : (
        <p>No run has a value of it.</p>
      )}
      <Facets held={held} result={result} metric={metric} current={disruption} />
    </section>
  );
}

export interface About {
  /** "" while nothing breaks. */
  readonly disruption: string;
  readonly metric: string;
  readonly estimate: Estimate;
}

function Sample({ held, result, about }: Props & { readonly about: About }) {
  const { disruption, metric, estimate } = about;
  const { query } = route.value;
  const ranked = useMemo(() => rankedRuns(held.runs, disruption, metric), [held, disruption, metric]);
  const draw = useDrawing(ranked, result, about);
  const range = chosenRange(query);
  const all = estimate.n;
  return (
    <>
      <Figure
        name={`${disruption || "steady"}-${metric}`}
        title={`Share of ${all} runs that are not above a value`}
        sentence={sentenceOf(about)}
        heads={QUANTILE_HEADS}
        rows={estimateRows(estimate)}
        height={300}
        draw={draw}
      >
        <Controls about={about} />
      </Figure>
      {ranked.length === 0 && (
        <RunsAgain held={held} result={result} metric={metric} disruption={disruption} />
      )}
      {ranked.length > 0 && <ChosenRuns ranked={ranked} range={range} about={about} />}
      <EstimateFacts estimate={estimate} />
    </>
  );
}

function useDrawing(ranked: readonly RankedRun[], result: ExperimentResult, about: About) {
  const { disruption, metric, estimate } = about;
  const { from, to, log } = route.value.query;
  return useMemo(() => {
    const range = chosenRange({ ...(from && { from }), ...(to && { to }) });
    const values = ranked.flatMap(({ value }) => (Number.isFinite(value) ? [value] : []));
    const least = ranked[0]?.value ?? 0;
    const most = ranked.at(-1)?.value ?? 0;
    const data = {
      unit: estimate.unit,
      series: [{ name: metric, look: lookOf(0), values, beyond: ranked.length - values.length }],
      quantiles: estimate.quantiles ?? [],
      targets: targetsOf(result.objectives, metric, disruption),
      ...(log !== undefined && { scale: log === "1" ? ("powers" as const) : ("linear" as const) }),
      ...(range && { chosen: [Math.max(least, range[0]), Math.min(most, range[1])] as const }),
      onQuantile: (p: number) => note(chooseAt(estimate, p)),
      ...(ranked.length > 0 && {
        onBrush: (ends: readonly [number, number] | undefined) =>
          note({ from: ends && endText(ends[0]), to: ends && endText(ends[1]) }),
      }),
    };
    return (svg: Svg, size: Size) => drawEcdf(svg, size, data);
  }, [ranked, result, disruption, metric, estimate, from, to, log]);
}

/** The runs at a quantile: those within its interval, or from it on where there is none. */
function chooseAt(estimate: Estimate, p: number): Record<string, string | undefined> {
  const nothing = { from: undefined, to: undefined };
  return { ...nothing, ...(p === 0.5 ? aroundMedian(estimate) : tailFrom(estimate, p)) };
}

function Controls({ about: { estimate } }: { readonly about: About }) {
  const { log } = route.value.query;
  const known = (estimate.quantiles ?? []).map(({ p }) => p);
  const hasBeyond = isBeyond(estimate, 1);
  return (
    <div class="choices">
      {known.map((p) => (
        <button type="button" key={p} onClick={() => note(chooseAt(estimate, p))}>
          {p === 0.5 ? "Runs at the median" : `Runs from the p${100 * p} on`}
        </button>
      ))}
      {hasBeyond && (
        <button type="button" onClick={() => note({ from: "never", to: undefined })}>
          Runs beyond the horizon
        </button>
      )}
      <button type="button" onClick={() => note({ from: undefined, to: undefined })}>
        Choose nothing
      </button>
      <label>
        axis{" "}
        <select value={log ?? ""} onChange={(event) => note({ log: event.currentTarget.value || undefined })}>
          <option value="">as the values suggest</option>
          <option value="0">linear</option>
          <option value="1">logarithmic</option>
        </select>
      </label>
    </div>
  );
}

function sentenceOf({ estimate }: About): string {
  const { quantiles = [], censored = 0, beyond, n, unit, min, max } = estimate;
  const told = quantiles.map(({ p, value }) => `p${100 * p} ${quantity(value, unit)}`).join(", ");
  const never =
    censored > 0
      ? `${censored} of ${n} runs lie beyond ${beyond === undefined ? "the horizon" : quantity(beyond, unit)}. `
      : "";
  const ends =
    min !== undefined && max !== undefined
      ? ` Between ${quantity(min, unit)} and ${quantity(max, unit)}.`
      : "";
  return `${never}${told === "" ? "" : `${told}.`}${ends} Drag over the curve to see the runs behind it.`.trim();
}
