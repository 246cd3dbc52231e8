// The values of every run as lines of JSON, beside a result document: one run a line, in the order of the jobs. What
// has one value per transaction is left out; it is in the document's estimates.
import type { RunResult } from "./run-result.ts";

export const runLines = (runs: readonly RunResult[]): string =>
  runs.map(({ histograms: _, phases, ...run }) => `${JSON.stringify({ ...run, phases })}\n`).join("");

/** Undefined where it is not what `runLines` writes. */
export function runsOfLines(text: string): readonly RunResult[] | undefined {
  try {
    const lines = text.split("\n").filter((line) => line !== "");
    const runs = lines.map((line): RunResult => ({ ...(JSON.parse(line) as RunResult), histograms: {} }));
    const isWhole = runs.every(
      (run) => typeof run.fingerprint?.results === "string" && run.values && Array.isArray(run.censored),
    );
    return isWhole ? runs : undefined;
  } catch {
    return undefined;
  }
}
