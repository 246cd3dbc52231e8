// Who stands where and in which state, who takes writes, which lines work and how full they are, where copies and
// clients flow: at one instant. Drawn once for a size; `showInstant` then changes only what is otherwise.
import { type GeoPermissibleObjects, geoPath } from "d3-geo";
import { share } from "../../reports/view/format.ts";
import type { Layout } from "../../sim/index.ts";
import type { Size, Svg } from "../parts/figure.tsx";
import { isolated, shortened } from "./shortened.ts";
import { HEAD, type Places, ROW, type SitePlace } from "./site-places.ts";
import { part } from "./time-frame.ts";

export interface Instant {
  /** Simulated seconds: what flows moves with them. */
  readonly seconds: number;
  readonly nodeOf: (id: string) => { readonly shape: string; readonly look: string; readonly role: string };
  readonly clientsOf: (id: string) => { readonly text: string; readonly isServed: boolean };
  /** Both directions; `used` is that of the fuller one. */
  readonly linkOf: (id: string) => { readonly up: boolean; readonly used: number };
  /** The fault that has the whole site in its hands; "" = none. */
  readonly brokenBy: (site: string) => string;
  readonly streams: readonly { readonly source: string; readonly target: string }[];
  /** `share` of all demand. */
  readonly flows: readonly { readonly population: string; readonly node: string; readonly share: number }[];
  readonly selected: string;
}

export interface TopologyView {
  readonly layout: Layout;
  readonly places: Places;
  /** undefined = not loaded, or there is no map. */
  readonly land: GeoPermissibleObjects | undefined;
  readonly select: (id: string) => void;
}

type Point = readonly [number, number];

export function drawTopology(svg: Svg, _size: Size, { layout, places, land, select }: TopologyView): void {
  const { sites, projection } = places;
  part(svg, "land")
    .selectAll<SVGPathElement, GeoPermissibleObjects>("path")
    .data(land && projection ? [land] : [])
    .join("path")
    .attr("d", (shape) => geoPath(projection)(shape));
  drawLines(svg, layout, places, select);
  part(svg, "pointers")
    .selectAll<SVGLineElement, SitePlace>("line")
    .data(places.isNarrow ? [] : sites)
    .join("line")
    .attr("x1", ({ point }) => point[0])
    .attr("y1", ({ point }) => point[1])
    .attr("x2", ({ point, box }) => (box.x > point[0] ? box.x : box.x + box.width))
    .attr("y2", ({ point, box }) => Math.max(box.y + 8, Math.min(box.y + box.height - 8, point[1])));
  part(svg, "points")
    .selectAll<SVGCircleElement, SitePlace>("circle")
    .data(sites)
    .join("circle")
    .attr("cx", ({ point }) => point[0])
    .attr("cy", ({ point }) => point[1])
    .attr("r", 5);
  drawBoxes(svg, sites, select);
  for (const name of ["streams", "flows", "line-names"]) part(svg, name).raise();
}

function drawBoxes(svg: Svg, sites: readonly SitePlace[], select: (id: string) => void): void {
  const boxes = part(svg, "sites")
    .selectAll<SVGGElement, SitePlace>("g.site")
    .data(sites, ({ id }) => id)
    .join("g")
    .attr("class", "site")
    .attr("transform", ({ box }) => `translate(${box.x},${box.y})`);
  boxes
    .selectAll<SVGRectElement, SitePlace>("rect.ground")
    .data((site) => [site])
    .join("rect")
    .attr("class", "ground")
    .attr("rx", 4)
    .attr("width", ({ box }) => box.width)
    .attr("height", ({ box }) => box.height);
  boxes
    .selectAll<SVGTextElement, SitePlace>("text.site-name")
    .data((site) => [site])
    .join("text")
    .attr("class", "site-name")
    .attr("x", 8)
    .attr("y", 16);
  const rows = boxes
    .selectAll<SVGGElement, SitePlace["rows"][number] & { room: number; width: number }>("g.row")
    .data(({ rows, box }) =>
      rows.map((row) => ({ ...row, room: Math.floor((box.width - 18) / 6.3), width: box.width })),
    )
    .join("g")
    .attr("class", "row")
    .attr("transform", (_, i) => `translate(0,${HEAD + i * ROW})`)
    .on("click", (_, { id }) => select(id));
  for (const name of ["rect", "text", "title"] as const)
    rows
      .selectAll(name)
      .data((row) => [row])
      .join(name);
  rows
    .select("rect")
    .attr("x", 3)
    .attr("rx", 3)
    .attr("width", ({ width }) => width - 6)
    .attr("height", ROW - 1);
  rows.select("text").attr("x", 8).attr("y", 13);
}

