// The runs that are chosen, the worst first, each with the way to its incident; the sliders choose them without a mouse.
import { useSignal } from "@preact/signals";
import { quantity } from "../../../reports/view/format.ts";
import { definitionOf } from "../../../sim/index.ts";
import { announce } from "../../app/live.ts";
import { linkTo, note } from "../../app/route.ts";
import { Wide } from "../../parts/wide.tsx";
import type { About } from "./drill-distribution.tsx";
import { endText, type RankedRun, within } from "./ranked.ts";

const FIRST = 25;
const BESIDES = ["lostTransactions", "rpoAchievedSeconds", "rtoAchievedSeconds", "unprotectedSeconds"];

interface Props {
  readonly ranked: readonly RankedRun[];
  readonly range: readonly [number, number] | undefined;
  readonly about: About;
}

export function ChosenRuns({ ranked, range, about }: Props) {
  const isAll = useSignal(false);
  const { metric, disruption } = about;
  const chosen = range ? within(ranked, range) : ranked;
  const isHigherWorse = definitionOf(metric)?.better !== "higher";
  const sorted = isHigherWorse ? [...chosen].reverse() : chosen;
  const shown = isAll.value ? sorted : sorted.slice(0, FIRST);
  const others = BESIDES.filter(
    (each) => each !== metric && shown.some(({ run }) => run.values[each] !== undefined),
  );
  return (
    <section aria-labelledby="chosen">
      <h2 id="chosen">
        {range ? `${chosen.length} of ${ranked.length} runs are chosen` : `All ${ranked.length} runs`}, the
        worst first
      </h2>
      <Sliders ranked={ranked} chosen={range ? chosen : ranked} />
      <Wide label="Runs">
        <table class="runs">
          <thead>
            <tr>
              <th scope="col">run</th>
              <th scope="col">{metric}</th>
              {others.map((each) => (
                <th scope="col" key={each}>
                  {each}
                </th>
              ))}
              <th scope="col">service</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ run, value }) => (
              <tr key={run.replication}>
                <th scope="row">
                  {disruption === "" ? (
                    run.replication
                  ) : (
                    <a href={linkTo("incident", [disruption, run.replication])}>{run.replication}</a>
                  )}
                </th>
                <td>{valueText(value, metric)}</td>
                {others.map((each) => (
                  <td key={each}>
                    {valueText(
                      run.censored.includes(each) ? Number.POSITIVE_INFINITY : run.values[each],
                      each,
                    )}
                  </td>
                ))}
                <td>{run.recovered ? "came back" : "never came back"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      {chosen.length > FIRST && !isAll.value && (
        <button
          type="button"
          onClick={() => {
            isAll.value = true;
          }}
        >
          Show all {chosen.length}
        </button>
      )}
    </section>
  );
}

function valueText(value: number | undefined, metric: string): string {
  if (value === undefined) return "-";
  if (!Number.isFinite(value)) return "beyond";
  return quantity(value, definitionOf(metric)?.unit ?? "");
}

function Sliders({
  ranked,
  chosen,
}: {
  readonly ranked: readonly RankedRun[];
  readonly chosen: readonly RankedRun[];
}) {
  const last = ranked.length - 1;
  const first = chosen[0];
  const end = chosen.at(-1);
  const from = first ? ranked.indexOf(first) : 0;
  const to = end ? ranked.indexOf(end) : last;
  const choose = (a: number, b: number): void => {
    const [low, high] = [ranked[Math.min(a, b)], ranked[Math.max(a, b)]];
    if (!low || !high) return;
    note({ from: endText(low.value), to: endText(high.value) });
    announce(`${within(ranked, [low.value, high.value]).length} of ${ranked.length} runs`);
  };
  if (last < 1) return null;
  return (
    <div class="choices sliders">
      <Rank name="from" value={from} last={last} moved={(rank) => choose(rank, to)} />
      <Rank name="to" value={to} last={last} moved={(rank) => choose(from, rank)} />
      <span class="quiet">of {ranked.length}, by value</span>
    </div>
  );
}

/** Ranks count from 0; readers count from 1. */
function Rank(of: {
  readonly name: string;
  readonly value: number;
  readonly last: number;
  readonly moved: (rank: number) => void;
}) {
  const { name, value, last, moved } = of;
  return (
    <label>
      {name} rank {value + 1}{" "}
      <input
        type="range"
        min={0}
        max={last}
        value={value}
        onChange={(event) => moved(Number(event.currentTarget.value))}
      />
    </label>
  );
}
