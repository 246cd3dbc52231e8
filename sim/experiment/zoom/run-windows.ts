// The windows of one replication of an outlook, pure: it runs once more as curves to find them, and once more to
// measure them.

import { randomRoot } from "../../kernel/random.ts";
import { SketchBook } from "../../metrics/outlook/sketch.ts";
import { measureWindows, type WindowFacts } from "../../model/window.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { OutlookJob } from "../outlook-job.ts";
import { outlookOf } from "../run-outlook-block.ts";
import { distinct, type Spot, type Window, windowOf } from "./window-job.ts";

export interface MeasuredWindow extends Window {
  readonly facts: WindowFacts;
}

/** `spots`: all in one replication. */
export function runWindows(scenario: Scenario, job: OutlookJob, spots: readonly Spot[]): MeasuredWindow[] {
  const [first] = spots;
  if (!first) return [];
  const { replication } = first;
  const windows = distinct(findWindows(scenario, job, spots));
  const root = randomRoot(job.seed);
  const sketch = new SketchBook(job.years * 12);
  const outlook = outlookOf(scenario, job, { root, replication, sketch, branch: "zoom" });
  const facts = measureWindows(outlook, windows, root.replication(replication));
  return windows.map((window, i) => ({ ...window, facts: facts[i] as WindowFacts }));
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
