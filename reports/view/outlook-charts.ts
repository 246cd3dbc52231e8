// What the charts of an outlook show: how often a year is worse than a threshold, what a year's sums are like, and
// which components they come from.
import type { Contribution, Exceedance, OutlookResult } from "../../sim/index.ts";
import type { Chart, ExceedanceChart, ExceedanceCurve, Meaning, ShareChart, SpreadChart } from "./charts.ts";
import { spreadOf } from "./drill-charts.ts";
import { duration, interval, quantity, share } from "./format.ts";

export const outlookCharts = (result: OutlookResult): Chart[] =>
  [exceedance(result), yearlySums(result), contributions(result)].flatMap((chart) => chart ?? []);

const CURVES: readonly (readonly [keyof OutlookResult["exceedance"], string, Meaning])[] = [
  ["downtime", "downtime", "outage"],
  ["unplannedDowntime", "unplanned downtime", "planned"],
  ["loss", "lost work", "loss"],
];

function exceedance(result: OutlookResult): ExceedanceChart | undefined {
  const known = CURVES.flatMap(([what, name, meaning]) => {
    const rows = result.exceedance[what].filter(({ calendarYear }) => calendarYear.n > 0);
    return rows.length === 0 ? [] : [{ name, meaning, rows }];
  });
  if (known.length === 0) return undefined;
  const texts = known.flatMap(({ name, rows }) =>
    rows.map(({ seconds, calendarYear: { mean = 0, low, high, bound } }) => [
      name,
      seconds === 0 ? "anything" : duration(seconds),
      mean === 0 ? "never" : share(Number(mean.toPrecision(3))),
      interval(low ?? bound?.low, high ?? bound?.high, "ratio"),
    ]),
  );
  const [first] = texts;
  return {
    kind: "exceedance",
    id: "exceedance",
    title: "How often a calendar year has more than so much",
    description: `Share of calendar years above each threshold. ${first?.[0]} above ${first?.[1]}: ${first?.[2]} of years.`,
    unit: "s",
    curves: known.map(
      ({ name, meaning, rows }): ExceedanceCurve => ({ name, meaning, points: rows.map(pointOf) }),
    ),
    heads: ["of a year", "more than", "share of years", "95 % interval"],
    rows: texts,
  };
}

function pointOf({ seconds, calendarYear }: Exceedance) {
  const { mean = 0, low, high, bound } = calendarYear;
  const [from, to] = [low ?? bound?.low, high ?? bound?.high];
  return {
    threshold: seconds,
    share: mean,
    ...(from !== undefined && { low: from }),
    ...(to !== undefined && { high: to }),
  };
}

const SUMS: readonly (readonly [string, string])[] = [
  ["downtime", "downtimeSecondsPerYear"],
  ["unplanned downtime", "unplannedDowntimeSecondsPerYear"],
  ["lost work", "lossSecondsPerYear"],
];

function yearlySums({ metrics }: OutlookResult): SpreadChart | undefined {
  const known = SUMS.flatMap(([name, metric]) => {
    const estimate = metrics[metric];
    return estimate && estimate.n > 0 && estimate.quantiles ? [{ name, estimate }] : [];
  });
  if (known.length === 0) return undefined;
  const spreads = known.map(({ name, estimate }) => spreadOf(name, estimate, []));
  const rows = known.map(({ name, estimate }, i) => {
    const { median, tail, low, high } = spreads[i] ?? {};
    const text = (value: number | undefined): string => (value === undefined ? "-" : duration(value));
    const mean = estimate.mean === undefined ? "-" : duration(estimate.mean);
    return [name, mean, text(median), text(tail), interval(low, high, "s")];
  });
  const [first] = rows;
  return {
    kind: "spread",
    id: "yearly-sums",
    title: "The sums of a year: median and p99 of all years",
    description: `Median and p99 over the simulated years. ${first?.[0]}: median ${first?.[2]}, p99 ${first?.[3]}.`,
    unit: "s",
    meaning: "outage",
    spreads,
    heads: ["of a year", "on average", "median", "p99", "95 % interval of the p99"],
    rows,
  };
}

/** Components drawn: the costliest in time, and those that lose most; the table of the document has all of them. */
const COSTLIEST = 10;
const LOSING = 4;

function drawnOf(all: readonly Contribution[]): readonly Contribution[] {
  const losing = all.filter(({ lossShare = 0 }) => lossShare > 0);
  const most = losing.sort((a, b) => (b.lossShare ?? 0) - (a.lossShare ?? 0)).slice(0, LOSING);
  return all.filter((each, i) => i < COSTLIEST || most.includes(each));
}

function contributions({ contributions: all }: OutlookResult): ShareChart | undefined {
  const sums = SHARES.filter(({ of }) => all.some((each) => of(each) > 0));
  const bars = drawnOf(all)
    .map((each) => ({ name: each.process, shares: sums.map(({ of }) => of(each)) }))
    .filter(({ shares }) => shares.some((part) => part > 0));
  if (bars.length === 0) return undefined;
  const text = (part: number): string =>
    part === 0 ? "none" : quantity(Number(part.toPrecision(2)), "ratio");
  const rows = bars.map(({ name, shares }) => [name, ...shares.map(text)]);
  const [first] = bars;
  const told = sums.map(({ name }, i) => `${text(first?.shares[i] ?? 0)} ${name}`).join(", ");
  return {
    kind: "shares",
    id: "contributions",
    title: "What downtime and lost work come from",
    description: `Shares by component, ${bars.length} of ${all.length}. ${first?.name}: ${told}.`,
    series: sums.map(({ name, meaning }) => ({ name, meaning })),
    bars,
    heads: ["component", ...sums.map(({ name }) => name)],
    rows,
  };
}

/** A sum that is nothing has no bars. */
const SHARES = [
  { name: "of the downtime", meaning: "outage", of: ({ downtimeShare = 0 }: Contribution) => downtimeShare },
  { name: "of the lost work", meaning: "loss", of: ({ lossShare = 0 }: Contribution) => lossShare },
] as const;
