// The numbers of both scenarios beside each other, disruption by disruption; each says how many runs it is made of, and
// of which kind.

import { compareRows } from "../../../reports/view/compare-rows.ts";
import { count, interval, quantity } from "../../../reports/view/format.ts";
import type { ObjectiveResult, Resolution } from "../../../sim/index.ts";
import { note } from "../../app/route.ts";
import type { Paired } from "../../engine/what-if-api.ts";
import { VerdictMark } from "../../parts/verdict-mark.tsx";
import { about, firstAfter, focus, focusOn, isSame, metric, paired } from "./model.ts";

export const METRICS: readonly { readonly name: string; readonly title: string }[] = [
  { name: "rtoAchievedSeconds", title: "Outage" },
  { name: "rpoAchievedSeconds", title: "Age of what is lost" },
  { name: "lostTransactions", title: "Lost transactions" },
  { name: "unprotectedSeconds", title: "Unprotected" },
];
const RESOLUTIONS: readonly Resolution[] = ["fluid", "transaction"];
const WORDS: Readonly<Record<Resolution, string>> = { fluid: "fluid", transaction: "write by write" };

/** "400 fluid", "37 write by write". */
export const runsText = (runs: number, resolution: Resolution): string =>
  `${count(runs)} ${WORDS[resolution]}`;

export function Numbers() {
  return (
    <>
      <fieldset class="metrics">
        <legend class="unseen">What is shown</legend>
        {METRICS.map(({ name, title }) => (
          <button
            type="button"
            key={name}
            aria-pressed={metric.value === name}
            onClick={() => {
              metric.value = name;
              note({ m: name });
            }}
          >
            {title}
          </button>
        ))}
      </fieldset>
      <section class="wide" tabIndex={0} aria-label="Both scenarios, disruption by disruption">
        <table data-numbers data-first={firstAfter.value?.toFixed(0)}>
          <thead>
            <tr>
              <th scope="col">disruption</th>
              <th scope="col">as it is: median … p99 or max</th>
              {!isSame.value && (
                <>
                  <th scope="col">what if</th>
                  <th scope="col">difference, run by run (95 %)</th>
                  <th scope="col">what if is</th>
                </>
              )}
              <th scope="col">runs</th>
            </tr>
          </thead>
          <tbody>
            {about.value.disruptions.map((name) => (
              <DisruptionRow name={name} key={name} />
            ))}
          </tbody>
        </table>
      </section>
      <Objectives />
    </>
  );
}

/** A line for each kind of run that there is. */
function DisruptionRow({ name }: { readonly name: string }) {
  const lines = RESOLUTIONS.flatMap((resolution) => {
    const found = paired.value[resolution];
    const runs = found?.replications[name] ?? 0;
    return found && runs > 0 ? [{ resolution, runs, row: rowIn(found, name) }] : [];
  });
  const shown = lines.length > 0 ? lines : [undefined];
  return shown.map((line, i) => (
    <tr
      key={line?.resolution ?? ""}
      aria-current={focus.value === name ? "true" : undefined}
      data-disruption={i === 0 ? name : undefined}
      data-runs={i === 0 ? (paired.value.fluid?.replications[name] ?? 0) : undefined}
      data-writes={i === 0 ? (paired.value.transaction?.replications[name] ?? 0) : undefined}
    >
      {i === 0 && (
        <th scope="row" rowSpan={shown.length}>
          <button
            type="button"
            class="plain"
            aria-pressed={focus.value === name}
            onClick={() => focusOn(name)}
          >
            <bdi>{name}</bdi>
          </button>
        </th>
      )}
      <td>{line?.row?.old ?? "–"}</td>
      {!isSame.value && (
        <>
          <td>{line?.row?.new ?? "–"}</td>
          <td>{line?.row?.difference ?? "–"}</td>
          <td class="word">{line?.row?.word ?? "–"}</td>
        </>
      )}
      <td>{line ? runsText(line.runs, line.resolution) : "–"}</td>
    </tr>
  ));
}

const rowIn = ({ comparison }: Paired, disruption: string) =>
  compareRows(
    {
      ...comparison,
      rows: comparison.rows.filter((row) => row.disruption === disruption && row.metric === metric.value),
    },
    true,
  )[0];

function Objectives() {
  const fluid = paired.value.fluid;
  if (!fluid || fluid.after.length === 0) return null;
  return (
    <section class="wide" tabIndex={0} aria-label="Objectives">
      <table data-objectives>
        <thead>
          <tr>
            <th scope="col">objective</th>
            <th scope="col">as it is</th>
            {!isSame.value && <th scope="col">what if</th>}
            <th scope="col">runs</th>
          </tr>
        </thead>
        <tbody>
          {fluid.after.map(({ expression }, i) => (
            <ObjectiveRow expression={expression} at={i} key={expression} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ObjectiveRow({ expression, at }: { readonly expression: string; readonly at: number }) {
  const lines = RESOLUTIONS.flatMap((resolution) => {
    const found = paired.value[resolution];
    const after = found?.after[at];
    // Edited objectives are found by what they say.
    const before = found?.before.find((each) => each.expression === expression);
    const isTold = resolution === "fluid" || (after && after.verdict !== "not-evaluated");
    return found && after && isTold ? [{ resolution, before, after, runs: runsOf(found, after) }] : [];
  });
  return lines.map(({ resolution, before, after, runs }, i) => (
    <tr key={resolution} data-objective={i === 0 ? expression : undefined}>
      {i === 0 && (
        <th scope="row" rowSpan={lines.length}>
          <code>{expression}</code>
        </th>
      )}
      <td>{before && <Judged of={before} />}</td>
      {!isSame.value && (
        <td>
          <Judged of={after} />
        </td>
      )}
      <td>{runsText(runs, resolution)}</td>
    </tr>
  ));
}

/** The fewest of those that it is held against. */
const runsOf = ({ replications }: Paired, { judged }: ObjectiveResult): number => {
  const own = judged.map(({ disruption }) => replications[disruption] ?? 0);
  return own.length === 0 ? 0 : Math.min(...own);
};

function Judged({ of }: { readonly of: ObjectiveResult }) {
  const { verdict, value, low, high, unit = "", reason } = of;
  const found = value === undefined ? "" : quantity(value, unit);
  const ends = low === undefined || high === undefined ? "" : interval(low, high, unit);
  const more = [found, ends].filter((each) => each !== "").join(" ");
  return (
    <>
      <VerdictMark verdict={verdict} more={more === "" ? undefined : more} />
      {verdict !== "met" && verdict !== "missed" && reason && <span class="quiet"> {reason}</span>}
    </>
  );
}
