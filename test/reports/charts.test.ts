import { expect, test } from "vitest";
import { axisFor } from "../../reports/charts/axis.ts";
import { MEANINGS, TONES, type ToneName, VERDICT_TONES } from "../../reports/charts/colour.ts";
import { svgFile } from "../../reports/charts/draw.ts";
import { disruptionCharts, drillCharts } from "../../reports/view/drill-charts.ts";
import { targetIn } from "../../reports/view/targets.ts";
import type { DisruptionResult } from "../../sim/index.ts";
import { aResult, runsOf } from "./results.ts";
import { all, wellFormed } from "./well-formed.ts";

/** Relative luminance and contrast as WCAG 2.2 has them. */
function luminance(colour: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = channels.map((c) =>
    c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
const contrast = (a: string, b: string): number => {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
};

test("contrast is computed as the standard has it", () => {
  expect(contrast("#ffffff", "#000000")).toBeCloseTo(21, 5);
  // the grey with 4.54:1 on white that the standard's own pages use
  expect(contrast("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
});

test.each(["light", "dark"] as const)(
  "lines and marks stand out from a %s ground, texts are readable",
  (theme) => {
    const ground = TONES.ground[theme];
    const lines: ToneName[] = [
      ...Object.values(MEANINGS).map(({ tone }) => tone),
      ...Object.values(VERDICT_TONES),
    ];
    for (const tone of lines) expect(contrast(TONES[tone][theme], ground), tone).toBeGreaterThanOrEqual(3);
    for (const tone of ["text", "quiet"] as const)
      expect(contrast(TONES[tone][theme], ground), tone).toBeGreaterThanOrEqual(4.5);
  },
);

test("what two meanings share in colour blindness differs in dashes", () => {
  const dashes = Object.values(MEANINGS).map(({ dash }) => dash);
  expect(new Set(dashes).size).toBe(dashes.length);
});

const place = { from: 100, to: 700, zero: "none", hasBeyond: true };

test("values within one and a half orders lie on a linear scale from zero", () => {
  const axis = axisFor([30, 90], { ...place, unit: "s" });
  expect(axis.at(0)).toBe(100);
  expect(axis.at(60) - axis.at(30)).toBeCloseTo(axis.at(30) - axis.at(0), 9);
  expect(axis.ticks.at(-1)?.text).toBe("never");
  expect(axis.beyond).toBeGreaterThan(axis.at(100));
});

test("values far apart lie on powers, zero left of them all and what never ends right of them all", () => {
  const axis = axisFor([0, 0.001, 3000], { ...place, unit: "s" });
  expect(axis.at(0)).toBeLessThan(axis.at(0.001));
  // a factor of ten is the same distance everywhere
  expect(axis.at(1) - axis.at(0.1)).toBeCloseTo(axis.at(0.1) - axis.at(0.01), 6);
  expect(axis.beyond).toBeGreaterThan(axis.at(3000));
  expect(axis.ticks.map(({ text }) => text)).toEqual(expect.arrayContaining(["none", "1 s", "1 h", "never"]));
  const ats = axis.ticks.map(({ at }) => at);
  expect([...ats].sort((a, b) => a - b)).toEqual(ats);
});

const runs = [
  ...runsOf("site-loss", 400, { rto: (i) => 20 + i / 10, lost: (i) => i, never: 40 }),
  ...runsOf("calm", 400, { rto: () => 0, lost: () => 0 }),
];
const objective = {
  expression: "rtoAchieved p50 <= 90 s for site-loss",
  metric: "rtoAchievedSeconds",
  statistic: "p50",
  comparison: "<=",
  threshold: 90,
  disruption: "site-loss",
} as const;
const result = aResult(runs, [objective]);
const siteLoss = result.disruptions.find(({ name }) => name === "site-loss") as DisruptionResult;

test("a chart of outages says per disruption what the table says, with the target where it applies", () => {
  const [outages] = drillCharts(result);
  expect(outages?.id).toBe("outages");
  const rows = outages?.rows ?? [];
  expect(rows.map(([name]) => name)).toEqual(["site-loss", "calm"]);
  // the 200th of 400 values 20, 20.1, 20.2 …: 39.9 s; a tenth never ends, so the p99 lies beyond
  expect(rows[0]?.slice(1)).toEqual(["39.9 s", "> 1 h", "", "p50 <= 1 min 30 s: met"]);
  expect(rows[1]?.slice(1, 3)).toEqual(["none", "none"]);
});

test("the curve of a distribution ends below the top by the share of runs that never ended", () => {
  const chart = disruptionCharts(siteLoss, result, runs).find(({ kind }) => kind === "distribution");
  const svg = wellFormed(svgFile(chart as NonNullable<typeof chart>));
  const path = all(svg, "path").find(({ attributes }) => attributes["stroke-width"] === "2");
  const last = path?.attributes.d?.split(/[LMVH]/).at(-1);
  // from 196 up to 26; 360 of 400 ended: 196 - 0.9 * 170 = 43
  expect(last).toMatch(/(^|,)43$/);
  expect(svg.text).toContain("10 % of runs");
});

test("without the values of the runs there is no distribution, and nothing else is missing", () => {
  const kinds = disruptionCharts(siteLoss, result, []).map(({ kind }) => kind);
  expect(kinds).toEqual(["phases"]);
});

test("of a few runs the longest is called so, and not a p99", () => {
  const few = runsOf("site-loss", 20, { rto: (i) => 20 + i, lost: () => 0 });
  const small = aResult(few);
  const [only] = small.disruptions;
  const [chart] = disruptionCharts(only as DisruptionResult, small, []);
  const names = chart?.kind === "phases" ? chart.stacks.map(({ name }) => name) : [];
  expect(names[0]).toMatch(/^p50: run /);
  expect(names.at(-1)).toBe("longest: run 20");
});

test("the phases of a bar add up to the outage of its run, as far as the bar is long", () => {
  const chart = disruptionCharts(siteLoss, result, []).at(-1) as NonNullable<
    ReturnType<typeof disruptionCharts>[number]
  >;
  const svg = wellFormed(svgFile(chart));
  const rects = all(svg, "rect").filter(({ attributes }) => attributes.height === "20");
  const [first, second] = rects.map(({ attributes: { x, width } }) => [Number(x), Number(width)]);
  // detect takes three quarters, redirect follows it without a gap (results.ts)
  expect((first?.[0] ?? 0) + (first?.[1] ?? 0)).toBeCloseTo(second?.[0] ?? 0, 1);
  expect((first?.[1] ?? 0) / ((first?.[1] ?? 0) + (second?.[1] ?? 0))).toBeCloseTo(0.75, 2);
});

test("the target of an expression is read with its scope and its disruption, whatever they are called", () => {
  expect(targetIn("rtoAchieved@east p99 <= 90 s for x.y_z")).toEqual({
    metric: "rtoAchievedSeconds@east",
    threshold: 90,
    comparison: "<=",
    statistic: "p99",
  });
  expect(targetIn("no such <= 1")).toBeUndefined();
});
