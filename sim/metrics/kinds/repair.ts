// What becomes of writes that only a replaced primary has: thrown away, or settled by people row by row.

import type { RunFacts } from "../facts.ts";
import { defineMetric } from "../metric.ts";

const drill = { asks: ["drill"], better: "lower" } as const;

/** Person-seconds; undefined = nobody settles anything. */
function settling({ repair, loss }: RunFacts): number | undefined {
  return repair?.kind === "reconcile" ? (loss.divergent / repair.perHour) * 3600 : undefined;
}

export const discardedTransactions = defineMetric({
  ...drill,
  name: "discardedTransactions",
  unit: "count",
  family: "loss",
  definition:
    "Written by a primary that was replaced, and thrown away when it follows again; defined where `repair` is.",
  of: ({ repair, loss }) => repair && (repair.kind === "discard" ? loss.divergent : 0),
  isCensored: ({ isSplit }) => isSplit,
});
export const reconcileWorkSeconds = defineMetric({
  ...drill,
  name: "reconcileWorkSeconds",
  unit: "s",
  family: "recovery",
  definition: "Work of people, added up, to settle the rows that only a replaced primary has.",
  of: settling,
  isCensored: ({ isSplit }) => isSplit,
});
export const reconcileSeconds = defineMetric({
  ...drill,
  name: "reconcileSeconds",
  unit: "s",
  family: "recovery",
  definition: "Until those people have settled them, working at the same time without a pause.",
  of(facts) {
    const work = settling(facts);
    return work === undefined || facts.repair?.kind !== "reconcile" ? undefined : work / facts.repair.people;
  },
  isCensored: ({ isSplit }) => isSplit,
});
