// How far the work is: a bar that redraws on a terminal, else one line per 10 % once it has taken two seconds. Years
// and units come with their speed.
import { Presets, SingleBar } from "cli-progress";
import type { Console } from "./console.ts";

export type Measure = "runs" | "years" | "units";

export interface Progress {
  readonly update: (finished: number, planned: number) => void;
  readonly end: () => void;
}

const PATIENCE_MILLIS = 2000;

export function showProgress(console: Console, unit: Measure): Progress {
  if (console.isQuiet) return { update: () => {}, end: () => {} };
  const isLive = process.stderr.isTTY && !process.env.CI && process.env.TERM !== "dumb";
  return isLive ? bar(unit) : lines(console, unit);
}

function bar(unit: Measure): Progress {
  const speed = unit === "runs" ? "" : ` · {speed} ${unit}/s`;
  const format = `{bar} {percentage} % · {value} of {total} ${unit}${speed} · {eta_formatted} left`;
  const single = new SingleBar(
    { format, stream: process.stderr, clearOnComplete: true, hideCursor: true, barsize: 30 },
    Presets.shades_classic,
  );
  const begin = Date.now();
  let isStarted = false;
  return {
    update(finished, planned) {
      const payload = { speed: speedOf(finished, begin) };
      if (!isStarted) single.start(Math.round(planned), 0, payload);
      isStarted = true;
      single.update(Math.round(finished), payload);
    },
    end: () => {
      if (isStarted) single.stop();
    },
  };
}

function lines(console: Console, unit: Measure): Progress {
  const begin = Date.now();
  let said = 0;
  return {
    update(finished, planned) {
      const tenth = Math.floor((10 * finished) / planned + 1e-9);
      if (tenth <= said || Date.now() - begin < PATIENCE_MILLIS) return;
      said = tenth;
      const left = Math.ceil((((Date.now() - begin) / finished) * (planned - finished)) / 1000);
      const speed = unit === "runs" ? "" : ` · ${speedOf(finished, begin)} ${unit}/s · ${left} s left`;
      console.note(`${10 * tenth} % · ${Math.round(finished)} of ${Math.round(planned)} ${unit}${speed}`);
    },
    end: () => {},
  };
}

const speedOf = (finished: number, begin: number): string =>
  String(Number(((1000 * finished) / Math.max(1, Date.now() - begin)).toPrecision(3)));
