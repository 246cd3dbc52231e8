// A sweep: where in the plane of two parameters the target is kept, what nothing beats, and every point as a table; a
// point that is picked can be opened as a what-if.
import { useCallback } from "preact/hooks";
import { shownMeasures, sweepTable, valueText, withoutValue } from "../../../reports/view/sweep-rows.ts";
import { settingsText, sweepHeading, sweepStory } from "../../../reports/view/sweep-story.ts";
import type { Measure, SweepPoint, SweepResult } from "../../../sim/index.ts";
import { go, linkTo, route } from "../../app/route.ts";
import { drawScatter } from "../../charts/scatter.ts";
import { Figure, type Size, type Svg } from "../../parts/figure.tsx";
import { VerdictMark } from "../../parts/verdict-mark.tsx";
import { Choice, Heat, pick } from "./heat.tsx";
import { nameOf, scatterOf, setsOf } from "./sweep-data.ts";

export function SweepShown({ result }: { readonly result: SweepResult }) {
  const measures = shownMeasures(result);
  const { query } = route.value;
  const named = (name: string | undefined, other: number): Measure | undefined =>
    measures.find((each) => each.name === name) ?? measures[other];
  const measure = named(query.m, 0);
  const [across, up] = [named(query.px, 0), named(query.py, 1)];
  const picked = pickedIn(result, query.p);
  const missing = withoutValue(result);
  return (
    <>
      <h1>
        <bdi>{result.scenario.title}</bdi>
      </h1>
      <p class="quiet">{sweepHeading(result)}</p>
      {sweepStory(result).map((text) => (
        <p key={text}>{text}</p>
      ))}
      {missing.length > 0 && <p class="quiet">Without a value: {missing.join(", ")}.</p>}
      <Picked result={result} point={picked} />
      {measure && result.samples === undefined && (
        <Heat result={result} measure={measure} picked={picked?.point} />
      )}
      {across && up && <Pareto result={result} x={across} y={up} picked={picked?.point} />}
      <Points result={result} picked={picked?.point} />
    </>
  );
}

const allPoints = ({ base, points }: SweepResult): SweepPoint[] => [...(base ? [base] : []), ...points];

const pickedIn = (result: SweepResult, text: string | undefined): SweepPoint | undefined =>
  text === undefined ? undefined : allPoints(result).find(({ point }) => String(point) === text);

const whatIf = (point: SweepPoint): string => linkTo("what-if", [], { set: setsOf(point) });

function Picked({ result, point }: { readonly result: SweepResult; readonly point: SweepPoint | undefined }) {
  if (!point) return <p class="quiet">Pick a point in a chart, or in the table, to open it as a what-if.</p>;
  const values = shownMeasures(result).map(
    (measure) => `${measure.name} ${valueText(point.values[measure.name] ?? {}, measure)}`,
  );
  return (
    <p class="picked" data-picked={point.point}>
      <strong>{nameOf(point)}</strong> <code>{settingsText(point)}</code>{" "}
      {point.verdict !== "not-evaluated" && <VerdictMark verdict={point.verdict} />} {values.join(", ")}{" "}
      <a href={whatIf(point)}>Open as a what-if</a>
    </p>
  );
}

interface ParetoProps {
  readonly result: SweepResult;
  readonly x: Measure;
  readonly y: Measure;
  readonly picked: number | undefined;
}

function Pareto({ result, x, y, picked }: ParetoProps) {
  const points = scatterOf(result, x, y);
  const draw = useCallback(
    (svg: Svg, size: Size) =>
      drawScatter(svg, size, {
        xName: x.name,
        yName: y.name,
        xUnit: x.unit,
        yUnit: y.unit,
        points,
        picked,
        pick,
      }),
    [x.name, y.name, picked, result.fingerprint],
  );
  const names = shownMeasures(result).map(({ name }) => name);
  const byPoint = new Map(allPoints(result).map((point) => [point.point, point]));
  const words = { front: "nothing beats it", near: "behind, perhaps by chance", behind: "" };
  const front = points.filter(({ place }) => place === "front").length;
  const near = points.filter(({ place }) => place === "near").length;
  const perhaps = near > 0 ? ` Diamonds: chance may be all that puts ${near} behind.` : "";
  return (
    <>
      <p class="choices">
        <Choice name="px" label="Across" value={x.name} of={names} />
        <Choice name="py" label="Up" value={y.name} of={names} />
      </p>
      <Figure
        name="sweep-pareto"
        title={`${x.name} and ${y.name}`}
        sentence={`${points.length} designs. Discs on the line: nothing beats ${front} of them.${perhaps} The square is the base case.`}
        heads={["point", "settings", x.name, y.name, "front"]}
        rows={points.map(({ point, place }) => {
          const own = byPoint.get(point) as SweepPoint;
          const text = (measure: Measure): string => valueText(own.values[measure.name] ?? {}, measure);
          return [nameOf(own), settingsText(own), text(x), text(y), words[place]];
        })}
        height={320}
        draw={draw}
      />
    </>
  );
}

function Points({ result, picked }: { readonly result: SweepResult; readonly picked: number | undefined }) {
  const { heads, rows } = sweepTable(result, allPoints(result));
  return (
    <>
      <h2>All points</h2>
      <p class="quiet">* nothing beats it, ~ behind by its values but by none for sure, &gt; the choice.</p>
      <section class="wide points" tabIndex={0} aria-label="All points">
        <table>
          <thead>
            <tr>
              {heads.map((lines, i) => (
                <th scope="col" key={`${i} ${lines.join()}`}>
                  {lines.join(" ")}
                </th>
              ))}
              <th scope="col">open</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ point, cells }) => (
              <tr key={point.point} aria-current={picked === point.point ? "true" : undefined}>
                {cells.map((cell, i) =>
                  i === 0 ? (
                    <th scope="row" key={heads[0]?.join()}>
                      <button type="button" class="plain" onClick={() => pick(point.point)}>
                        {cell}
                      </button>
                    </th>
                  ) : (
                    <td key={`${i} ${heads[i]?.join()}`}>{cell}</td>
                  ),
                )}
                <td>
                  <button type="button" class="plain" onClick={() => go(whatIf(point))}>
                    What-if
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
