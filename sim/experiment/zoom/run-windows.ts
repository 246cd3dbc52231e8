// The windows of one replication of an outlook, pure: it runs once more as curves to find them, then once for each
// window up to its end.

import { randomRoot } from "../../kernel/random.ts";
import { SketchBook } from "../../metrics/outlook/sketch.ts";
import { measureWindow, type WindowFacts } from "../../model/window.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { OutlookJob } from "../outlook-job.ts";
import { outlookOf } from "../run-outlook-block.ts";
import { type Spot, type Window, windowOf } from "./window-job.ts";

export interface MeasuredWindow extends Window {
  readonly facts: WindowFacts;
}

/** `spots`: all in one replication. */
export function runWindows(scenario: Scenario, job: OutlookJob, spots: readonly Spot[]): MeasuredWindow[] {
  const [first] = spots;
  if (!first) return [];
  const { replication } = first;
  return findWindows(scenario, job, spots).map((window) => {
    const branch = `${window.state}.${window.number}`;
    const root = randomRoot(job.seed);
    const sketch = new SketchBook(job.years * 12);
    const outlook = outlookOf(scenario, job, { root, replication, sketch, branch });
    const random = root.replication(replication);
    const draws = {
      stream: (name: string) => random.stream(`${name}/branch/${branch}`),
      draws: random.draws,
    };
    return { ...window, facts: measureWindow(outlook, window, draws) };
  });
}

/** Runs as far as the last of them. */
export function findWindows(scenario: Scenario, job: OutlookJob, spots: readonly Spot[]): Window[] {
  const found = new Map<Spot, Window>();
  const [first] = spots;
  if (!first) return [];
  const outlook = outlookOf(scenario, job, {
    root: randomRoot(job.seed),
    replication: first.replication,
    sketch: new SketchBook(job.years * 12),
    followStates: (stay) => {
      for (const spot of spots) {
        const window = windowOf(spot, stay);
        if (window) found.set(spot, window);
      }
    },
  });
  outlook.run(() => found.size === spots.length);
  return spots.flatMap((spot) => found.get(spot) ?? []);
}
