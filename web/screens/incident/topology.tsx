// The sites, who is in them and in which state, and what flows between them, at the cursor.
import { effect } from "@preact/signals";
import type { GeoPermissibleObjects } from "d3-geo";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { duration, share } from "../../../reports/view/format.ts";
import type { Film } from "../../../sim/index.ts";
import { heightFor, placesOf } from "../../charts/site-places.ts";
import { drawTopology, type Instant, showInstant, type TopologyView } from "../../charts/topology.ts";
import { Figure, type Svg } from "../../parts/figure.tsx";
import { select } from "./choose.ts";
import { faultsAt, nodeAt, STATE_SHAPES, stepAt, streamsAt, wireAt } from "./moments.ts";
import { cursor, selected } from "./playhead.ts";

interface Drawn {
  readonly svg: Svg;
  readonly scene: TopologyView;
}

export function TopologyFigure({ film }: { readonly film: Film }) {
  const { layout } = film;
  const isMap = layout.sites.every(({ location }) => location);
  const [land, setLand] = useState<GeoPermissibleObjects | undefined>();
  const drawn = useRef<Drawn | undefined>(undefined);
  useEffect(() => {
    if (isMap && !land)
      void import("../../charts/land.ts").then(async ({ loadLand }) => setLand(await loadLand()));
  }, [isMap]);
  const [width, setWidth] = useState(1200);
  const draw = useMemo(
    () =>
      (svg: Svg, size: { readonly width: number; readonly height: number }): void => {
        setWidth(size.width);
        const scene = { layout, places: placesOf(layout, size), land, select };
        drawTopology(svg, size, scene);
        drawn.current = { svg, scene };
        showInstant(svg, scene, instantOf(film, cursor.peek(), selected.peek()));
      },
    [film, land],
  );
  useEffect(
    () =>
      effect(() => {
        const now = instantOf(film, cursor.value, selected.value);
        if (drawn.current?.scene.layout === layout) showInstant(drawn.current.svg, drawn.current.scene, now);
      }),
    [film],
  );
  return (
    <Figure
      name={`topology-${film.run.disruption}-${film.run.replication}`}
      title="Who is where, at the cursor"
      sentence={`${layout.nodes.length} nodes in ${layout.sites.length} sites, ${layout.links.length} lines. Dashed: copies that are fed; dotted: clients and where they are connected. ● runs, ◐ frozen, ◔ starts, ✕ down; ✎ takes writes.`}
      heads={["line", "between", "round trip", "bandwidth"]}
      rows={layout.links.map(({ id, between, rttSeconds, bandwidth }) => [
        id,
        between.join(" and "),
        duration(rttSeconds),
        `${bandwidth / 1e6} Mbit/s`,
      ])}
      height={heightFor(layout, width)}
      draw={draw}
    />
  );
}

function instantOf(film: Film, t: number, subject: string): Instant {
  const { layout } = film;
  const faults = faultsAt(film, t);
  return {
    seconds: t / 1e6,
    selected: subject,
    nodeOf: (id) => {
      const { state, isWriter } = nodeAt(film, id, t);
      const role = isWriter ? "✎ writes" : state === "running" ? "" : state;
      return { shape: STATE_SHAPES[state], look: isWriter ? "writes" : state, role };
    },
    clientsOf: (id) => {
      const served = stepAt(film.servedOf[id], t) ?? 1;
      return { text: `${share(served)} served`, isServed: served > 0 };
    },
    linkOf: (id) => {
      const wires = film.links.filter(({ link }) => link === id).map(({ from }) => wireAt(film, id, from, t));
      return { up: wires.every(({ up }) => up), used: Math.max(...wires.map(({ used }) => used)) };
    },
    brokenBy: (site) => faults.find(({ subject: of }) => of === `site ${site}` || of === site)?.kind ?? "",
    streams: streamsAt(film, t),
    flows: layout.populations.flatMap(({ id, share: own }) =>
      Object.entries(stepAt(film.clients[id], t) ?? {}).map(([node, part]) => ({
        population: id,
        node,
        share: part * own,
      })),
    ),
  };
}
