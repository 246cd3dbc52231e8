// How far the work is: a bar that redraws on a terminal, else one line per 10 % once it has taken two seconds.
import { Presets, SingleBar } from "cli-progress";
import type { Console } from "./console.ts";

export interface Progress {
  readonly update: (finished: number, planned: number) => void;
  readonly end: () => void;
}

const PATIENCE_MILLIS = 2000;

export function showProgress(console: Console): Progress {
  if (console.isQuiet) return { update: () => {}, end: () => {} };
  const isLive = process.stderr.isTTY && !process.env.CI && process.env.TERM !== "dumb";
  return isLive ? bar() : lines(console);
}

function bar(): Progress {
  const format = "{bar} {percentage} % · {value} of {total} runs · {eta_formatted} left";
  const single = new SingleBar(
    { format, stream: process.stderr, clearOnComplete: true, hideCursor: true, barsize: 30 },
    Presets.shades_classic,
  );
  let isStarted = false;
  return {
    update(finished, planned) {
      if (!isStarted) single.start(planned, 0);
      isStarted = true;
      single.update(finished);
    },
    end: () => {
      if (isStarted) single.stop();
    },
  };
}

function lines(console: Console): Progress {
  const begin = Date.now();
  let said = 0;
  return {
    update(finished, planned) {
      const tenth = Math.floor((10 * finished) / planned);
      if (tenth <= said || Date.now() - begin < PATIENCE_MILLIS) return;
      said = tenth;
      console.note(`${10 * tenth} % · ${finished} of ${planned} runs`);
    },
    end: () => {},
  };
}
