// What a world consists of and where it stands, for whoever draws it.
import type { World } from "../../model/build.ts";
import type { Layout } from "./film.ts";

/** Bytes per µs are megabytes per second. */
const BITS_PER_SECOND = 8e6;

export function layoutOf({ scenario, landscape, populations }: World): Layout {
  return {
    sites: Object.entries(scenario.sites).map(([id, { location, role }]) => ({
      id,
      isWitness: role === "witness",
      ...(location && { location: [location[0], location[1]] as const }),
    })),
    nodes: landscape.nodes.map(({ id, site, cluster }) => ({ id, site, cluster })),
    links: landscape.links.map(({ id, between, bandwidth, delay }) => ({
      id,
      between: [between[0], between[1]],
      bandwidth: bandwidth * BITS_PER_SECOND,
      rttSeconds: (2 * delay) / 1e6,
    })),
    services: landscape.services.map(({ id, cluster, members }) => ({
      id,
      cluster,
      members: members.map(({ node }) => node),
    })),
    populations: populations.map(({ id, share, service }) => ({
      id,
      share,
      service,
      near: scenario.clients[id]?.near ?? "",
    })),
  };
}
