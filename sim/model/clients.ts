// Clients and their demand, wired: each population of the scenario with its arrival process, its way to the
// data centres and its cohorts.

import type { ArrivalProcess, LoadCurve } from "../cluster/demand.ts";
import type { DemandTerms } from "../cluster/terms.ts";
import type { Random } from "../kernel/random.ts";
import { meanOf, sampleFast, squaredVariation } from "../kernel/sampling.ts";
import { days } from "../quantity/time.ts";
import { estimatedRtt } from "../scenario/complete.ts";
import type { Disruption, Scenario } from "../scenario/scenario.ts";
import type { Arrivals } from "../workload/arrivals/arrivals.ts";
import { arrivals as arrivalKinds } from "../workload/arrivals/registry.ts";
import { Retrying } from "../workload/retrying.ts";
import type { ServicePlan } from "./landscape.ts";

/** Linux, tcp_retries2 = 15: 924.6 s until an unanswered connection is given up. */
export const KERNEL_GIVES_UP = 924_600_000;

/** How long a client hangs on a silent connection, µs, and which of its time-outs ends that. */
export function silenceOf({ socket, user, keepAlive }: Scenario["clients"][string]["timeouts"]): {
  readonly after: number;
  readonly setBy: string;
} {
  const kernel = { after: KERNEL_GIVES_UP, setBy: "timeouts.socket" };
  const own = socket === "none" ? kernel : { after: socket as number, setBy: "timeouts.socket" };
  const others = [
    ...(user === "none" ? [] : [{ after: user as number, setBy: "timeouts.user" }]),
    ...(keepAlive === "none"
      ? []
      : [
          {
            after: keepAlive.idle + keepAlive.probes * keepAlive.interval,
            setBy: "timeouts.keepAlive",
          },
        ]),
  ];
  return others.reduce((first, other) => (other.after < first.after ? other : first), own);
}

export interface PopulationPlan {
  readonly id: string;
  readonly cluster: string;
  readonly curve: LoadCurve;
  readonly arrivals: ArrivalProcess;
  readonly intake: DemandTerms;
}

const arrivalsOf = (config: { readonly kind: string }): Arrivals =>
  arrivalKinds.get(config.kind) as unknown as Arrivals;

/** µs after midnight at which the window begins; after that of a Monday where a load tells the days apart. */
export function startOfDayOf(scenario: Scenario, at: Disruption["at"], leadIn: number, draw: number): number {
  const loads = Object.values(scenario.workload).map(({ arrivals }) => arrivals);
  const period = Math.max(days(1), ...loads.map((config) => arrivalsOf(config).period ?? 0));
  if (at === "any") return draw * period;
  const start =
    typeof at === "number"
      ? Math.floor((draw * period) / days(1)) * days(1) + at
      : loads[0] && arrivalsOf(loads[0]).startsAt(loads[0] as never, at, draw);
  return start === undefined ? 0 : (start - leadIn + period) % period;
}

/** Round trip between a client near one site and a data centre, µs; the better of the links, or the map. */
export function roundTripTo(scenario: Scenario, near: string, site: string): number {
  if (near === site) return 0;
  const links = Object.values(scenario.links).filter(
    ({ between }) => between.includes(near) && between.includes(site),
  );
  if (links.length > 0) return Math.min(...links.map(({ rtt }) => rtt));
  const from = scenario.sites[near]?.location;
  const to = scenario.sites[site]?.location;
  return from && to ? estimatedRtt(from, to) : 0;
}

export function populationsOf(
  scenario: Scenario,
  parts: {
    readonly services: readonly ServicePlan[];
    readonly random: Random;
    readonly startOfDay: number;
    readonly siteOf: ReadonlyMap<string, string>;
  },
): PopulationPlan[] {
  const before = new Map<string, number>();
  return Object.entries(scenario.clients).flatMap(([id, client]) => {
    const workload = scenario.workload[client.of];
    if (!workload) return [];
    const shareBefore = before.get(client.of) ?? 0;
    before.set(client.of, shareBefore + client.share);
    const config = workload.arrivals;
    const name = `clients/${id}`;
    const { curve, process: instants } = arrivalsOf(config).demand(config as never, {
      share: client.share,
      shareBefore,
      writes: 1 - workload.reads,
      startsAt: parts.startOfDay,
      random: parts.random,
      name,
      recording: recordingOf(scenario, config),
    });
    const { log, statements } = workload.transaction;
    const sizes = parts.random.stream(`${name}/sizes`);
    const drawBytes = log.kind === "constant" ? () => log.value : () => Math.max(1, sampleFast(log, sizes));
    const origins = parts.services.flatMap((service, origin) =>
      service.cluster === client.of ? [origin] : [],
    );
    const { near, application, rtt } = client;
    // Each statement and the commit are one round trip, between the application and the database where there is one.
    const delayTo = (site: string): number =>
      application === undefined
        ? (statements + 1) * (rtt + roundTripTo(scenario, near, site))
        : rtt +
          roundTripTo(scenario, near, application) +
          (statements + 1) * roundTripTo(scenario, application, site);
    const delays = new Map([...parts.siteOf].map(([node, site]) => [node, delayTo(site)]));
    const { times, delay } = client.retry;
    const pauses = parts.random.stream(`${name}/again`);
    const isRetrying = times > 0 && instants.answered === undefined;
    const asked = isRetrying
      ? new Retrying(instants, { times, drawPause: () => Math.max(0, sampleFast(delay, pauses)) })
      : instants;
    const intake: DemandTerms = {
      id,
      origins,
      arrivals: asked,
      curve,
      drawBytes,
      meanBytes: meanOf(log),
      variability: (instants.answered ? 0 : (instants.dispersion ?? 1)) + squaredVariation(log),
      isConstantSize: log.kind === "constant",
      choice: parts.random.stream(`${name}/choice`),
      hot: workload.hot && { ...workload.hot, draws: parts.random.stream(`${name}/hot`) },
      patience: workload.answerWithin,
      clientDelay: (node) => delays.get(node) ?? 0,
    };
    return [{ id, cluster: client.of, curve, arrivals: asked, intake }];
  });
}

/** Instants in µs from the begin of a recording. */
function recordingOf(scenario: Scenario, config: { readonly kind: string }): readonly number[] | undefined {
  if (config.kind !== "recorded") return undefined;
  const { file, column } = config as { file?: string; column?: string };
  const columns = scenario.attachments[file ?? ""]?.columns ?? [];
  const values = (columns.find(({ header }) => header === column) ?? columns[0])?.values ?? [];
  const first = values[0] ?? 0;
  return values.map((value) => value - first);
}