interface Line {
  readonly id: string;
  readonly d: string;
  /** Where its name stands. */
  readonly named: Point;
}

/** Names of lines that meet stand at different shares of their ways. */
const NAMES_AT = [0.36, 0.62, 0.45, 0.55];

/** A point of a quadratic Bézier curve. */
function onCurve(a: Point, control: Point, b: Point, t: number): Point {
  const at = (i: 0 | 1): number => (1 - t) * (1 - t) * a[i] + 2 * t * (1 - t) * control[i] + t * t * b[i];
  return [at(0), at(1)];
}

/** Lines between the same two sites bow apart. */
function linesOf({ links }: Layout, { sites, isNarrow }: Places): Line[] {
  const indexOf = (id: string): number => sites.findIndex((site) => site.id === id);
  const pairs = new Map<string, number>();
  return links.flatMap(({ id, between }, link) => {
    const [i, k] = between.map(indexOf).sort((a, b) => a - b) as [number, number];
    const [a, b] = [sites[i]?.point, sites[k]?.point];
    if (!a || !b) return [];
    const pair = `${i} ${k}`;
    const nth = pairs.get(pair) ?? 0;
    pairs.set(pair, nth + 1);
    const many = links.filter(({ between: ends }) => ends.every((end) => between.includes(end))).length;
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
    const bow = isNarrow ? 50 + 34 * nth + 20 * (k - i) : 70 * (nth - (many - 1) / 2);
    // To the left of the way from a to b; downwards that is to the right of the screen.
    const sign = isNarrow ? -1 : 1;
    const [nx, ny] = [(-sign * -(b[1] - a[1])) / length, (-sign * (b[0] - a[0])) / length];
    const control: Point = [(a[0] + b[0]) / 2 + nx * bow, (a[1] + b[1]) / 2 + ny * bow];
    const named = onCurve(a, control, b, NAMES_AT[link % NAMES_AT.length] ?? 0.5);
    return [{ id, named, d: `M${a[0]},${a[1]}Q${control[0]},${control[1]} ${b[0]},${b[1]}` }];
  });
}

function drawLines(svg: Svg, layout: Layout, places: Places, select: (id: string) => void): void {
  const lines = linesOf(layout, places);
  part(svg, "lines")
    .selectAll<SVGPathElement, Line>("path")
    .data(lines, ({ id }) => id)
    .join("path")
    .attr("d", ({ d }) => d)
    .on("click", (_, { id }) => select(id));
  part(svg, "line-names")
    .selectAll<SVGTextElement, Line>("text")
    .data(lines, ({ id }) => id)
    .join("text")
    .attr("text-anchor", places.isNarrow ? "start" : "middle")
    .attr("x", ({ named }) => (places.isNarrow ? 2 : named[0]))
    .attr("y", ({ named }) => named[1] + 4);
}

