// What the chart of a sweep shows: its points over the first two measures that it weighs against each other.
import type { SweepPoint, SweepResult } from "../../sim/index.ts";
import type { ScatterChart } from "./charts.ts";
import { valueText } from "./sweep-rows.ts";
import { settingsText } from "./sweep-story.ts";

export function sweepCharts(result: SweepResult): ScatterChart[] {
  const { pareto, points, base, measures } = result;
  const all = [...(base ? [base] : []), ...points];
  const [x, y] = pareto.measures.flatMap((name) => {
    const measure = measures.find((each) => each.name === name);
    const values = new Set(all.map((point) => point.values[name]?.value));
    return measure && values.size > 1 ? [measure] : [];
  });
  if (!x || !y) return [];
  const shown = all.flatMap((point) => {
    const [a, b] = [point.values[x.name]?.value, point.values[y.name]?.value];
    return a === undefined || b === undefined ? [] : [{ point, x: a, y: b }];
  });
  if (shown.length < 2) return [];
  const best = shown.filter(({ point }) => pareto.points.includes(point.point));
  const rows = best.map(({ point }) => [
    nameOf(point),
    valueText(point.values[x.name] ?? {}, x),
    valueText(point.values[y.name] ?? {}, y),
  ]);
  const [first] = rows;
  const told = first ? ` ${first[0]}: ${first[1]} and ${first[2]}.` : "";
  return [
    {
      kind: "scatter",
      id: "pareto",
      title: `${x.name} and ${y.name}`,
      description: `${shown.length} designs; nothing beats ${best.length} of them.${told}`,
      x: { name: x.name, unit: x.unit },
      y: { name: y.name, unit: y.unit },
      points: together(shown, pareto.points),
      heads: ["nothing beats", x.name, y.name],
      rows,
    },
  ];
}

const nameOf = (point: SweepPoint): string => (point.point === 0 ? "the base case" : settingsText(point));

interface Placed {
  readonly point: SweepPoint;
  readonly x: number;
  readonly y: number;
}

/** Points at one place are one mark with all their names. */
function together(shown: readonly Placed[], best: readonly number[]): ScatterChart["points"] {
  const places = new Map<string, Placed[]>();
  for (const each of shown) {
    const key = `${each.x} ${each.y}`;
    places.set(key, [...(places.get(key) ?? []), each]);
  }
  return [...places.values()].flatMap((all) => {
    const [first] = all;
    if (!first) return [];
    const points = all.map(({ point }) => point);
    return [
      {
        x: first.x,
        y: first.y,
        name: points.map(({ point }) => (point === 0 ? "base" : String(point))).join(", "),
        told: points.map(nameOf).join("; "),
        isBest: points.some(({ point }) => best.includes(point)),
      },
    ];
  });
}
