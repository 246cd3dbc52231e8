// STAND-IN, replaced by the model: no simulation. Numbers drawn from named streams so that everything above runOnce can be
// built and tested. An outage is the sum of four phases; a few disruptions recover late or never.
import { randomRoot } from "../kernel/random.ts";
import type { Instant } from "../quantity/time.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { Histogram } from "../statistics/histogram.ts";
import { type Job, type LoggedEvent, NOTHING_BREAKS, type RunPhase, type RunResult } from "./run-result.ts";

const HORIZON = 3600e6;

export function runOnce(scenario: Scenario, job: Job, log?: (event: LoggedEvent) => void): RunResult {
  const random = randomRoot(job.seed).replication(job.replication);
  const stream = random.stream(`stand-in/${scenario.title}/${job.disruption}`);
  const latency = new Histogram(1e6);
  for (let i = 0; i < 200; i++) latency.add(200 + 300 * stream.exponential());
  const isSteady = job.disruption === NOTHING_BREAKS;
  const phases = isSteady
    ? []
    : phasesOf(
        () => stream.exponential(),
        () => stream.uniform(),
      );
  const outage = Math.min(
    HORIZON,
    phases.reduce((sum, { micros }) => sum + micros, 0),
  );
  const recovered = isSteady || outage < HORIZON;
  const lost = stream.uniform() < 0.3 || isSteady ? 0 : Math.floor(40 * stream.exponential());
  if (log) tell(phases, log);
  const digest = `${job.replication}-${outage}-${lost}`;
  return {
    disruption: job.disruption,
    replication: job.replication,
    recovered,
    modelled: job.disruption !== "impossible",
    values: isSteady ? steadyValues(stream.uniform()) : drillValues(lost, outage, stream.uniform()),
    censored: recovered ? [] : ["rtoAchievedSeconds", "rto99Seconds", "unprotectedSeconds"],
    phases: recovered ? phases : [{ name: "restart", setBy: "failover.kind", micros: HORIZON }],
    histograms: { commitLatencySeconds: latency.toSparse() },
    fingerprint: { trajectory: digest, draws: digest, results: digest },
    simulatedMicros: 20e6 + outage,
    events: 1000,
    writes: 200,
  };
}

function phasesOf(exponential: () => number, uniform: () => number): RunPhase[] {
  const slow = uniform() < 0.02 ? HORIZON : 0;
  return [
    { name: "detect", setBy: "failover.ttl", micros: Math.round(20e6 + 10e6 * uniform()) },
    { name: "promote", setBy: "failover.promote", micros: Math.round(0.1e6 + 0.1e6 * uniform()) + slow },
    { name: "redirect", setBy: "clients.east.redirect.ttl", micros: Math.round(8e6 * exponential()) },
  ];
}

const drillValues = (lost: number, outage: number, u: number): Record<string, number> => ({
  lostTransactions: lost,
  lostBytes: lost * 1200,
  rpoAchievedSeconds: lost / 240,
  recoveryPointAgeSeconds: lost / 240 + 0.01,
  rtoAchievedSeconds: outage / 1e6,
  rto99Seconds: Math.min(3600, (1.1 * outage) / 1e6),
  unprotectedSeconds: Math.min(3600, (3 * outage) / 1e6),
  writeAvailability: 1 - u / 100,
});

const steadyValues = (u: number): Record<string, number> => ({
  replicationLagSeconds: 0.02 + 0.01 * u,
  exposureSeconds: 0.014 + 0.001 * u,
  throughputPerSecond: 240 + u,
  "linkUtilisation@carrier-1": 0.02 + u / 100,
});

function tell(phases: readonly RunPhase[], log: (event: LoggedEvent) => void): void {
  let at = 5e6;
  log({ id: 0, at: at as Instant, name: "faultInjected", subject: "shanghai", text: "the site is lost" });
  phases.forEach(({ name, setBy, micros }, i) => {
    at += micros;
    log({ id: i + 1, at: at as Instant, name, subject: "orders", text: `${name} ends (${setBy})`, cause: i });
  });
}
