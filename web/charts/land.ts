// The coasts under a map of sites, from Natural Earth (public domain); loaded when a scenario has coordinates.
import type { GeoPermissibleObjects } from "d3-geo";
import type { GeometryCollection, Topology } from "topojson-specification";

let loaded: Promise<GeoPermissibleObjects> | undefined;

export function loadLand(): Promise<GeoPermissibleObjects> {
  loaded ??= read();
  return loaded;
}

async function read(): Promise<GeoPermissibleObjects> {
  const [{ feature }, { default: atlas }] = await Promise.all([
    import("topojson-client"),
    import("world-atlas/land-50m.json"),
  ]);
  const topology = atlas as unknown as Topology<{ land: GeometryCollection }>;
  return feature(topology, topology.objects.land);
}
