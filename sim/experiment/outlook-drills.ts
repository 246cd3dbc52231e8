// What rehearsing the failover buys: of the failovers that the years needed, how many more would have worked, and the
// time that people would not have spent on making them work. In closed form, from the failovers that were counted.
// Leaves out: a primary that is back before people have made the failover work (so it is the most that can be
// saved), and what a drill itself costs.

import { type CoverageTerms, coverageMet } from "../failover/coverage.ts";
import { meanOf } from "../kernel/sampling.ts";
import { YEAR } from "../metrics/outlook/calendar.ts";
import { type Duration, days } from "../quantity/time.ts";
import { rateEstimate } from "../statistics/poisson.ts";
import type { Estimated } from "./outlook-estimates.ts";
import type { DrillRow } from "./outlook-result.ts";

/** A quarter of a year, half of one, a year. */
const PERIODS: readonly Duration[] = [days(91), days(182), days(365)];

/** `services` share the failovers alike. */
export function drillsOf(
  { fold, years }: Estimated,
  { coverage, services }: { readonly coverage: CoverageTerms | undefined; readonly services: number },
): readonly DrillRow[] {
  const failovers = fold.total("failovers") - fold.total("falseFailovers");
  if (!coverage || coverage.fresh <= coverage.floor || failovers <= 0) return [];
  const exposure = years * fold.replications;
  const rate = rateEstimate({ unit: "/year", events: failovers, exposure });
  const { mean = 0, bound } = rate;
  const low = rate.low ?? bound?.low;
  const high = rate.high ?? bound?.high;
  const saved = (perYear: number, drill: Duration): number => {
    const met = (period: Duration | "never"): number =>
      coverageMet({ ...coverage, drill: period }, perYear / services / YEAR);
    return (perYear * (met(drill) - met("never")) * meanOf(coverage.repair)) / 1e6;
  };
  return PERIODS.map((drill) => ({
    everyDays: drill / days(1),
    worksWithout: coverageMet({ ...coverage, drill: "never" }, mean / services / YEAR),
    works: coverageMet({ ...coverage, drill }, mean / services / YEAR),
    savedSecondsPerYear: {
      unit: "s/year",
      n: failovers,
      mean: saved(mean, drill),
      ...endsOf(low === undefined ? [] : [saved(low, drill)], high === undefined ? [] : [saved(high, drill)]),
      confidence: 0.95,
      method: "closed form, Poisson failovers",
    },
    isInForce: coverage.drill === drill,
  }));
}

/** More failovers keep each other fresh: past some rate drills save less, and the ends change places. */
function endsOf(low: readonly number[], high: readonly number[]) {
  const [from] = low;
  const [to] = high;
  if (from === undefined || to === undefined) return {};
  return { low: Math.min(from, to), high: Math.max(from, to) };
}
