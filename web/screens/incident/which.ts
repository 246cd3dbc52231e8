// Which run an address means: of a drill one replication of a disruption, of an outlook one incident of a replication.
// Without words of its own it means the worst one.
import { drillRows } from "../../../reports/view/drill-rows.ts";
import { worstStory } from "../../../reports/view/story.ts";
import type { ExperimentResult, OutlookResult } from "../../../sim/index.ts";
import { type Held, isDrill } from "../../app/library.ts";

export interface DrillRun {
  readonly kind: "drill";
  readonly disruption: string;
  readonly replication: number;
}
export interface YearsIncident {
  readonly kind: "outlook";
  readonly replication: number;
  /** Of its replication, from 1. */
  readonly incident: number;
}
export type Which = DrillRun | YearsIncident;

export function whichOf({ document }: Held, args: readonly string[]): Which {
  const [first, second] = args;
  if (isDrill(document)) {
    const worst = worstStory(document);
    const disruption = first ?? worst?.disruption ?? drillRows(document)[0]?.name ?? "";
    return { kind: "drill", disruption, replication: wholeOf(second) ?? worst?.replication ?? 1 };
  }
  const [worst] = (document as OutlookResult).worst;
  const replication = wholeOf(first) ?? worst?.replication ?? 1;
  return { kind: "outlook", replication, incident: wholeOf(second) ?? (first ? 1 : (worst?.incident ?? 1)) };
}

/** The words of its address. */
export const argsOf = (which: Which): readonly (string | number)[] =>
  which.kind === "drill" ? [which.disruption, which.replication] : [which.replication, which.incident];

/** The run before or after it; undefined = there is none. */
export function beside(
  which: Which,
  by: number,
  { replications }: ExperimentResult | OutlookResult,
): Which | undefined {
  if (which.kind === "outlook") {
    const incident = which.incident + by;
    return incident >= 1 ? { ...which, incident } : undefined;
  }
  const replication = which.replication + by;
  return replication >= 1 && replication <= replications ? { ...which, replication } : undefined;
}

function wholeOf(text: string | undefined): number | undefined {
  const value = Number(text);
  return Number.isInteger(value) && value > 0 ? value : undefined;
}
