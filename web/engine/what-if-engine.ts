// The worker's answers to a study in the page.
import {
  conduct,
  type Executor,
  memoryStore,
  openSweep,
  ScenarioError,
  Sweep,
  sweepResult,
  type Unit,
  unitDoer,
} from "../../sim/index.ts";
import { complete } from "./completion.ts";
import { Desk } from "./desk.ts";
import { runsOf } from "./runner.ts";
import { sha256 } from "./sha256.ts";
import { tunablesOf } from "./tunables.ts";
import type { WhatIfApi } from "./what-if-api.ts";

/** A page is no place for an hour of work. */
const MOST_POINTS = 400;

const desk = new Desk();
const doUnit = unitDoer();

export const whatIfEngine: WhatIfApi = {
  tunables: async (source) => tunablesOf(source),
  complete: async (text, offset) => complete(text, offset),
  runs: async (source, range) => runsOf(source, range),

  lay: async (before, after, seed) => desk.lay(before, after, seed),
  take: async (side, resolution, runs) => desk.take(side, resolution, runs),
  look: async (resolution) => desk.look(resolution),
  sample: async (side, resolution, disruption, metric) => desk.sample(side, resolution, disruption, metric),
  changes: async () => desk.changes(),
  keep: async () => desk.keep(),

  unit: async (unit) => doUnit(unit as Unit),
  async sweep(terms, lanes, ask, progress) {
    const opening = openSweep(terms, sha256);
    if ("problems" in opening) throw new Error(opening.problems.join("; "));
    if ("diagnostics" in opening) throw new ScenarioError(opening.diagnostics);
    const { count } = opening.opened.points;
    if (count > MOST_POINTS)
      throw new Error(`${count} points are more than ${MOST_POINTS}: the command line makes larger sweeps`);
    const subject = opening.opened.open();
    if ("diagnostics" in subject) throw new ScenarioError(subject.diagnostics);
    const sweep = new Sweep(subject.order);
    const conductor = { executor: askedExecutor(ask, lanes), store: memoryStore(), hash: sha256, progress };
    const { failure } = await conduct(sweep.parts, { ...conductor, cancellation: { aborted: false } });
    if (failure) throw new Error(failure.message);
    return sweepResult(subject, sweep.answers());
  },
};

/** Somebody else does the units, several at a time; cancelling takes the whole worker away. */
const askedExecutor = (ask: Parameters<WhatIfApi["sweep"]>[2], lanes: number): Executor => ({
  async run(jobs, deliver) {
    let next = 0;
    const lane = async (): Promise<void> => {
      while (next < jobs.length) {
        const index = next++;
        deliver(index, (await ask(jobs[index])) as never);
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    return undefined;
  },
});
