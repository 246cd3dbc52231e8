// What happened to what: a lane for each node, link, service and population.
import { useMemo } from "preact/hooks";
import type { Film } from "../../../sim/index.ts";
import { drawLanes, type Lane, lanesHeight } from "../../charts/lanes.ts";
import { sinceFault } from "../../charts/since-fault.ts";
import { Figure } from "../../parts/figure.tsx";
import { chain, choose, isShownLane, select, shownEvents } from "./choose.ts";
import { lanesOf } from "./lanes-of.ts";
import { chosen, filter, selected, view } from "./playhead.ts";
import { scrub, withCursor } from "./time-figure.ts";

export function Lanes({ film }: { readonly film: Film }) {
  const all = useMemo(() => lanesOf(film), [film]);
  const wanted = filter.value;
  const lanes = useMemo(() => all.filter(({ group, name }) => isShownLane(group, name)), [all, wanted]);
  const { from, to } = view.value;
  const led = chain.value;
  const [event, subject] = [chosen.value, selected.value];
  const draw = useMemo(
    () =>
      withCursor((svg, size) =>
        drawLanes(
          svg,
          size,
          {
            from,
            to,
            zero: film.zero,
            lanes,
            chosen: event,
            chain: new Set(led.map(({ id }) => id)),
            selected: lanes.find(({ name }) => name === subject)?.id ?? "",
          },
          { scrub, choose: ({ id }) => choose(id), select: ({ name }: Lane) => select(name) },
        ),
      ),
    [film, lanes, from, to, event, led, subject],
  );
  const rows = shownEvents.value.map(({ at, subject: of, text }) => [sinceFault(at, film.zero), of, text]);
  return (
    <>
      <p class="filter">
        <label>
          Only lanes and events with{" "}
          <input
            type="search"
            id="lane-filter"
            value={wanted}
            onInput={(input) => {
              filter.value = input.currentTarget.value;
            }}
          />
        </label>{" "}
        <span class="quiet">
          {lanes.length} of {all.length} lanes
        </span>
      </p>
      <Figure
        name={`events-${film.run.disruption}-${film.run.replication}`}
        title="States and events"
        sentence={`${film.events.length} events on ${all.length} lanes. Solid bar: takes writes; thin: runs; dashed outline: down or broken; height of a client lane: share that is served. ✕ fault, ○ end of a fault or a move of clients, ◆ decision, ▲ writer, ■ stream or person.`}
        heads={["after the fault", "what", "what happened"]}
        rows={rows}
        height={lanesHeight(lanes.length)}
        draw={draw}
      />
    </>
  );
}
