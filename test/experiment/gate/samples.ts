// Real runs for the gate's statistics: two disruptions of the reference, as curves.
import { createHash } from "node:crypto";
import { type Pairs, pairsOf } from "../../../sim/experiment/compare/pairing.ts";
import { only } from "../../../sim/experiment/gate/attribute.ts";
import { inProcessExecutor } from "../../../sim/experiment/in-process-executor.ts";
import { conduct } from "../../../sim/experiment/study/conduct.ts";
import { openDesign } from "../../../sim/experiment/study/design.ts";
import { inquire, type Question, type Subject } from "../../../sim/experiment/study/inquiry.ts";
import { memoryStore } from "../../../sim/experiment/study/result-store.ts";
import type { PairableSample } from "../../../sim/experiment/study/sample.ts";
import type { RandomStream } from "../../../sim/kernel/random.ts";

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

export function aSubject(text: string, options: { file: string; overrides?: readonly string[] }): Subject {
  const { design, scenario, diagnostics } = openDesign(text, options, sha256);
  if (!design || !scenario) throw new Error(JSON.stringify(diagnostics));
  return { design, scenario, diagnostics };
}

export const conductor = () => ({
  executor: inProcessExecutor(),
  hash: sha256,
  store: memoryStore(),
  cancellation: { aborted: false },
});

export async function samplesOf(
  subject: Subject,
  disruptions: readonly string[],
  question: Question,
): Promise<readonly PairableSample[]> {
  const inquiry = inquire(only(subject, new Set(disruptions)), question);
  await conduct([{ design: subject.design, inquiry }], conductor());
  return inquiry.answer().samples.filter(({ disruption }) => disruption !== "");
}

/** Some replications of every metric, as if they were all there are. */
export const picked = (samples: readonly PairableSample[], which: readonly number[]): PairableSample[] =>
  samples.map((sample) => ({
    ...sample,
    values: which.map((i) => sample.values[i] as number),
    isCensored: which.map((i) => sample.isCensored[i] as boolean),
  }));

export const pairedUp = (old: readonly PairableSample[], next: readonly PairableSample[]): Pairs[] =>
  old.map((sample, i) => pairsOf(sample, next[i] as PairableSample));

export function shuffled(length: number, draws: RandomStream): number[] {
  const order = Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const k = draws.below(i + 1);
    [order[i], order[k]] = [order[k] as number, order[i] as number];
  }
  return order;
}
