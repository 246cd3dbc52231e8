// What observers must know of a world: its services with who may lead them, its clients with their demand.

import type { ObservedPopulation } from "../metrics/demand-tracks.ts";
import type { ObservedService } from "../metrics/observer.ts";
import { NO_TIME } from "../quantity/time.ts";
import type { World } from "./build.ts";

export function observedServices({ services, scenario }: World): ObservedService[] {
  return services.map(({ plan, service, replication, heirs }) => ({
    service,
    standbys: replication,
    // In two-way replication the other side is what survives.
    heirs: plan.site === undefined ? heirs : plan.members.map(({ node }) => node),
    answerWithin: scenario.workload[plan.cluster]?.answerWithin ?? NO_TIME,
    isOneOfMany: plan.site !== undefined,
    mayDegrade: replication.mayDegrade,
    path: `clusters.${plan.cluster}`,
  }));
}

export function observedPopulations({ demand, populations, scenario }: World): ObservedPopulation[] {
  return demand.map(({ cluster, curve, intake }, i) => {
    const reads = scenario.workload[cluster]?.reads ?? 0;
    return {
      clientele: populations[i] as World["populations"][number],
      curve,
      readsPerWrite: reads < 1 ? reads / (1 - reads) : 0,
      bytesPerWrite: intake.meanBytes,
    };
  });
}
