// Plays one incident of an outlook again and films it: its replication from the begin, with the same draws, watched
// from shortly before its first fault until everything was back. What servers turned away is in no picture of it.
import { randomRoot } from "../../kernel/random.ts";
import { DemandTracks } from "../../metrics/demand-tracks.ts";
import { LossAccount } from "../../metrics/loss-account.ts";
import { Milestones } from "../../metrics/milestones.ts";
import type { Incident } from "../../metrics/outlook/incident.ts";
import { SketchBook } from "../../metrics/outlook/sketch.ts";
import type { World } from "../../model/build.ts";
import { observedPopulations, observedServices } from "../../model/observed.ts";
import type { Outlook } from "../../model/outlook.ts";
import { type Instant, later } from "../../quantity/time.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { OutlookJob } from "../outlook-job.ts";
import { type IncidentOrder, replayIncident, replicationsOf } from "../replay-incident.ts";
import { outlookOf } from "../run-outlook-block.ts";
import type { RunResult } from "../run-result.ts";
import { Camera } from "./camera.ts";
import { cutAt } from "./cut.ts";
import type { Film, Step } from "./film.ts";
import { AnnouncedLateTimes } from "./late-times.ts";
import { layoutOf } from "./layout.ts";
import { Sampler } from "./sampler.ts";

/** How long after the end of an incident a film goes on, µs. */
const AFTERWARDS = 10e6;

/** Undefined: the replication has no incident of that number. */
export function shootIncident(scenario: Scenario, order: IncidentOrder): Film | undefined {
  const { incident, events, causes } = replayIncident(scenario, order);
  if (!incident) return undefined;
  const job = replicationsOf(scenario, order)[order.replication - 1] as OutlookJob;
  const outlook = outlookOf(scenario, job, {
    root: randomRoot(order.seed),
    replication: order.replication,
    sketch: new SketchBook(job.years * 12),
  });
  const { world } = outlook;
  const { bus, kernel, plane } = world;
  const camera = new Camera(world, new LossAccount({ plane, kernel, bus }));
  const demand = watchedDemand(world);
  const milestones = new Milestones(bus, kernel, pathsOf(world), () => "failures");
  const sampler = new Sampler(world, incident.begin as Instant);
  const end = Math.ceil(incident.end + AFTERWARDS) as Instant;
  play(outlook, sampler, end);
  demand.close(end);
  milestones.close(end);
  const from = sampler.begin;
  const stepsOf = (population?: string): Step<number>[] =>
    demand
      .combined("writing", end, population)
      .stretches(from, end)
      .map(({ start, share }) => ({ at: start, is: share }));
  const [outage] = longestFirst(incident);
  return {
    run: resultOf(incident, {
      order,
      disruption: causes.join(", "),
      trajectory: kernel.trajectory.digest(),
      end,
      events: kernel.eventsRun,
    }),
    begin: from,
    zero: incident.begin,
    end,
    layout: layoutOf(world),
    events,
    ...cutAt(from, camera.close(end)),
    served: stepsOf(),
    servedOf: Object.fromEntries(world.populations.map(({ id }) => [id, stepsOf(id)])),
    ...(outage && { outage: { from: outage.start, to: outage.end } }),
    segments: outage ? milestones.segments(outage, { name: "repair", setBy: "failures" }) : [],
    samples: sampler.samples(),
  };
}

function play(outlook: Outlook, sampler: Sampler, end: Instant): void {
  const { kernel } = outlook.world;
  outlook.begin();
  while (kernel.now < end) {
    const at = later(kernel.now, sampler.nextAt);
    kernel.run(at < end ? at : end);
    if (kernel.now >= sampler.nextAt) sampler.look(kernel.now);
  }
}

function watchedDemand(world: World): DemandTracks {
  const { bus, kernel, topology, services } = world;
  const late = services.map(({ service: { id } }): [string, AnnouncedLateTimes] => [
    id,
    new AnnouncedLateTimes(bus, kernel, id),
  ]);
  const demand = new DemandTracks(observedPopulations(world), new Map(late));
  const review = (): void => demand.review(kernel.now);
  for (const event of ["writerStarted", "writerStopped", "connectionsPlanned", "nodeStateChanged"] as const)
    bus.on(event, review);
  topology.onChange(review);
  return demand;
}

const pathsOf = (world: World): ((service: string) => string) => {
  const paths = new Map(observedServices(world).map(({ service, path }) => [service.id, path]));
  return (service) => paths.get(service) ?? "clusters";
};

function longestFirst({ outages }: Incident): { readonly start: number; readonly end: number }[] {
  const pairs = Array.from({ length: outages.length / 2 }, (_, i) => ({
    start: outages[2 * i] as number,
    end: outages[2 * i + 1] as number,
  }));
  return pairs.sort((a, b) => b.end - b.start - (a.end - a.start));
}

function resultOf(
  incident: Incident,
  of: {
    readonly order: IncidentOrder;
    readonly disruption: string;
    readonly trajectory: string;
    readonly end: number;
    readonly events: number;
  },
): RunResult {
  const { longestOutage, lostTransactions, lossAge, failovers, split, losses } = incident;
  return {
    disruption: of.disruption,
    replication: of.order.replication,
    recovered: !incident.isOpen,
    modelled: true,
    values: {
      rtoAchievedSeconds: longestOutage / 1e6,
      ...(losses > 0 && { lostTransactions, rpoAchievedSeconds: lossAge / 1e6 }),
      failovers,
      splitBrainSeconds: split / 1e6,
    },
    censored: [],
    phases: [],
    histograms: {},
    fingerprint: { trajectory: of.trajectory, draws: "", results: "" },
    simulatedMicros: of.end,
    events: of.events,
    writes: 0,
  };
}
