// How often the downtime, or the lost work, of twelve months is above a threshold; rows end with the first
// threshold that was never passed.
import type { Estimate, Exceedance, OutlookResult } from "../../sim/index.ts";
import { duration, interval, share } from "./format.ts";

export interface ExceedanceRow {
  readonly threshold: string;
  readonly calendarYear: string;
  readonly twelveMonths: string;
  readonly withinReplication: string;
}

export const exceedanceHeads = ({ yearsPerReplication }: OutlookResult): readonly string[] => [
  "more than",
  "in a calendar year",
  "in any 12 months",
  `ever in ${Number(yearsPerReplication.toPrecision(3))} years`,
];

export function exceedanceRows(rows: readonly Exceedance[]): ExceedanceRow[] {
  const never = rows.findIndex(({ withinReplication }) => withinReplication.mean === 0);
  const shown = never < 0 ? rows : rows.slice(0, never + 1);
  return shown
    .filter(({ withinReplication }) => withinReplication.n > 0)
    .map(({ seconds, calendarYear, twelveMonths, withinReplication }) => ({
      threshold: duration(seconds),
      calendarYear: shareText(calendarYear),
      twelveMonths: calendarYear.n === 0 ? "-" : rounded(twelveMonths),
      withinReplication: shareText(withinReplication),
    }));
}

function shareText({ n, mean = 0, low, high, bound }: Estimate): string {
  if (n === 0) return "-";
  const ends = interval(low ?? bound?.low, high ?? bound?.high, "ratio");
  if (mean === 0) return `never (95 %: ${ends})`;
  if (mean === 1) return `always (95 %: ${ends})`;
  return `${rounded(mean)} ${ends}`;
}

const rounded = (value: number): string => (value === 0 ? "never" : share(Number(value.toPrecision(3))));
