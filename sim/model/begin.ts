// The first instant of every run: somebody leads, standbys follow, clients are connected.

import type { World } from "./build.ts";

export function beginWorld({ services, populations }: World): void {
  for (const { service, replication } of services) {
    service.start(service.primary, "");
    replication.reconsider();
  }
  for (const population of populations) population.settle();
}
