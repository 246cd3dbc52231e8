// The events as a list, and beside it how the chosen one came about, back to the fault.
import { computed } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { chainOf } from "../../../reports/view/causes.ts";
import type { Film, LoggedEvent } from "../../../sim/index.ts";
import { sinceFault } from "../../charts/since-fault.ts";
import { chain, choose, shownEvents } from "./choose.ts";
import { chosen, cursor, selected } from "./playhead.ts";

/** The id of the latest event up to the cursor. */
const latest = computed(() => shownEvents.value.findLast(({ at }) => at <= cursor.value)?.id);

export function EventPanel({ film }: { readonly film: Film }) {
  const list = useRef<HTMLOListElement>(null);
  const [picked, last] = [chosen.value, latest.value];
  useEffect(() => {
    if (list.current) reveal(list.current, picked);
  }, [picked]);
  const led = new Set(chain.value.map(({ id }) => id));
  return (
    <section class="event-panel">
      <div>
        <h2>Events</h2>
        <ol class="events" ref={list} aria-label="Events">
          {shownEvents.value.map((event) => (
            <li
              key={event.id}
              data-event={event.id}
              class={[
                led.has(event.id) ? "led" : "",
                event.id === last ? "latest" : "",
                event.subject === selected.value ? "selected" : "",
              ].join(" ")}
            >
              <Choice film={film} event={event} isChosen={event.id === picked} />
            </li>
          ))}
        </ol>
      </div>
      <div>
        <h2>How it came about</h2>
        <Chain film={film} />
      </div>
    </section>
  );
}

function Chain({ film }: { readonly film: Film }) {
  const isChosen = chain.value.length > 0;
  const links = isChosen ? chain.value : chainOf(film.events, film.run);
  return (
    <>
      <p class="quiet">
        {isChosen
          ? "Each followed from the one above it; the first one is the fault."
          : `Choose an event, in the list or on a lane, to see its causes, back to the fault.${links.length > 0 ? " How the outage ended:" : ""}`}
      </p>
      <ol class="causes" aria-label="Causes, the first one first">
        {links.map((event) => (
          <li key={event.id}>
            <Choice film={film} event={event} isChosen={event.id === chosen.value} />
          </li>
        ))}
      </ol>
    </>
  );
}

interface ChoiceProps {
  readonly film: Film;
  readonly event: LoggedEvent;
  readonly isChosen: boolean;
}

const Choice = ({ film, event, isChosen }: ChoiceProps) => (
  <button type="button" class="event" aria-pressed={isChosen} onClick={() => choose(event.id)}>
    <span class="time">{sinceFault(event.at, film.zero)}</span> <bdi>{event.subject}</bdi>: {event.text}
  </button>
);

/** Within the list alone: the page itself stays where it is. */
function reveal(list: HTMLElement, id: number | undefined): void {
  const row = list.querySelector<HTMLElement>(`[data-event="${id}"]`);
  if (!row) return;
  const above = row.offsetTop - list.offsetTop;
  const isSeen = above >= list.scrollTop && above + row.offsetHeight <= list.scrollTop + list.clientHeight;
  if (!isSeen) list.scrollTop = above - list.clientHeight / 2;
}
