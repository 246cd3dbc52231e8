// One result against the base: what differs in their scenarios, and what that does to every metric, run by run.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { changeBlocks } from "../../../reports/compare-document.ts";
import { compareCharts } from "../../../reports/view/compare-charts.ts";
import { compareRows } from "../../../reports/view/compare-rows.ts";
import type { Comparison } from "../../../sim/index.ts";
import { linkTo, note } from "../../app/route.ts";
import { Cancelled, compare } from "../../engine/client.ts";
import { Blocks } from "../../parts/blocks.tsx";
import { sourceOf } from "../../parts/source-of.ts";
import { TableHead } from "../../parts/table-head.tsx";
import { Wide } from "../../parts/wide.tsx";
import { type HeldDrill, NOTHING, titleOf, unpairable } from "./chosen.ts";
import { TextDiff } from "./text-diff.tsx";

interface Props {
  readonly old: HeldDrill;
  readonly next: HeldDrill;
}

export function Pair({ old, next }: Props) {
  const comparison = useSignal<Comparison | undefined>(undefined);
  const problem = useSignal("");
  const why = unpairable(old, next);
  useEffect(() => {
    comparison.value = undefined;
    if (why !== undefined) return undefined;
    const work = compare(drillOf(old), drillOf(next));
    work.result.then(
      (made) => {
        comparison.value = made;
      },
      (error) => {
        if (!(error instanceof Cancelled)) problem.value = String(error?.message ?? error);
      },
    );
    return () => work.cancel();
  }, [old, next]);
  return (
    <section class="pair">
      <h2>
        <bdi>{titleOf(next)}</bdi> against <bdi>{titleOf(old)}</bdi>
      </h2>
      {problem.value && (
        <p class="refusal" role="alert">
          {problem}
        </p>
      )}
      {why !== undefined ? (
        <p>Their runs cannot be paired: {why}. Their curves above can still be looked at.</p>
      ) : comparison.value ? (
        <Paired comparison={comparison.value} old={old} next={next} />
      ) : (
        !problem.value && <p role="status">Pairing {next.document.replications} runs …</p>
      )}
      <TextDiff old={old.document.scenario.text} next={next.document.scenario.text} />
    </section>
  );
}

function drillOf(held: HeldDrill) {
  const source = sourceOf(held);
  return { result: held.document, runs: held.runs, ...(source && { source }) };
}

function Paired({ comparison, old, next }: Props & { readonly comparison: Comparison }) {
  const isAll = useSignal(false);
  const { largest, onlyOld, onlyNew } = comparison;
  const charts = compareCharts(comparison);
  return (
    <>
      <Blocks blocks={changeBlocks(comparison)} />
      <h3>What that does</h3>
      <Rows comparison={comparison} isAll={isAll.value} />
      <label>
        <input
          type="checkbox"
          checked={isAll.value}
          onChange={() => {
            isAll.value = !isAll.value;
          }}
        />{" "}
        every metric, equal ones too
      </label>
      {onlyOld.length > 0 && <p>Only in the base: {onlyOld.join(", ")}.</p>}
      {onlyNew.length > 0 && <p>Only in the other: {onlyNew.join(", ")}.</p>}
      {largest && largest.disruption !== "" && (
        <p>
          The largest difference is in run {largest.replication} of <bdi>{largest.disruption}</bdi> (
          {largest.metric}):{" "}
          <button
            type="button"
            onClick={() => note({ d: largest.disruption, m: largest.metric, n: String(largest.replication) })}
          >
            lay them over each other
          </button>{" "}
          <a href={linkTo("incident", [largest.disruption, largest.replication], {}, old.id)}>
            watch it in the base
          </a>{" "}
          <a href={linkTo("incident", [largest.disruption, largest.replication], {}, next.id)}>
            watch it in the other
          </a>
        </p>
      )}
      <Blocks blocks={charts.map((chart) => ({ kind: "chart", chart }))} />
    </>
  );
}

function Rows({ comparison, isAll }: { readonly comparison: Comparison; readonly isAll: boolean }) {
  const rows = compareRows(comparison, isAll);
  if (rows.length === 0) return <p>No headline metric differs in any run.</p>;
  const shown = isAll
    ? comparison.rows
    : comparison.rows.filter(({ isHeadline, word }) => isHeadline && word !== "same");
  return (
    <Wide label="Differences by metric">
      <table>
        <TableHead heads={["disruption", "metric", "base", "other", "difference (95 %)", "the other is"]} />
        <tbody>
          {rows.map((row, i) => {
            const { metric, extreme, word } = shown[i] as (typeof shown)[number];
            const d = row.disruption === "" ? NOTHING : row.disruption;
            return (
              <tr key={`${row.disruption} ${metric}`}>
                <th scope="row">
                  <bdi>{row.disruption || "nothing breaks"}</bdi>
                </th>
                <td>
                  <button
                    type="button"
                    class="plain"
                    onClick={() => note({ d, m: metric, n: String(extreme.replication) })}
                  >
                    {row.metric}
                  </button>
                </td>
                <td>{row.old}</td>
                <td>{row.new}</td>
                <td>{row.difference}</td>
                <td>
                  <span class={`word ${word}`}>
                    <span aria-hidden="true">{SHAPES[word]}</span> {row.word}
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Wide>
  );
}

/** Words differ in shape, not in colour alone. */
const SHAPES = { same: "=", indistinguishable: "≈", better: "▲", worse: "✗" } as const;
