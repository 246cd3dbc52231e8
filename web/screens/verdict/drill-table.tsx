// One row for each disruption, worst first. Each number leads to the runs behind it.
import type { Cell } from "../../../reports/view/cell.ts";
import { isBeyond } from "../../../reports/view/cell.ts";
import { SHAPES } from "../../../reports/view/document.ts";
import { type DrillRow, drillRows } from "../../../reports/view/drill-rows.ts";
import { quantity } from "../../../reports/view/format.ts";
import { targetIn, targetsOf } from "../../../reports/view/targets.ts";
import { type DisruptionResult, definitionOf, type ExperimentResult } from "../../../sim/index.ts";
import { linkTo } from "../../app/route.ts";
import { VerdictMark } from "../../parts/verdict-mark.tsx";
import { Wide } from "../../parts/wide.tsx";
import { aroundMedian, tailFrom } from "../distribution/names.ts";

type CellKey = "lostTransactions" | "lostAge" | "recoveryPoint" | "outage" | "outage99" | "unprotected";

const COLUMNS: readonly { readonly key: CellKey; readonly metric: string; readonly head: string }[] = [
  { key: "lostTransactions", metric: "lostTransactions", head: "lost writes" },
  { key: "lostAge", metric: "rpoAchievedSeconds", head: "their age (RPO achieved)" },
  { key: "recoveryPoint", metric: "recoveryPointAgeSeconds", head: "recovery point age" },
  { key: "outage", metric: "rtoAchievedSeconds", head: "outage (95 % served)" },
  { key: "outage99", metric: "rto99Seconds", head: "outage (99 % served)" },
  { key: "unprotected", metric: "unprotectedSeconds", head: "time unprotected" },
];

export function DrillTable({ result }: { readonly result: ExperimentResult }) {
  const rows = drillRows(result);
  const [first] = rows;
  return (
    <>
      <Wide label="What is lost, and for how long it is down">
        <table class="drill">
          <thead>
            <tr>
              <th scope="col">disruption</th>
              {COLUMNS.map(({ head, metric }) => (
                <th scope="col" key={metric} title={definitionOf(metric)?.definition}>
                  {head}
                </th>
              ))}
              <th scope="col">verdict</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row row={row} result={result} key={row.name} />
            ))}
          </tbody>
        </table>
      </Wide>
      <p class="quiet">
        Each cell: the median of {first?.runs} runs, the{" "}
        {first?.tail === "max" ? "longest or most" : "value that 99 of 100 runs do not exceed"}, its 95 %
        interval, targets. Each number leads to its runs.
      </p>
    </>
  );
}

function Row({ row, result }: { readonly row: DrillRow; readonly result: ExperimentResult }) {
  const { name, notModelled } = row;
  const disruption = result.disruptions.find((each) => each.name === name) as DisruptionResult;
  const { worst } = disruption;
  return (
    <tr>
      <th scope="row">
        <bdi class="name" title={name}>
          {name}
        </bdi>
        {worst && (
          <a class="worst" href={linkTo("incident", [name, worst.replication])}>
            worst run {worst.replication}
          </a>
        )}
      </th>
      {notModelled === undefined ? (
        COLUMNS.map(({ key, metric, head }) => (
          <NumberCell
            key={metric}
            cell={row[key]}
            about={{ disruption, metric, head, result, tail: row.tail }}
          />
        ))
      ) : (
        <td colSpan={COLUMNS.length}>not modelled: {notModelled}</td>
      )}
      <td>
        <RowMark row={row} disruption={disruption} result={result} />
      </td>
    </tr>
  );
}

interface About {
  readonly disruption: DisruptionResult;
  readonly metric: string;
  readonly head: string;
  readonly tail: string;
  readonly result: ExperimentResult;
}

function NumberCell({ cell, about }: { readonly cell: Cell; readonly about: About }) {
  const { disruption, metric, head, tail, result } = about;
  const estimate = disruption.metrics[metric];
  if (!estimate || estimate.n === 0) return <td>-</td>;
  const to = (query: Record<string, string>): string =>
    linkTo("distribution", [disruption.name, metric], query);
  const where = `${head} in ${disruption.name}`;
  const targets = targetsOf(result.objectives, metric, disruption.name);
  return (
    <td>
      <a href={to(aroundMedian(estimate))} aria-label={`median of ${where}: ${cell.median}`}>
        {cell.median}
      </a>
      {cell.tail !== "" && (
        <a class="tail" href={to(tailFrom(estimate))} aria-label={`${tail} of ${where}: ${cell.tail}`}>
          {cell.tail}
        </a>
      )}
      {cell.interval !== "" && <span class="quiet">{cell.interval}</span>}
      {targets.map(({ statistic, comparison, threshold, verdict }) => (
        <span class={`target ${verdict}`} key={`${statistic}${comparison}${threshold}`}>
          <span aria-hidden="true">{SHAPES[verdict]}</span> {statistic} {comparison === "<=" ? "≤" : "≥"}{" "}
          {quantity(threshold, estimate.unit)}
          <span class="unseen"> {verdict}</span>
        </span>
      ))}
    </td>
  );
}

function RowMark({
  row,
  disruption,
  result,
}: {
  row: DrillRow;
  disruption: DisruptionResult;
  result: ExperimentResult;
}) {
  const { verdict, such, of } = row.verdict;
  const outage = disruption.metrics.rtoAchievedSeconds;
  const isNeverOver = outage !== undefined && isBeyond(outage, 0.99);
  const never = outage?.censored ?? 0;
  const beyond = isNeverOver && (
    <a
      class="verdict beyond"
      href={linkTo("distribution", [row.name, "rtoAchievedSeconds"], { from: "never" })}
    >
      <span aria-hidden="true">→</span> beyond the horizon ({never} of {row.runs})
    </a>
  );
  if (verdict === "none") return beyond || <span class="quiet">no target</span>;
  const decisive = result.objectives.find(({ judged }) =>
    judged.some((each) => each.disruption === row.name && each.verdict === verdict),
  );
  const metric = (decisive && targetIn(decisive.expression)?.metric) ?? "rtoAchievedSeconds";
  return (
    <>
      <a href={linkTo("distribution", [row.name, metric])} title={decisive?.expression}>
        <VerdictMark verdict={verdict} more={of > 1 ? `(${such} of ${of})` : undefined} />
      </a>
      {beyond}
    </>
  );
}
