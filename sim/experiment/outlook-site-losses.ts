// Work lost with whole sites → yearly rates by size, integrated and counted side by side, with the better of the two.
// Replications are the independent pieces; both ways come from the same ones, so their work is the same.

import { LOSS_SIZES } from "../metrics/outlook/exposure.ts";
import type { SiteLosses } from "../metrics/outlook/site-losses.ts";
import { outlookEstimate, sumOfKinds } from "../statistics/outlook-estimate.ts";
import { cheapest } from "../statistics/pilot-choice.ts";
import { rateEstimate } from "../statistics/poisson.ts";
import { printedRate } from "../statistics/rare-rate.ts";
import { SparseSample } from "../statistics/sparse-sample.ts";
import { weightedEstimate } from "../statistics/weighted-estimate.ts";
import { type Estimated, inputsOf } from "./outlook-estimates.ts";
import type {
  OutlookEstimate,
  SiteLossPoint,
  SiteLossResult,
  WeightedOutlookEstimate,
} from "./outlook-result.ts";

type Column = (one: SiteLosses) => number;

export function siteLossesOf(estimated: Estimated, areInputsExact: boolean): SiteLossResult | undefined {
  const { fold, years } = estimated;
  const all = fold.siteLosses;
  if (!all.some(({ integrated }) => integrated.losses + integrated.stranded > 0)) return undefined;
  const weighted = (unit: string, column: Column): WeightedOutlookEstimate =>
    weightedPerYear(estimated, unit, all.map(column));
  const counted = all.map((one) => one.counted.seconds);
  return {
    takeoversPerYear: weighted("/year", ({ integrated }) => integrated.losses),
    strandedPerYear: weighted("/year", ({ integrated }) => integrated.stranded),
    secondsPerYear: weighted("s/year", ({ integrated }) => integrated.seconds),
    countedSecondsPerYear: {
      ...outlookEstimate({ unit: "s/year", values: counted, years }),
      ...inputsOf(counted, years, estimated.inputDraws),
    },
    curve: LOSS_SIZES.map((seconds, i) => pointOf({ estimated, areInputsExact }, seconds, i)),
  };
}

function pointOf(
  { estimated, areInputsExact }: { readonly estimated: Estimated; readonly areInputsExact: boolean },
  seconds: number,
  i: number,
): SiteLossPoint {
  const { fold, years } = estimated;
  const expected = fold.siteLosses.map(({ integrated }) => integrated.above[i] as number);
  const seen = fold.siteLosses.map(({ counted }) => counted.above[i] as number);
  const integrated = weightedPerYear(estimated, "/year", expected);
  const events = seen.reduce((sum, count) => sum + count, 0);
  const counted = rateEstimate({ unit: "/year", events, exposure: years * seen.length });
  const pilots = [
    { name: "integrated", sample: new SparseSample(expected), work: 1 },
    { name: "counted", sample: new SparseSample(seen), work: 1 },
  ] as const;
  // Where neither has seen enough to be compared, integrating has seen more.
  const better = cheapest(pilots)?.name ?? "integrated";
  const printed = printedRate(better === "integrated" ? integrated : counted, areInputsExact);
  return { seconds, integrated, counted, better, printed };
}

function weightedPerYear(
  { years, inputDraws }: Estimated,
  unit: string,
  values: readonly number[],
): WeightedOutlookEstimate {
  const hits = values.filter((value) => value > 0).map((value) => value / years);
  const estimate = weightedEstimate({ unit, hits, trials: values.length });
  return { ...estimate, ...inputsOf(values, years, inputDraws) };
}

/** Losses of sites integrated, all others counted: kinds that are estimated apart and added. */
export function lossesOfAllKinds(
  { fold, years, inputDraws }: Estimated,
  { secondsPerYear }: SiteLossResult,
): OutlookEstimate {
  const all = fold.values.loss.map((micros) => micros / 1e6);
  const others = all.map((seconds, i) =>
    Math.max(0, seconds - (fold.siteLosses[i] as SiteLosses).counted.seconds),
  );
  const expected = others.map(
    (seconds, i) => seconds + (fold.siteLosses[i] as SiteLosses).integrated.seconds,
  );
  const counted = outlookEstimate({ unit: "s/year", values: others, years });
  return { ...sumOfKinds("s/year", [counted, secondsPerYear]), ...inputsOf(expected, years, inputDraws) };
}
