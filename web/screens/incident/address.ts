// The address of an instant: t, seconds since the fault; w, the window as from,to; sel, what is selected; event, which
// event is explained; find, what lanes and events are filtered by. Read when the film is there and whenever the reader goes back, written when the cursor has come
// to rest.
import { effect, untracked } from "@preact/signals";
import type { Film } from "../../../sim/index.ts";
import { note, parseRoute, route } from "../../app/route.ts";
import { chosen, cursor, filter, goTo, isPlaying, look, selected, shown, view } from "./playhead.ts";

/** ms without a change. */
const REST = 200;

/** Of an instant of this film, for links. */
export const secondsOf = ({ zero }: Film, at: number): string => String((at - zero) / 1e6);

/** What the address said last, by whoever wrote it. */
let known = "";
/** What it stands for: as long as nothing moves, nothing is written. */
let settled = "";

const state = (): string =>
  JSON.stringify([cursor.value, view.value, selected.value, chosen.value, filter.value]);

/** The reader has gone elsewhere, and the page has not heard of it yet. */
function isLeaving(): boolean {
  const place = ({ result, screen, args }: ReturnType<typeof parseRoute>): string =>
    JSON.stringify([result, screen, args]);
  return place(parseRoute(location.hash)) !== place(route.peek());
}

/** Within one change together with the film: what it says needs not be written. */
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
  settled = untracked(state);
}

/** For an effect of the screen: the address follows the cursor, and the cursor the address. */
export function keepAddress(): () => void {
  let timer = 0;
  const write = effect(() => {
    const film = shown.value;
    const now = state();
    const isMoving = isPlaying.value;
    clearTimeout(timer);
    if (!film || isMoving || now === settled) return;
    timer = setTimeout(() => {
      if (isLeaving()) return;
      const { from, to } = view.peek();
      const event = chosen.peek();
      note({
        t: secondsOf(film, cursor.peek()),
        w: `${secondsOf(film, Math.round(from))},${secondsOf(film, Math.round(to))}`,
        sel: selected.peek() || undefined,
        find: filter.peek() || undefined,
        event: event === undefined ? undefined : String(event),
      });
      known = JSON.stringify(route.peek().query);
      settled = now;
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
