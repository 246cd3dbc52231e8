// Over the years: how often a year has more than so much, what the sums of a year are like, how long incidents of each
// kind last, and which were the worst.

import { quantileText } from "../../../reports/view/cell.ts";
import type { Chart, ExceedanceChart, SpreadChart } from "../../../reports/view/charts.ts";
import { type Block, heading, table } from "../../../reports/view/document.ts";
import { spreadOf } from "../../../reports/view/drill-charts.ts";
import { duration } from "../../../reports/view/format.ts";
import { outlookCharts } from "../../../reports/view/outlook-charts.ts";
import { exceedanceHeads, exceedanceRows } from "../../../reports/view/outlook-exceedance.ts";
import { KIND_HEADS, kindRows } from "../../../reports/view/outlook-rows.ts";
import { replayOf, worstSentence } from "../../../reports/view/outlook-story.ts";
import type { OutlookResult } from "../../../sim/index.ts";
import { note, route } from "../../app/route.ts";
import { commandOf } from "../../app/same-again.ts";
import { Blocks, Command } from "../../parts/blocks.tsx";

const CURVES = {
  downtime: "downtime",
  unplannedDowntime: "unplanned downtime",
  loss: "lost work",
} as const satisfies Readonly<Record<keyof OutlookResult["exceedance"], string>>;
type Curve = keyof typeof CURVES;

export function OutlookDistribution({ result }: { readonly result: OutlookResult }) {
  const { curve = "" } = route.value.query;
  const known = Object.keys(CURVES) as Curve[];
  const wanted = known.filter((each) => each === curve);
  const shown = wanted.length > 0 ? wanted : known;
  return (
    <section class="distribution">
      <h1>The years of {result.scenario.title}</h1>
      <div class="choices">
        <label>
          of a year{" "}
          <select value={curve} onChange={(event) => note({ curve: event.currentTarget.value || undefined })}>
            <option value="">all sums</option>
            {known.map((each) => (
              <option value={each} key={each}>
                {CURVES[each]}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Blocks blocks={yearBlocks(result, shown)} />
      <Blocks blocks={incidentBlocks(result)} />
      <Worst result={result} />
    </section>
  );
}

function yearBlocks(result: OutlookResult, shown: readonly Curve[]): Block[] {
  const names = shown.map((each): string => CURVES[each]);
  const charts = outlookCharts(result).flatMap((chart): Chart[] => {
    if (chart.kind === "exceedance") {
      const curves = chart.curves.filter(({ name }) => names.includes(name));
      const rows = chart.rows.filter(([name = ""]) => names.includes(name));
      return curves.length === 0 ? [] : [{ ...chart, curves, rows } satisfies ExceedanceChart];
    }
    return chart.id === "yearly-sums" ? [chart] : [];
  });
  const tables = shown.flatMap((each): Block[] => {
    const rows = exceedanceRows(result.exceedance[each]).map((row) => [
      row.threshold,
      row.calendarYear,
      row.twelveMonths,
      row.withinReplication,
    ]);
    return rows.length === 0
      ? []
      : [
          heading(2, `How often twelve months have more ${CURVES[each]}`),
          table(exceedanceHeads(result), rows),
        ];
  });
  return [...charts.map((chart): Block => ({ kind: "chart", chart })), ...tables];
}

/** Of incidents that had an outage, by kind. */
function incidentBlocks(result: OutlookResult): Block[] {
  const known = result.disruptions.flatMap(({ name, metrics }) => {
    const estimate = metrics.rtoAchievedSeconds;
    return estimate && estimate.n > 0 ? [{ name, estimate }] : [];
  });
  const rows = kindRows(result).map(({ name, cells }) => [name, ...cells]);
  const chart: SpreadChart = {
    kind: "spread",
    id: "incident-outages",
    title: "Outages of incidents, by the kind of failure they began with",
    description: `Median, and p99 or the longest, of ${known.length} kinds, the costliest first.`,
    unit: "s",
    meaning: "outage",
    spreads: known.map(({ name, estimate }) => spreadOf(name, estimate, [])),
    heads: ["kind of failure", "incidents with an outage", "median", "longest"],
    rows: known.map(({ name, estimate }) => [
      name,
      String(estimate.n),
      quantileText(estimate, 0.5),
      estimate.max === undefined ? "-" : duration(estimate.max),
    ]),
  };
  const heads = KIND_HEADS.map((head) => head.replace("\n", " ").trim());
  return [
    heading(2, "Incidents"),
    ...(known.length === 0 ? [] : [{ kind: "chart", chart } as const]),
    table(heads, rows),
  ];
}

function Worst({ result }: { readonly result: OutlookResult }) {
  const { worst, simulatedYears } = result;
  if (worst.length === 0) return null;
  const again = (commandOf(result) ?? "").replace(/^twinsite run /, "").replace(/ --outlook .*$/, "");
  return (
    <>
      <h2>The worst incidents</h2>
      <p class="quiet">The command line opens each of them.</p>
      <ol>
        {worst.map((each) => (
          <li key={`${each.replication} ${each.incident}`}>
            <bdi>{worstSentence(each)}</bdi>
            <Command text={replayOf(again, simulatedYears, each)} />
          </li>
        ))}
      </ol>
    </>
  );
}
