// Who believed to be primary, and when two did at once; what alarms there were, and what people did.
import { useMemo } from "preact/hooks";
import { duration } from "../../../reports/view/format.ts";
import type { Film, LoggedEvent } from "../../../sim/index.ts";
import { drawLanes, type Lane, type LaneBar, lanesHeight } from "../../charts/lanes.ts";
import { sinceFault } from "../../charts/since-fault.ts";
import { Figure } from "../../parts/figure.tsx";
import { choose, select } from "./choose.ts";
import { view } from "./playhead.ts";
import { overlapsOf } from "./story-of.ts";
import { scrub, withCursor } from "./time-figure.ts";

export function Believers({ film }: { readonly film: Film }) {
  const lanes = useMemo(() => believersOf(film), [film]);
  const { from, to } = view.value;
  const draw = useMemo(
    () =>
      withCursor((svg, size) =>
        drawLanes(
          svg,
          size,
          { from, to, zero: film.zero, lanes, chosen: undefined, chain: new Set(), selected: "" },
          { scrub, choose: () => {}, select: ({ name }) => select(name) },
        ),
      ),
    [film, lanes, from, to],
  );
  const overlaps = overlapsOf(film);
  return (
    <>
      <Figure
        name={`writers-${film.run.disruption}-${film.run.replication}`}
        title="Who believed to be primary"
        sentence={sentenceOf(film)}
        heads={["service", "node", "timeline", "took writes from", "to"]}
        rows={film.writers.map(({ service, node, timeline, from: begin, to: end }) => [
          service,
          node,
          String(timeline),
          sinceFault(Math.max(begin, film.begin), film.zero),
          sinceFault(end, film.zero),
        ])}
        height={lanesHeight(lanes.length)}
        draw={draw}
      />
      {overlaps.length > 0 && (
        <p class="refusal">
          <strong>✕ Split brain.</strong> {sentenceOf(film)}
        </p>
      )}
      <People film={film} />
    </>
  );
}

function believersOf(film: Film): Lane[] {
  const overlaps = overlapsOf(film);
  const names = [...new Set(film.writers.map(({ service, node }) => `${service} ${node}`))];
  return names.map((id) => {
    const own = film.writers.filter(({ service, node }) => `${service} ${node}` === id);
    const [first] = own;
    const { service = "", node = "" } = first ?? {};
    const bars = own.map(
      (spell): LaneBar => ({ ...spell, look: "writes", text: `timeline ${spell.timeline}`, height: 0.8 }),
    );
    const split = overlaps
      .filter((overlap) => overlap.service === service && overlap.nodes.includes(node))
      .map((spell): LaneBar => ({ ...spell, look: "split", text: "split brain" }));
    return { id, group: service, name: node, bars: [...bars, ...split], marks: [] };
  });
}

function sentenceOf(film: Film): string {
  const time = (at: number): string => sinceFault(at, film.zero);
  const overlaps = overlapsOf(film);
  if (overlaps.length === 0) return "At no instant did two nodes take writes of one service.";
  return overlaps
    .map(
      ({ nodes, service, from, to }) =>
        `${nodes.join(" and ")} both took writes of ${service} from ${time(from)} to ${time(to)}, for ${duration((to - from) / 1e6)}.`,
    )
    .join(" ");
}

const ALARMS = ["leaseLost", "primarySuspected", "suspicionDropped", "electionBlocked", "personActed"];

function People({ film }: { readonly film: Film }) {
  const told = film.events.filter(({ name }) => ALARMS.includes(name));
  const acted = told.filter(({ name }) => name === "personActed").length;
  return (
    <section>
      <h2>Alarms and people</h2>
      <p class="quiet">
        {acted === 0
          ? "No person did anything in this run: what happened, happened by itself."
          : `People did ${acted} ${acted === 1 ? "thing" : "things"}.`}
      </p>
      <ul class="alarms">
        {told.map((event) => (
          <li key={event.id}>
            <Alarm film={film} event={event} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const Alarm = ({ film, event }: { readonly film: Film; readonly event: LoggedEvent }) => (
  <button type="button" class="event" onClick={() => choose(event.id)}>
    <span class="time">{sinceFault(event.at, film.zero)}</span> {event.name === "personActed" ? "☺ " : "⚠ "}
    <bdi>{event.subject}</bdi>: {event.text}
  </button>
);
