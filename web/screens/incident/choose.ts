// An event is chosen, on its lane or in the list: the cursor goes there, and how it came about is shown.
import { computed } from "@preact/signals";
import { chainTo } from "../../../reports/view/causes.ts";
import type { LoggedEvent } from "../../../sim/index.ts";
import { announce } from "../../app/live.ts";
import { laneIdOf } from "./lanes-of.ts";
import { chosen, filter, goTo, isPlaying, selected, shown } from "./playhead.ts";

/** First cause first, the chosen event last. */
export const chain = computed<readonly LoggedEvent[]>(() => {
  const { events = [] } = shown.value ?? {};
  const last = events.find(({ id }) => id === chosen.value);
  return last ? chainTo(last, events) : [];
});

export function choose(id: number): void {
  const film = shown.peek();
  const event = film?.events.find((each) => each.id === id);
  if (!film || !event) return;
  isPlaying.value = false;
  chosen.value = id;
  goTo(event.at);
  announce(`${event.subject}: ${event.text}. ${chain.peek().length - 1} events led to it`);
}

/** The same once more: none is selected. */
export function select(subject: string): void {
  selected.value = selected.peek() === subject ? "" : subject;
}

const matches = (text: string): boolean => text.toLowerCase().includes(filter.value.trim().toLowerCase());

export const isShownLane = (group: string, name: string): boolean => matches(`${group} ${name}`);

/** Those whose own words match, or that stand on a lane that does. */
export const shownEvents = computed<readonly LoggedEvent[]>(() => {
  const film = shown.value;
  if (!film) return [];
  return film.events.filter(
    (event) => matches(`${event.subject} ${event.text}`) || matches(laneIdOf(film, event)),
  );
});
