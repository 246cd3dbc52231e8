// Where the sites of a landscape stand in a drawing: on a map as they lie, else on a ring; each with a box beside it that
// lists who is there, none over another. On a narrow screen the boxes stand one under the other.
import { type GeoProjection, geoMercator } from "d3-geo";
import type { Layout } from "../../sim/index.ts";
import type { Size } from "../parts/figure.tsx";

export interface SitePlace {
  readonly id: string;
  readonly isWitness: boolean;
  /** Where its lines end. */
  readonly point: readonly [number, number];
  /** Upper left corner, and how large. */
  readonly box: Box;
  readonly rows: readonly Row[];
}
export interface Box {
  x: number;
  y: number;
  readonly width: number;
  readonly height: number;
}
export interface Row {
  readonly kind: "node" | "clients";
  readonly id: string;
}
export interface Places {
  readonly sites: readonly SitePlace[];
  /** Of the map; undefined = there are no coordinates, or no room. */
  readonly projection: GeoProjection | undefined;
  readonly isNarrow: boolean;
}

export const ROW = 19;
export const HEAD = 24;
const GAP = 14;
/** Between boxes that stand one under the other: the names of lines have room there. */
const DEEP_GAP = 26;
/** No map shows less than some 300 km. */
const LARGEST_SCALE = 14_000;

const rowsOf = ({ nodes, populations, sites }: Layout, site: string): Row[] => [
  ...populations
    .filter(({ near }) => near === site || (site === sites[0]?.id && !sites.some(({ id }) => id === near)))
    .map(({ id }): Row => ({ kind: "clients", id })),
  ...nodes.filter((node) => node.site === site).map(({ id }): Row => ({ kind: "node", id })),
];
const heightOf = (rows: readonly Row[]): number => HEAD + ROW * rows.length + 6;

const isNarrow = (width: number): boolean => width < 640;

/** Enough for all boxes of one side. */
export function heightFor(layout: Layout, width: number): number {
  const gap = isNarrow(width) ? DEEP_GAP : GAP;
  const boxes = layout.sites.map(({ id }) => heightOf(rowsOf(layout, id)) + gap);
  const all = boxes.reduce((sum, height) => sum + height, 0);
  return isNarrow(width) ? all : Math.max(400, Math.min(all, 160 + all / 2) + 2 * GAP);
}

export function placesOf(layout: Layout, { width, height }: Size): Places {
  const rows = new Map(layout.sites.map(({ id }) => [id, rowsOf(layout, id)]));
  if (isNarrow(width)) return { sites: stacked(layout, rows, width), projection: undefined, isNarrow: true };
  const projection = projectionOf(layout, { width, height });
  const boxWidth = Math.min(250, width / 3.4);
  const sites = layout.sites.map(({ id, isWitness, location }, i): SitePlace => {
    const own = rows.get(id) ?? [];
    const onMap = location && projection?.([location[1], location[0]]);
    const point = onMap ?? onRing(i, layout.sites.length, { width, height });
    const box = { x: 0, y: 0, width: boxWidth, height: heightOf(own) };
    return { id, isWitness, point, rows: own, box };
  });
  const middle = sites.reduce((sum, { point }) => sum + point[0], 0) / sites.length;
  for (const [i, { point, box }] of sites.entries()) {
    const isRight = Math.abs(point[0] - middle) < 1 ? i % 2 === 1 : point[0] > middle;
    box.x = isRight ? point[0] + 2 * GAP : point[0] - 2 * GAP - box.width;
    box.y = point[1] - box.height / 2;
  }
  separate(
    sites.map(({ box }) => box),
    { width, height },
  );
  return { sites, projection, isNarrow: false };
}

function projectionOf({ sites }: Layout, { width, height }: Size): GeoProjection | undefined {
  const known = sites.flatMap(({ location }) => (location ? [[location[1], location[0]]] : []));
  if (known.length < sites.length || known.length === 0) return undefined;
  const extent: [[number, number], [number, number]] = [
    [0.32 * width, 0.14 * height],
    [0.68 * width, 0.86 * height],
  ];
  const projection = geoMercator().fitExtent(extent, { type: "MultiPoint", coordinates: known });
  if (projection.scale() > LARGEST_SCALE) {
    const [first = [0, 0]] = known;
    projection
      .scale(LARGEST_SCALE)
      .center([first[0] as number, first[1] as number])
      .translate([width / 2, height / 2]);
  }
  return projection.clipExtent([
    [-10, -10],
    [width + 10, height + 10],
  ]);
}

function onRing(i: number, count: number, { width, height }: Size): [number, number] {
  const angle = Math.PI - (2 * Math.PI * i) / Math.max(2, count);
  return [width / 2 + 0.17 * width * Math.cos(angle), height / 2 - 0.25 * height * Math.sin(angle)];
}

function stacked(layout: Layout, rows: ReadonlyMap<string, Row[]>, width: number): SitePlace[] {
  let y = GAP;
  return layout.sites.map(({ id, isWitness }): SitePlace => {
    const own = rows.get(id) ?? [];
    const box = { x: 104, y, width: width - 144, height: heightOf(own) };
    y += box.height + DEEP_GAP;
    return { id, isWitness, rows: own, box, point: [box.x, box.y + box.height / 2] };
  });
}

/** Pushes boxes apart, the shorter way, and into the drawing. */
function separate(boxes: readonly Box[], { width, height }: Size): void {
  for (let round = 0; round < 80; round++) {
    for (const [i, a] of boxes.entries())
      for (const b of boxes.slice(i + 1)) {
        const across = Math.min(a.x + a.width, b.x + b.width) + GAP - Math.max(a.x, b.x);
        const down = Math.min(a.y + a.height, b.y + b.height) + GAP - Math.max(a.y, b.y);
        if (across <= 0 || down <= 0) continue;
        if (across < down) {
          const by = ((a.x < b.x ? -1 : 1) * across) / 2;
          a.x += by;
          b.x -= by;
        } else {
          const by = ((a.y < b.y ? -1 : 1) * down) / 2;
          a.y += by;
          b.y -= by;
        }
      }
    for (const box of boxes) {
      box.x = Math.max(2, Math.min(width - box.width - 2, box.x));
      box.y = Math.max(2, Math.min(height - box.height - 2, box.y));
    }
  }
}
