// Rates that are computed rather than counted, as texts: work lost with whole sites, what structure alone costs, what
// a drill saves. Below one in a million years an order of magnitude, unless inputs are exact.
import type { DrillRow, OutlookResult, PrintedRate } from "../../sim/index.ts";
import { duration, share, significant } from "./format.ts";
import { FEW, rareText } from "./outlook-rows.ts";

export interface SiteLossRow {
  readonly threshold: string;
  readonly rate: string;
  readonly chance: string;
  readonly inputs: string;
  readonly how: string;
}

export const SITE_LOSS_HEADS: readonly string[] = [
  "lost with a site more than",
  "on average",
  "95 % by chance",
  "95 % by inputs",
  "how",
];

/** Sizes up to the first one that never occurs. */
export function siteLossRows({ siteLosses, inputs }: OutlookResult): SiteLossRow[] {
  const curve = siteLosses?.curve ?? [];
  const last = curve.findIndex(({ integrated, counted }) => !(integrated.mean || counted.mean));
  return curve.slice(0, last < 0 ? curve.length : last).map((point) => {
    const { seconds, better, printed } = point;
    const { inputs: ends } = point.integrated;
    const { mean = 0 } = point[better];
    const isRough = printed.kind === "order-of-magnitude" || (mean < DIGITS_DOWN_TO && !inputs.areExact);
    return {
      threshold: duration(seconds),
      rate: isRough ? roughText(mean) : rareText(mean),
      chance: printed.kind === "order-of-magnitude" || isRough ? "" : endsText(printed.low, printed.high),
      inputs: ends && !isRough ? endsText(ends.low, ends.high) : "",
      how: better + (printed.kind === "bound" ? ` ${FEW}` : ""),
    };
  });
}

/** A year; fewer losses than this are no more than an order of magnitude, as in the figures themselves. */
const DIGITS_DOWN_TO = 1e-6;
const roughText = (perYear: number): string => `about 10^${Math.round(Math.log10(perYear))} a year`;

export function endsText(low: number | undefined, high: number | undefined): string {
  const [from, to] = [low, high].map((end) => end !== undefined && String(Number(end.toPrecision(2))));
  if (from && to) return `[${from}, ${to}]`;
  return from ? `>= ${from}` : to ? `<= ${to}` : "";
}

/** "once in 330 years", "about 10^-8 a year". */
export function printedText(printed: PrintedRate): string {
  if (printed.kind === "order-of-magnitude") return `about 10^${printed.exponent} a year`;
  if (printed.kind === "value") return printed.perYear === 0 ? "never" : rareText(printed.perYear);
  return "not known";
}

/** What no failover could avoid. */
export function structureSentence({ structure }: OutlookResult): string {
  if (!structure) return "";
  const { downtimeSecondsPerYear, components, allSitesLostPerYear } = structure;
  const sites = allSitesLostPerYear
    ? ` All sites are lost together ${printedText(allSitesLostPerYear)}.`
    : "";
  return `By structure alone, if failovers took no time and always worked: ${duration(downtimeSecondsPerYear)} of downtime a year (exact, ${components} components).${sites}`;
}

/** Of the shortest period. */
export function drillSentence({ drills }: OutlookResult): string {
  const [row] = drills;
  if (!row) return "";
  const { savedSecondsPerYear: saved, worksWithout, works, isInForce } = row;
  const ends =
    saved.low === undefined || saved.high === undefined
      ? ""
      : ` [${duration(saved.low)}, ${duration(saved.high)}]`;
  const now = isInForce ? " (as this scenario has it)" : "";
  return `A drill ${periodText(row)}${now} saves up to ${duration(saved.mean ?? 0)}${ends} of downtime a year against none: ${rounded(works)} of failovers work instead of ${rounded(worksWithout)}.`;
}

/** The least change of a rate that would change a verdict. */
export function tippingSentence({ tipping }: OutlookResult): string {
  const [row] = tipping;
  if (!row) return "";
  const { expression, path, factor, isPossible } = row;
  const times =
    factor > 1
      ? `${significant(factor, 2)} times as often`
      : `${significant(1 / factor, 2)} times less often`;
  const possible =
    isPossible === undefined
      ? ""
      : isPossible
        ? ", which its terms call possible"
        : ", more than its terms call possible";
  return `The verdict on "${expression}" tips if ${path} strikes ${times}${possible}.`;
}

const periodText = ({ everyDays }: DrillRow): string =>
  everyDays === 91 ? "every quarter" : `every ${everyDays} days`;
const rounded = (value: number): string => share(Number(value.toPrecision(2)));
