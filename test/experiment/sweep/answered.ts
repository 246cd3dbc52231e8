// Sweeps and searches on a made-up system: runs that nobody simulated, with values that follow from what is set.
import { createHash } from "node:crypto";
import type { RunResult } from "../../../sim/experiment/run-result.ts";
import type { Part } from "../../../sim/experiment/study/plan.ts";
import type { DrillJob } from "../../../sim/experiment/study/unit.ts";
import { openSweep, type SweepTerms } from "../../../sim/experiment/sweep/open-sweep.ts";
import type { SweepSubject } from "../../../sim/experiment/sweep/result.ts";
import type { Ask } from "../../../sim/experiment/sweep/selection.ts";
import { parseAmount } from "../../../sim/quantity/amount.ts";
import { aRun, SMALL } from "../runs.ts";

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** `set`: the value last set at the path that is varied, in its base unit; undefined for the base case. */
export type Model = (set: number | undefined, replication: number) => Partial<RunResult["values"]>;

/** Answers every unit by the model; counts the runs it was asked for. */
export function answerer(model: Model): { readonly ask: Ask; runs: number } {
  const own = {
    runs: 0,
    ask: async (parts: readonly Part[]) => {
      for (const { design, inquiry } of parts) {
        const set = design.overrides.findLast((each) => !each.startsWith("expect"))?.split("=")[1];
        const amount = set === undefined ? undefined : parseAmount(set)?.value;
        for (const [index, job] of inquiry.jobs.entries()) {
          const { disruptions, firstReplication, replications } = job as DrillJob;
          const runs = Array.from({ length: replications }, (_, i) => firstReplication + i).flatMap(
            (replication) =>
              disruptions.map((disruption) => {
                own.runs++;
                const values = disruption === "" ? {} : model(amount, replication);
                return aRun(replication, { disruption, values: values as RunResult["values"] });
              }),
          );
          inquiry.take(index, { runs });
        }
      }
    },
  };
  return own;
}

/** Between −1 and 1, the same for every design: common random numbers. */
export const noise = (replication: number): number => ((replication * 7919) % 101) / 50 - 1;

export const SWEEP: SweepTerms = {
  file: "small.yaml",
  text: SMALL,
  attachments: {},
  overrides: [],
  axes: [{ option: "--grid", text: "links.carrier-1.rtt=10ms,20ms,30ms,40ms" }],
  question: "drill",
  resolution: "fluid",
  replications: 20,
  years: 1,
  disruptions: ["site-loss"],
  pareto: ["rtoAchieved for site-loss"],
  mustMeet: false,
};

export function opened(change: Partial<SweepTerms> = {}): SweepSubject {
  const opening = openSweep({ ...SWEEP, ...change }, sha256);
  if (!("opened" in opening)) throw new Error(JSON.stringify(opening));
  const subject = opening.opened.open();
  if ("diagnostics" in subject) throw new Error(JSON.stringify(subject.diagnostics));
  return subject;
}
