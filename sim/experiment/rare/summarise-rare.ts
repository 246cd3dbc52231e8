// Rounds of excursions → how often a year incidents are beyond each target, with what is to be known of a weighted
// estimate: how it was made, its effective sample size, the share of its largest weight, and both intervals, or a
// bound with its reason.
import { rateEstimate } from "../../statistics/poisson.ts";
import { printedRate } from "../../statistics/rare-rate.ts";
import { weightedEstimate } from "../../statistics/weighted-estimate.ts";
import { inputsOf } from "../outlook-estimates.ts";
import type { OutlookFold } from "../outlook-fold.ts";
import type { OutlookJob } from "../outlook-job.ts";
import type { OutlookEstimate, RareResult, RareRow } from "../outlook-result.ts";
import type { Method } from "./excursion-job.ts";
import type { RareOrder, Round } from "./rare.ts";
import { isBeyond, type RareTarget } from "./targets.ts";

export interface Chosen {
  readonly target: RareTarget;
  readonly name: Method["name"] | "counting";
  /** Absent where counting is best. */
  readonly round?: Round;
}

/** Below so many events counting has no interval of its own. */
const FEWEST_COUNTED = 10;

/** By replication. */
export const countsOf = ({ beyond }: OutlookFold, target: number): number[] =>
  beyond.map((own) => own[target] ?? 0);

const totalOf = (fold: OutlookFold, target: number): number =>
  countsOf(fold, target).reduce((sum, count) => sum + count, 0);

export const isRare = (fold: OutlookFold, target: number): boolean => totalOf(fold, target) < FEWEST_COUNTED;

/** A year, by trial, zeros included. */
export function valuesOf({ hits, trials }: Round, target: RareTarget): number[] {
  const values = new Array<number>(trials).fill(0);
  for (const hit of hits) if (isBeyond(target, hit)) values[hit.trial] = hit.perYear;
  return values;
}

export function summariseRare(
  order: RareOrder,
  chosen: readonly Chosen[],
  { share, pilotTrials }: { readonly share: number; readonly pilotTrials: number },
): RareResult {
  const rounds = new Set(chosen.flatMap(({ round }) => round ?? []));
  return {
    share,
    pilotTrials,
    trials: [...rounds].reduce((sum, { trials }) => sum + trials, 0),
    rows: order.targets.map((target, t) => {
      const own = chosen.find((each) => each.target === target);
      return rowOf(order, t, own ?? { target, name: "counting" });
    }),
  };
}

function rowOf({ fold, jobs, areInputsExact }: RareOrder, t: number, chosen: Chosen): RareRow {
  const { target, name: method, round } = chosen;
  const { years, inputDraws } = jobs[0] as OutlookJob;
  const counts = countsOf(fold, t);
  const counted: OutlookEstimate = {
    ...rateEstimate({ unit: "/year", events: totalOf(fold, t), exposure: years * counts.length }),
    ...inputsOf(counts, years, inputDraws),
  };
  const known = { ...target, method, counted };
  if (!round) return { ...known, printed: printedRate(counted, areInputsExact) };
  const values = valuesOf(round, target);
  const hits = values.filter((value) => value > 0);
  const weighted = {
    ...weightedEstimate({ unit: "/year", hits, trials: values.length }),
    ...inputsOf(values, 1, inputDraws),
  };
  const printed = printedRate(weighted, areInputsExact);
  const high = counted.high ?? counted.bound?.high;
  // Weights bound a rate from below; from above the years themselves do.
  const isOpen = printed.kind === "bound" && high !== undefined;
  return { ...known, weighted, printed: isOpen ? { ...printed, high } : printed };
}
