// Where in the plane of two parameters a measure is high and low, and where its target is kept; of more axes than two a
// slice.
import { useCallback, useEffect } from "preact/hooks";
import { shownMeasures } from "../../../reports/view/sweep-rows.ts";
import type { Measure, SweepResult } from "../../../sim/index.ts";
import { addKeys } from "../../app/keys.ts";
import { announce } from "../../app/live.ts";
import { note, route } from "../../app/route.ts";
import { drawHeatMap, heatHeight } from "../../charts/heat-map.ts";
import { Figure, type Size, type Svg } from "../../parts/figure.tsx";
import { axesOf, cellsOf, type Grid, targetOf } from "./sweep-data.ts";

/** The address names it. */
export const pick = (point: number): void => note({ p: String(point) });

/** Of the axes that the address names; the first two otherwise. */
function gridOf(result: SweepResult): Grid | undefined {
  const { query } = route.value;
  const axes = axesOf(result);
  const x = axes.find(({ path }) => path === query.x) ?? axes[0];
  const others = axes.filter((each) => each !== x);
  const y = others.find(({ path }) => path === query.y) ?? others[0];
  const asked = Object.fromEntries(
    (query.at ?? "").split("\n").map((each) => each.split(/=(.*)/).slice(0, 2)),
  );
  const fixed = others
    .filter((each) => each !== y)
    .map(({ path, values }) => [path, values.includes(asked[path]) ? asked[path] : values[0]] as const);
  return x && { x, ...(y && { y }), fixed: Object.fromEntries(fixed) as Record<string, string> };
}

interface HeatProps {
  readonly result: SweepResult;
  readonly measure: Measure;
  readonly picked: number | undefined;
}

export function Heat({ result, measure, picked }: HeatProps) {
  const grid = gridOf(result);
  const axes = axesOf(result);
  const cells = grid ? cellsOf(result, grid, measure) : [];
  const key = JSON.stringify([grid, measure.name, picked, result.fingerprint]);
  const draw = useCallback(
    (svg: Svg, size: Size) => {
      if (!grid) return;
      const { x, y } = grid;
      const names = { xName: x.name, yName: y?.name ?? "", xs: x.values, ys: y?.values ?? [""] };
      drawHeatMap(svg, size, { ...names, cells, unit: measure.unit, picked, pick });
    },
    [key],
  );
  useEffect(() => addKeys(stepKeys(cells, picked)), [key]);
  if (!grid) return null;
  const { x, y, fixed } = grid;
  const target = targetOf(result, measure);
  const met = cells.filter(({ isMet }) => isMet).length;
  const told =
    target === undefined
      ? ""
      : ` ${target}: met at ${met} of ${cells.length} points; the thick line is its edge.`;
  const places = Object.entries(fixed).map(([path, value]) => `${path} = ${value}`);
  return (
    <>
      <p class="choices">
        <Choice
          name="m"
          label="Measure"
          value={measure.name}
          of={shownMeasures(result).map(({ name }) => name)}
        />
        {axes.length > 2 && (
          <>
            <Choice name="x" label="Across" value={x.path} of={axes.map(({ path }) => path)} />
            <Choice
              name="y"
              label="Up"
              value={y?.path ?? ""}
              of={axes.map(({ path }) => path).filter((path) => path !== x.path)}
            />
            {axes
              .filter(({ path }) => path in fixed)
              .map(({ path, values }) => (
                <label key={path}>
                  {path}{" "}
                  <select
                    value={fixed[path]}
                    onChange={({ currentTarget }) => {
                      const next = { ...fixed, [path]: currentTarget.value };
                      note({
                        at: Object.entries(next)
                          .map((pair) => pair.join("="))
                          .join("\n"),
                      });
                    }}
                  >
                    {values.map((value) => (
                      <option key={value}>{value}</option>
                    ))}
                  </select>
                </label>
              ))}
          </>
        )}
      </p>
      <Figure
        name="sweep-map"
        title={`${measure.name}${places.length > 0 ? ` at ${places.join(", ")}` : ""}`}
        sentence={`${y ? `Over ${x.name} and ${y.name}` : `Over ${x.name}`}.${told} Arrow keys move between points.`}
        heads={[y ? y.name : "", ...x.values]}
        rows={(y?.values ?? [""]).map((value, row) => [
          value || measure.name,
          ...x.values.map(
            (_, column) => cells.find((each) => each.x === column && each.y === row)?.text ?? "-",
          ),
        ])}
        height={heatHeight(y?.values.length ?? 1)}
        draw={draw}
      />
    </>
  );
}

interface ChoiceProps {
  /** In the address. */
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly of: readonly string[];
}

/** One of several, noted in the address. */
export function Choice({ name, label, value, of }: ChoiceProps) {
  return (
    <label>
      {label}{" "}
      <select value={value} onChange={({ currentTarget }) => note({ [name]: currentTarget.value })}>
        {of.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
    </label>
  );
}

function stepKeys(cells: ReturnType<typeof cellsOf>, picked: number | undefined) {
  const now = cells.find(({ point }) => point === picked);
  const step = (dx: number, dy: number) => () => {
    const next = now ? cells.find(({ x, y }) => x === now.x + dx && y === now.y + dy) : cells[0];
    if (!next) return;
    pick(next.point);
    announce(`point ${next.point}: ${next.text}`);
  };
  return [
    { key: "ArrowLeft", means: "the point to the left", act: step(-1, 0) },
    { key: "ArrowRight", means: "the point to the right", act: step(1, 0) },
    { key: "ArrowUp", means: "the point above", act: step(0, 1) },
    { key: "ArrowDown", means: "the point below", act: step(0, -1) },
  ];
}
