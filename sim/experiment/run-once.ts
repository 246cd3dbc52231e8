// The heart: one replication of one disruption, pure. The CLI, a worker thread and a browser are three callers of it.

import { Fingerprint } from "../kernel/fingerprint.ts";
import { type RandomRoot, randomRoot } from "../kernel/random.ts";
import type { RunFacts } from "../metrics/facts.ts";
import { metrics } from "../metrics/registry.ts";
import { Model } from "../model/model.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { RunLog } from "./run-log.ts";
import { type Job, type LoggedEvent, NOTHING_BREAKS, type RunResult } from "./run-result.ts";

/** Throws InvariantError when the simulation contradicts itself: that is our mistake, never the scenario's. */
export function runOnce(scenario: Scenario, job: Job, log?: (event: LoggedEvent) => void): RunResult {
  const root: RandomRoot = randomRoot(job.seed);
  const model = new Model(scenario, job.disruption, root.replication(job.replication), job.resolution);
  const told = log && new RunLog(model.world, log);
  const facts = model.run();
  told?.close();
  return resultOf(model, facts, job);
}

/** What a run that is over says. */
export function resultOf(model: Model, facts: RunFacts, job: Job): RunResult {
  const { values, censored } = measure(model, facts);
  const { kernel, plane } = model.world;
  const results = new Fingerprint();
  results.addText(JSON.stringify([values, censored]));
  const draws = new Fingerprint();
  draws.add(plane.writesOffered);
  // Where load is a curve no write was simulated, however many were asked for.
  const writes = plane.isWriteByWrite ? plane.writesOffered : 0;
  return {
    disruption: job.disruption,
    replication: job.replication,
    recovered: facts.outage?.end !== Number.POSITIVE_INFINITY,
    modelled: true,
    values,
    censored,
    phases: facts.isDrill ? model.observer.phases(facts) : [],
    histograms: job.disruption === NOTHING_BREAKS ? model.observer.histograms() : {},
    fingerprint: { trajectory: model.trajectory.digest(), draws: draws.digest(), results: results.digest() },
    simulatedMicros: kernel.now,
    events: kernel.eventsRun + writes,
    writes,
  };
}

function measure(model: Model, facts: RunFacts): { values: Record<string, number>; censored: string[] } {
  const values: Record<string, number> = {};
  const censored: string[] = [];
  const asks = facts.isDrill ? "drill" : "steady";
  for (const metric of metrics.values()) {
    if (!metric.asks.includes(asks)) continue;
    const value = metric.of(facts);
    if (value === undefined) continue;
    values[metric.name] = value;
    if (metric.isCensored?.(facts)) censored.push(metric.name);
  }
  if (facts.isDrill) addPopulations(model, facts, values, censored);
  else for (const [link, share] of facts.utilisation) values[`linkUtilisation@${link}`] = share;
  return { values, censored };
}

/** The outage of each population, where there are several. */
function addPopulations(
  model: Model,
  facts: RunFacts,
  values: Record<string, number>,
  censored: string[],
): void {
  const { populations } = model.world;
  if (populations.length < 2) return;
  for (const { id } of populations) {
    const outage = model.observer.ofPopulation(id, facts.horizon as never);
    const name = `rtoAchievedSeconds@${id}`;
    values[name] = outage ? (Math.min(outage.end, facts.horizon) - outage.start) / 1e6 : 0;
    if (outage?.end === Number.POSITIVE_INFINITY) censored.push(name);
  }
}
