// The keys of the screen. Whatever they do is said aloud.
import { duration } from "../../../reports/view/format.ts";
import type { ExperimentResult, OutlookResult } from "../../../sim/index.ts";
import type { KeyMeaning } from "../../app/keys.ts";
import { announce } from "../../app/live.ts";
import { go, linkTo } from "../../app/route.ts";
import { sinceFault } from "../../charts/since-fault.ts";
import {
  cursor,
  fit,
  isPlaying,
  pan,
  shown,
  speed,
  stepEvent,
  stepFault,
  toggle,
  view,
  zoom,
} from "./playhead.ts";
import { argsOf, beside, type Which } from "./which.ts";

export function incidentKeys(result: ExperimentResult | OutlookResult, which: Which): readonly KeyMeaning[] {
  const run = (by: number) => (): void => {
    const next = beside(which, by, result);
    if (next) go(linkTo("incident", argsOf(next)));
    else announce("There is no further run");
  };
  return [
    { key: " ", means: "play or pause", act: playOrPause },
    { key: "ArrowRight", means: "next event", act: () => toEvent(true) },
    { key: "ArrowLeft", means: "event before", act: () => toEvent(false) },
    { key: "shift+ArrowRight", means: "next begin or end of a fault", act: () => toFault(true) },
    { key: "shift+ArrowLeft", means: "begin or end of a fault before", act: () => toFault(false) },
    { key: "w", means: "zoom in", act: seen(() => zoom(0.5)) },
    { key: "s", means: "zoom out", act: seen(() => zoom(2)) },
    { key: "a", means: "earlier", act: seen(() => pan(-0.25)) },
    { key: "d", means: "later", act: seen(() => pan(0.25)) },
    { key: "f", means: "all of the run, or the incident in it", act: seen(fit) },
    {
      key: "/",
      means: "filter lanes and events",
      act: () => document.getElementById("lane-filter")?.focus(),
    },
    { key: "[", means: "run before", act: run(-1) },
    { key: "]", means: "next run", act: run(1) },
  ];
}

export function playOrPause(): void {
  toggle();
  announce(isPlaying.peek() ? `Plays ${speed.peek()} times as fast as it was` : "Paused");
}

export function toEvent(forward: boolean): void {
  if (stepEvent(forward)) announce(happened());
  else announce(forward ? "Nothing happens after this" : "Nothing happened before this");
}

export function toFault(forward: boolean): void {
  if (stepFault(forward)) announce(happened());
  else announce(forward ? "No fault begins or ends after this" : "No fault began or ended before this");
}

const seen = (act: () => void) => (): void => {
  act();
  const { from, to } = view.peek();
  announce(`The window is ${duration((to - from) / 1e6)} long`);
};

/** What happened at the cursor, in words. */
function happened(): string {
  const film = shown.peek();
  if (!film) return "";
  const at = cursor.peek();
  const events = film.events.filter((event) => event.at === at);
  const [first, ...others] = events;
  const more = others.length > 0 ? `, and ${others.length} more` : "";
  const text = first ? `${first.subject}: ${first.text}${more}` : "";
  return `${sinceFault(at, film.zero)} ${text}`;
}
