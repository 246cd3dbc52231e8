// A sweep in a terminal of 100 columns: the points that matter, their values against the base case, what follows.
import type { SweepPoint, SweepResult } from "../sim/index.ts";
import type { TerminalOptions } from "./terminal.ts";
import { type SweepTable, sameEverywhere, sweepTable, withoutValue } from "./view/sweep-rows.ts";
import { sweepHeading, sweepStory } from "./view/sweep-story.ts";
import { wrap } from "./view/wrap.ts";

const WIDTH = 100;
/** More rows are not read. */
const MOST_ROWS = 40;

export function sweepReport(result: SweepResult, { paint }: TerminalOptions): string {
  const shown = pointsToShow(result);
  const confirmed = result.confirmed?.points ?? [];
  const left = result.points.length + 1 - shown.length;
  const missing = withoutValue(result);
  const same = sameEverywhere(result);
  const parts = [
    [
      paint("bold", result.scenario.title),
      ...lines(sweepHeading(result)).map((each) => paint("dim", each)),
    ].join("\n"),
    grid(sweepTable(result, shown), paint),
    left > 0 ? paint("dim", `${left} more points: --out writes all of them, --json prints them`) : "",
    paint("dim", lines(LEGEND).join("\n")),
    same.length > 0 ? lines(`The same at every point: ${same.join("; ")}.`).join("\n") : "",
    missing.length > 0 ? lines(`Without a value: ${missing.join("; ")}.`).join("\n") : "",
    ...sweepStory(result).map((text) => lines(text).join("\n")),
    confirmed.length > 0
      ? `${paint("bold", "Again, write by write")}\n${grid(sweepTable(result, confirmed), paint)}`
      : "",
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

const LEGEND =
  "Against the base: the mean difference per replication on the same seeds, with its 95 % interval; ±? where the " +
  "differences are too few or too uneven for one.";

const lines = (text: string): string[] => wrap(text, WIDTH);

/** All of a small sweep; of a large one what nothing beats, what is close to it, and the choice. */
export function pointsToShow({ base, points, pareto, choice, selection }: SweepResult): SweepPoint[] {
  const all = [...(base ? [base] : []), ...points];
  if (all.length <= MOST_ROWS) return all;
  const wanted = new Set([0, choice?.point, ...(selection?.best ?? []).map(({ point }) => point)]);
  for (const point of [...pareto.points, ...pareto.near]) if (wanted.size < MOST_ROWS) wanted.add(point);
  for (const { point } of points) if (wanted.size < MOST_ROWS / 4) wanted.add(point);
  return all.filter(({ point }) => wanted.has(point));
}

function grid({ heads, rows, fixed }: SweepTable, paint: TerminalOptions["paint"]): string {
  const widths = heads.map((head, i) =>
    Math.max(...head.map((line) => line.length), ...rows.map(({ cells }) => cells[i]?.length ?? 0)),
  );
  const columns = fitting(widths, fixed);
  const height = Math.max(...columns.map((i) => heads[i]?.length ?? 0));
  const row = (cells: (i: number) => string): string =>
    columns
      .map((i) => cells(i).padEnd(widths[i] ?? 0))
      .join("  ")
      .trimEnd();
  const head = Array.from({ length: height }, (_, line) => row((i) => heads[i]?.[line] ?? ""));
  const body = rows.map(({ cells }) => row((i) => cells[i] ?? ""));
  const hidden = (heads.length - columns.length) / 2;
  const rule = paint("dim", "─".repeat(WIDTH));
  const note =
    hidden > 0
      ? [paint("dim", `${hidden} more measure${hidden > 1 ? "s do" : " does"} not fit here: --out, --json`)]
      : [];
  return [...head.map((line) => paint("bold", line)), rule, ...body, ...note].join("\n");
}

/** The fixed columns, and as many measures with both of theirs as there is room for; at least one. */
function fitting(widths: readonly number[], fixed: number): number[] {
  const shown = widths.map((_, i) => i).slice(0, fixed);
  let used = shown.reduce((sum, i) => sum + (widths[i] ?? 0) + 2, 0);
  for (let i = fixed; i < widths.length; i += 2) {
    used += (widths[i] ?? 0) + (widths[i + 1] ?? 0) + 4;
    if (used > WIDTH + 2 && i > fixed) break;
    shown.push(i, i + 1);
  }
  return shown;
}
