// Where in a film the reader is: the instant, the window of time, what is selected, and whether it plays. One for all
// charts of the screen; the address says it, and restores it.
import { computed, signal } from "@preact/signals";
import type { Film } from "../../../sim/index.ts";
import type { TimeWindow } from "../../charts/time-frame.ts";

export const shown = signal<Film | undefined>(undefined);
/** µs of the run, whole. */
export const cursor = signal(0);
export const view = signal<TimeWindow>({ from: 0, to: 1 });
/** A node, link, service, population; "" = none. */
export const selected = signal("");
/** The id of an event; undefined = none. */
export const chosen = signal<number | undefined>(undefined);
/** Of lanes and events: what their words contain. */
export const filter = signal("");
export const isPlaying = signal(false);
/** Simulated seconds in one of the reader's. */
export const speed = signal(1);

export const SPEEDS: readonly number[] = [0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000];
/** No window is shorter, µs. */
const SHORTEST = 1000;

/** Instants at which something happened, ascending, each once. */
export const instants = computed<readonly number[]>(() => {
  const film = shown.value;
  return film ? [...new Set(film.events.map(({ at }) => at))].sort((a, b) => a - b) : [];
});
const faultInstants = computed<readonly number[]>(() => {
  const { faults = [], end = 0 } = shown.value ?? {};
  const all = faults.flatMap(({ from, to }) => (to < end ? [from, to] : [from]));
  return [...new Set(all)].sort((a, b) => a - b);
});

/** Shows a film from the fault on, all of the incident in the window. */
export function showFilm(film: Film): void {
  isPlaying.value = false;
  shown.value = film;
  cursor.value = film.zero;
  view.value = incidentWindow(film);
  selected.value = "";
  chosen.value = undefined;
}

export function moveTo(at: number): void {
  const film = shown.peek();
  if (film) cursor.value = Math.round(Math.max(film.begin, Math.min(film.end, at)));
}

/** As `moveTo`, and the window comes along. */
export function goTo(at: number): void {
  moveTo(at);
  const { from, to } = view.peek();
  if (cursor.peek() < from || cursor.peek() > to) look(cursor.peek() - 0.3 * (to - from), to - from);
}

/** From `from` on, for `length` µs, within the film. */
export function look(from: number, length: number): void {
  const film = shown.peek();
  if (!film) return;
  const span = Math.max(SHORTEST, Math.min(film.end - film.begin, length));
  const begin = Math.max(film.begin, Math.min(film.end - span, from));
  view.value = { from: begin, to: begin + span };
}

/** Around the cursor where it can be seen, else around the middle; a `factor` below 1 shows less. */
export function zoom(factor: number): void {
  const { from, to } = view.peek();
  const at = cursor.peek();
  const around = at >= from && at <= to ? at : (from + to) / 2;
  look(around - (around - from) * factor, (to - from) * factor);
}

export function pan(share: number): void {
  const { from, to } = view.peek();
  look(from + share * (to - from), to - from);
}

/** All of the film; once more: the incident in it. */
export function fit(): void {
  const film = shown.peek();
  if (!film) return;
  const { from, to } = view.peek();
  if (from > film.begin || to < film.end) look(film.begin, film.end - film.begin);
  else view.value = incidentWindow(film);
}

/** The outage with the fault and what comes after it; the whole film where that is no shorter. */
function incidentWindow({ begin, end, zero, outage }: Film): TimeWindow {
  const [from, to] = outage ? [Math.min(outage.from, Math.max(zero, begin)), outage.to] : [begin, end];
  const span = to - from;
  const near = { from: Math.max(begin, from - 0.08 * span), to: Math.min(end, to + 0.25 * span) };
  return outage && near.to - near.from < 0.9 * (end - begin) ? near : { from: begin, to: end };
}

/** To what happened next, or before; false where there is nothing more. */
export const stepEvent = (forward: boolean): boolean => step(instants.peek(), forward);
export const stepFault = (forward: boolean): boolean => step(faultInstants.peek(), forward);

function step(all: readonly number[], forward: boolean): boolean {
  const at = cursor.peek();
  const next = forward ? all.find((each) => each > at) : all.findLast((each) => each < at);
  if (next === undefined) return false;
  isPlaying.value = false;
  goTo(next);
  return true;
}

export function toggle(): void {
  const film = shown.peek();
  if (!film) return;
  if (!isPlaying.peek() && cursor.peek() >= film.end) goTo(film.begin);
  isPlaying.value = !isPlaying.peek();
}

/** Moves on with the screen's own clock while it plays; returns what stops it. */
export function followClock(): () => void {
  let handle = 0;
  let last: number | undefined;
  const tick = (now: number): void => {
    const film = shown.peek();
    if (isPlaying.peek() && film && last !== undefined) {
      goTo(cursor.peek() + (now - last) * 1000 * speed.peek());
      if (cursor.peek() >= film.end) isPlaying.value = false;
    }
    last = isPlaying.peek() ? now : undefined;
    handle = isPlaying.peek() ? requestAnimationFrame(tick) : 0;
  };
  const stop = isPlaying.subscribe((is) => {
    if (is && handle === 0) handle = requestAnimationFrame(tick);
  });
  return () => {
    stop();
    cancelAnimationFrame(handle);
    isPlaying.value = false;
  };
}
