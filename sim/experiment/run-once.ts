// The heart: one replication of one disruption, pure. The CLI, a worker thread and a browser are three callers of it.

import { Fingerprint } from "../kernel/fingerprint.ts";
import { type RandomRoot, randomRoot } from "../kernel/random.ts";
import type { RunFacts } from "../metrics/facts.ts";
import { metrics } from "../metrics/registry.ts";
import { Model } from "../model/model.ts";
import { CausalChain, narrate } from "../model/narrate.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { type Job, type LoggedEvent, NOTHING_BREAKS, type RunResult } from "./run-result.ts";

/** Throws InvariantError when the simulation contradicts itself: that is our mistake, never the scenario's. */
export function runOnce(scenario: Scenario, job: Job, log?: (event: LoggedEvent) => void): RunResult {
  const root: RandomRoot = randomRoot(job.seed);
  const model = new Model(scenario, job.disruption, root.replication(job.replication), job.resolution);
  if (log) listen(model, log);
  const facts = model.run();
  const { values, censored } = measure(model, facts);
  const { kernel, plane } = model.world;
  const results = new Fingerprint();
  results.addText(JSON.stringify([values, censored]));
  const draws = new Fingerprint();
  draws.add(plane.writesOffered);
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
    events: kernel.eventsRun + plane.writesOffered,
    writes: plane.writesOffered,
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

function listen(model: Model, log: (event: LoggedEvent) => void): void {
  const { bus, kernel, populations } = model.world;
  const chain = new CausalChain();
  const told = new Map<string, number>();
  bus.onAny((name, payload) => {
    let line = narrate(name, payload as never);
    if (!line) return;
    if (name === "connectionsChanged") {
      // Two hundred cohorts move one by one: quarters are told.
      const population = populations.find((one) => one.id === line?.subject);
      const share = population?.servedShare ?? 0;
      const quarter = share > 0.999 ? 4 : Math.floor(share * 4 + 1e-9);
      if (told.get(line.subject) === quarter) return;
      told.set(line.subject, quarter);
      line = { ...line, text: `${Math.round(share * 100)} % of the clients are served: ${line.text}` };
    }
    const { id, cause } = chain.add(name, payload);
    log({ id, at: kernel.now, name, ...line, ...(cause > 0 ? { cause } : {}) });
  });
}
