// The address of an instant: t, seconds since the fault; w, the window as from,to; sel, what is selected; event, which
// event is explained; find, what lanes and events are filtered by. Read when the film is there and whenever the reader goes back, written when the cursor has come
// to rest.
import { effect } from "@preact/signals";
import type { Film } from "../../../sim/index.ts";
import { note, route } from "../../app/route.ts";
import { chosen, cursor, filter, goTo, isPlaying, look, selected, shown, view } from "./playhead.ts";

/** ms without a change. */
const REST = 200;

/** Of an instant of this film, for links. */
export const secondsOf = ({ zero }: Film, at: number): string => String((at - zero) / 1e6);

/** What the address said last, by whoever wrote it. */
let known = "";

export function readAddress(film: Film): void {
  const { t, w, sel = "", event, find = "" } = route.peek().query;
  known = JSON.stringify(route.peek().query);
  const [from, to] = (w ?? "").split(",").map((text) => film.zero + Number(text) * 1e6);
  if (from !== undefined && to !== undefined && to > from) look(from, to - from);
  if (t !== undefined && t !== "" && Number.isFinite(Number(t))) goTo(film.zero + Number(t) * 1e6);
  selected.value = sel;
  filter.value = find;
  const id = Number(event);
  chosen.value = film.events.some((each) => each.id === id) ? id : undefined;
}

/** For an effect of the screen: the address follows the cursor, and the cursor the address. */
export function keepAddress(): () => void {
  let timer = 0;
  let isFirst = true;
  const write = effect(() => {
    const film = shown.value;
    const [at, { from, to }, sel, event] = [cursor.value, view.value, selected.value, chosen.value];
    const find = filter.value;
    const isMoving = isPlaying.value;
    clearTimeout(timer);
    if (!film || isMoving) return;
    if (isFirst) {
      isFirst = false;
      return;
    }
    timer = setTimeout(() => {
      note({
        t: secondsOf(film, at),
        w: `${secondsOf(film, Math.round(from))},${secondsOf(film, Math.round(to))}`,
        sel: sel || undefined,
        find: find || undefined,
        event: event === undefined ? undefined : String(event),
      });
      known = JSON.stringify(route.peek().query);
    }, REST);
  });
  const read = effect(() => {
    const { query } = route.value;
    const film = shown.peek();
    if (film && JSON.stringify(query) !== known) readAddress(film);
  });
  return () => {
    clearTimeout(timer);
    write();
    read();
  };
}
