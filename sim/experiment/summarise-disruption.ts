// The runs of one disruption → its part of the result: estimates, the phases of the outage, the worst run.
// Everything is taken in the order of replications, so the same runs give the same bytes.
import { estimateOf } from "../statistics/estimate.ts";
import { quantileRank } from "../statistics/quantile-interval.ts";
import { estimateMetrics } from "./estimate-metrics.ts";
import type { DisruptionResult, PhaseEstimate, RunAtQuantile, WorstRun } from "./result.ts";
import type { RunResult } from "./run-result.ts";

const OUTAGE = "rtoAchievedSeconds";
const LOSS = "rpoAchievedSeconds";
const EXPLAINED = [0.5, 0.99];
/** Of phases: along a failover, then where nothing fails over. */
const FAILOVER = ["detect", "decide", "fence", "promote", "replay", "redirect", "ramp"];
const ORDER: readonly string[] = [...FAILOVER, "block", "repair", "restart", "restore", "human"];

/** `runs` in the order of their replications. */
export function summariseDisruption(name: string, runs: readonly RunResult[]): DisruptionResult {
  const modelled = runs.filter((run) => run.modelled);
  const reason = runs.find((run) => !run.modelled)?.reason;
  if (modelled.length === 0) {
    const nothing = { recovered: 0, replications: 0, metrics: {}, phases: [], atQuantiles: [] };
    return { name, modelled: runs.length === 0, ...(reason !== undefined && { reason }), ...nothing };
  }
  const byOutage = [...modelled].sort(fromShortest);
  const atQuantiles = EXPLAINED.map((p) => runAtQuantile(byOutage, p));
  const worst = byOutage.at(-1);
  return {
    name,
    modelled: true,
    ...(reason !== undefined && { reason }),
    recovered: modelled.filter((run) => run.recovered).length,
    replications: modelled.length,
    metrics: estimateMetrics(modelled),
    phases: phasesOf(
      modelled.filter((run) => run.recovered),
      atQuantiles,
    ),
    atQuantiles,
    ...(worst && { worst: worstOf(worst) }),
  };
}

/** Never recovered is longer than any outage; then the greater loss, then the later replication is worse. */
function fromShortest(a: RunResult, b: RunResult): number {
  const censored = (run: RunResult): number => (run.censored.includes(OUTAGE) || !run.recovered ? 1 : 0);
  const value = (run: RunResult, metric: string): number => run.values[metric] ?? 0;
  return (
    censored(a) - censored(b) ||
    value(a, OUTAGE) - value(b, OUTAGE) ||
    value(a, LOSS) - value(b, LOSS) ||
    a.replication - b.replication
  );
}

function runAtQuantile(byOutage: readonly RunResult[], p: number): RunAtQuantile {
  const run = byOutage[quantileRank(byOutage.length, p) - 1] as RunResult;
  return {
    p,
    replication: run.replication,
    recovered: run.recovered,
    rtoAchievedSeconds: run.values[OUTAGE] ?? 0,
    phases: run.phases.map(({ name, setBy, micros }) => ({ name, setBy, seconds: micros / 1e6 })),
  };
}

function worstOf(run: RunResult): WorstRun {
  const [rpo, rto] = [run.values[LOSS], run.values[OUTAGE]];
  return {
    replication: run.replication,
    recovered: run.recovered,
    ...(rpo !== undefined && { rpoAchievedSeconds: rpo }),
    ...(rto !== undefined && { rtoAchievedSeconds: rto }),
  };
}

/** A run that skipped a phase spent no time in it: only then do the means add up. */
function phasesOf(runs: readonly RunResult[], atQuantiles: readonly RunAtQuantile[]): PhaseEstimate[] {
  return phaseNames(runs).map((name) => ({
    name,
    setBy: setByOf(name, runs, atQuantiles),
    seconds: estimateOf({
      unit: "s",
      values: runs.map(
        (run) => run.phases.reduce((sum, phase) => sum + (phase.name === name ? phase.micros : 0), 0) / 1e6,
      ),
    }),
  }));
}

/** As an outage runs: in the order of ORDER, others after them as they appear. */
function phaseNames(runs: readonly RunResult[]): string[] {
  const names = [...new Set(runs.flatMap((run) => run.phases.map(({ name }) => name)))];
  const rank = (name: string): number => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  return names.sort((a, b) => rank(a) - rank(b));
}

/** Of the run at the p99, else at the median, else of the run in which the phase was longest. */
function setByOf(name: string, runs: readonly RunResult[], atQuantiles: readonly RunAtQuantile[]): string {
  for (const { phases } of [...atQuantiles].reverse()) {
    const longest = phases.filter((phase) => phase.name === name).sort((a, b) => b.seconds - a.seconds)[0];
    if (longest) return longest.setBy;
  }
  const all = runs.flatMap((run) => run.phases).filter((phase) => phase.name === name);
  return all.reduce((a, b) => (b.micros > a.micros ? b : a)).setBy;
}