/** Moves what is drawn to an instant. */
export function showInstant(svg: Svg, { places }: TopologyView, now: Instant): void {
  svg
    .selectAll<SVGGElement, SitePlace>("g.site")
    .classed("broken", ({ id }) => now.brokenBy(id) !== "")
    .select("text.site-name")
    .text(({ id, isWitness, box }) => {
      const broken = now.brokenBy(id);
      const more = `${isWitness ? " (witness)" : ""}${broken ? ` ✕ ${broken}` : ""}`;
      return `${isolated(shortened(id, Math.max(6, Math.floor(box.width / 7.4) - more.length)))}${more}`;
    });
  const rows = svg.selectAll<SVGGElement, SitePlace["rows"][number] & { room: number }>("g.row");
  rows
    .attr("class", ({ kind, id }) => `row ${kind} ${kind === "node" ? now.nodeOf(id).look : ""}`)
    .classed("selected", ({ id }) => id === now.selected);
  rows.select("text").text(({ kind, id, room }) => {
    const { shape, role } = kind === "node" ? now.nodeOf(id) : { shape: "☺", role: now.clientsOf(id).text };
    return `${shape} ${isolated(shortened(id, Math.max(8, room - role.length - 4)))} ${role}`;
  });
  rows.select("title").text(({ kind, id }) => {
    if (kind === "clients") return `${id}: ${now.clientsOf(id).text}`;
    const { look, role } = now.nodeOf(id);
    return `${id}: ${look}, ${role}`;
  });
  svg
    .selectAll<SVGPathElement, Line>("g.lines path")
    .attr(
      "class",
      ({ id }) => `${now.linkOf(id).up ? "up" : "down"}${id === now.selected ? " selected" : ""}`,
    )
    .attr("stroke-width", ({ id }) => 1.5 + 7 * Math.min(1, now.linkOf(id).used || 0));
  svg.selectAll<SVGTextElement, Line>("g.line-names text").text(({ id }) => {
    const { up, used } = now.linkOf(id);
    const state = up ? (Number.isNaN(used) ? "" : share(used)) : "✕ down";
    return `${isolated(shortened(id, places.isNarrow ? 9 : 22))} ${state}`;
  });
  moveFlows(svg, places, now);
}

/** px per simulated second. */
const PACE = 16;

function moveFlows(svg: Svg, places: Places, now: Instant): void {
  const ends = endsIn(places);
  const offset = -((now.seconds * PACE) % 12);
  part(svg, "streams")
    .selectAll<SVGPathElement, Instant["streams"][number]>("path")
    .data(now.streams, ({ source, target }) => `${source} ${target}`)
    .join("path")
    .attr("d", ({ source, target }) => pathBetween(ends.get(`node ${source}`), ends.get(`node ${target}`)))
    .attr("stroke-dashoffset", offset);
  part(svg, "flows")
    .selectAll<SVGPathElement, Instant["flows"][number]>("path")
    .data(now.flows, ({ population, node }) => `${population} ${node}`)
    .join("path")
    .attr("d", ({ population, node }) =>
      pathBetween(ends.get(`clients ${population}`), ends.get(`node ${node}`)),
    )
    .attr("stroke-width", ({ share: part }) => 1.5 + 4 * part)
    .attr("stroke-dashoffset", offset);
}

interface End {
  readonly left: number;
  readonly right: number;
  readonly y: number;
}

const endsIn = ({ sites }: Places): ReadonlyMap<string, End> =>
  new Map(
    sites.flatMap(({ box, rows }) =>
      rows.map(({ kind, id }, i): [string, End] => [
        `${kind} ${id}`,
        { left: box.x, right: box.x + box.width, y: box.y + HEAD + (i + 0.5) * ROW },
      ]),
    ),
  );

/** From edge to edge; around the side where both stand in one column. */
function pathBetween(from: End | undefined, to: End | undefined): string {
  if (!from || !to) return "";
  const isBeside = from.right < to.left || to.right < from.left;
  if (isBeside) {
    const [a, b] = from.right < to.left ? [from.right, to.left] : [from.left, to.right];
    const middle = (a + b) / 2;
    return `M${a},${from.y}C${middle},${from.y} ${middle},${to.y} ${b},${to.y}`;
  }
  const bow = Math.min(34, 10 + Math.abs(to.y - from.y) / 4);
  const out = Math.max(from.right, to.right) + bow;
  return `M${from.right},${from.y}C${out},${from.y} ${out},${to.y} ${to.right},${to.y}`;
}
