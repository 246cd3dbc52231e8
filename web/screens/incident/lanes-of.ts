// The lanes of a film: what was broken; each node, link, service and population as bars, and every event as a mark on
// the lane of what it happened to.
import { share } from "../../../reports/view/format.ts";
import type { Film, LoggedEvent, Spell, Step } from "../../../sim/index.ts";
import type { Lane, LaneBar, LaneMark, Look, Shape } from "../../charts/lanes.ts";
import { sinceFault } from "../../charts/since-fault.ts";
import { overlapsOf } from "./story-of.ts";

export const GROUPS: readonly string[] = ["faults", "people", "service", "nodes", "links", "clients"];

const SHAPE_OF: Readonly<Record<string, Shape>> = {
  disruptionBegan: "fault",
  faultBegan: "fault",
  nodeWillStop: "fault",
  storageLost: "fault",
  faultEnded: "end",
  writerStarted: "writer",
  writerStopped: "writer",
  promoted: "writer",
  connectionsChanged: "move",
  personActed: "person",
  streamOpened: "stream",
  streamClosed: "stream",
};
const shapeOf = ({ name }: LoggedEvent): Shape => SHAPE_OF[name] ?? "decision";

/** The id of the lane that an event stands on. */
export function laneIdOf({ layout }: Film, { name, subject }: LoggedEvent): string {
  if (name === "personActed") return "people";
  if (name === "connectionsChanged") return `clients ${subject}`;
  if (/^(fault|disruption)/.test(name)) return "faults";
  if (layout.nodes.some(({ id }) => id === subject)) return `node ${subject}`;
  if (layout.links.some(({ id }) => id === subject)) return `link ${subject}`;
  if (layout.services.some(({ id }) => id === subject)) return `service ${subject}`;
  return "faults";
}

export function lanesOf(film: Film): Lane[] {
  const { layout, events, faults } = film;
  const marks = new Map<string, LaneMark[]>();
  for (const event of events) {
    const id = laneIdOf(film, event);
    const text = `${sinceFault(event.at, film.zero)} ${event.subject}: ${event.text}`;
    marks.set(id, [...(marks.get(id) ?? []), { id: event.id, at: event.at, shape: shapeOf(event), text }]);
  }
  const lane = (id: string, group: string, name: string, bars: readonly LaneBar[]): Lane => ({
    id,
    group,
    name,
    bars,
    marks: marks.get(id) ?? [],
  });
  const broken = faults.map((spell) => bar(spell, "broken", `${spell.kind} ${spell.subject}`, 0.6));
  return [
    lane("faults", "faults", "faults", broken),
    ...(marks.has("people") ? [lane("people", "people", "alarms and people", [])] : []),
    ...layout.services.map(({ id }) => lane(`service ${id}`, "service", id, serviceBars(film, id))),
    ...layout.nodes.map(({ id }) => lane(`node ${id}`, "nodes", id, nodeBars(film, id))),
    ...layout.links.map(({ id }) => lane(`link ${id}`, "links", id, linkBars(film, id))),
    ...layout.populations.map(({ id }) => lane(`clients ${id}`, "clients", id, clientBars(film, id))),
  ];
}

const bar = ({ from, to }: Spell, look: Look, text: string, height = 1): LaneBar => ({
  from,
  to,
  look,
  text,
  height,
});

/** From each step to the next one. */
function spellsOf<T>(steps: readonly Step<T>[] | undefined, end: number): (Spell & { readonly is: T })[] {
  return (steps ?? []).map(({ at, is }, i, all) => ({ from: at, to: all[i + 1]?.at ?? end, is }));
}

const NODE_LOOKS = { running: "runs", frozen: "frozen", down: "down", starting: "starting" } as const;

function nodeBars({ nodes, writers, end }: Film, node: string): LaneBar[] {
  return [
    ...spellsOf(nodes[node], end).map((spell) =>
      bar(spell, NODE_LOOKS[spell.is], spell.is, spell.is === "running" ? 0.35 : 0.7),
    ),
    ...writers
      .filter((writer) => writer.node === node)
      .map((spell) => bar(spell, "writes", `takes writes of ${spell.service}, timeline ${spell.timeline}`)),
  ];
}

/** A link is up while both of its directions are. */
function linkBars({ links, end }: Film, link: string): LaneBar[] {
  const down = links
    .filter((wire) => wire.link === link)
    .flatMap(({ from, up }) =>
      spellsOf(up, end)
        .filter(({ is }) => !is)
        .map((spell) => ({ ...spell, site: from })),
    );
  const isSame = (a: Spell, b: Spell): boolean => a.from === b.from && a.to === b.to;
  const bars = down
    .filter((spell, i) => down.findIndex((other) => isSame(other, spell)) === i)
    .map((spell) => {
      const both = down.filter((other) => isSame(other, spell)).length > 1;
      return bar(spell, "down", both ? "down" : `down from ${spell.site}`, 0.7);
    });
  return [bar({ from: 0, to: end }, "runs", "up", 0.35), ...bars];
}

function serviceBars(film: Film, service: string): LaneBar[] {
  const split = overlapsOf(film).filter((overlap) => overlap.service === service);
  return [
    ...film.writers
      .filter((writer) => writer.service === service)
      .map((spell) => bar(spell, "writes", `${spell.node} takes writes`, 0.7)),
    ...split.map((spell) => bar(spell, "split", `split brain: ${spell.nodes.join(" and ")}`)),
  ];
}

const clientBars = ({ servedOf, end }: Film, population: string): LaneBar[] =>
  spellsOf(servedOf[population], end)
    .filter(({ is }) => is > 0)
    .map((spell) => bar(spell, "share", `${share(spell.is)} served`, spell.is));
