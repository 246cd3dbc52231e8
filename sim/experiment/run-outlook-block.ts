// One block of replications of an outlook, pure: the CLI, a worker thread and a browser are its callers.
import { type RandomRoot, randomRoot } from "../kernel/random.ts";
import { SketchBook } from "../metrics/outlook/sketch.ts";
import { type Failures, failuresOf } from "../model/failures.ts";
import { Outlook, type OutlookParts } from "../model/outlook.ts";
import { scaled } from "../quantity/distribution.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { OutlookBlock, OutlookJob, OutlookReplication } from "./outlook-job.ts";
import { isBeyond, type RareTarget, sizesOf, targetsOf } from "./rare/targets.ts";

/** Numbers of replications never come near it: draws of inputs have randomness of their own. */
const INPUTS = 2 ** 40;

export function runOutlookBlock(scenario: Scenario, job: OutlookJob): OutlookBlock {
  const root = randomRoot(job.seed);
  const sketch = new SketchBook(job.years * 12);
  const targets = targetsOf(scenario);
  const replications = Array.from({ length: job.replications }, (_, i): OutlookReplication => {
    const replication = job.firstReplication + i;
    const beyond = targets.map(() => 0);
    const follow: OutlookParts["follow"] = (incident, what) => {
      if (what === "ended")
        for (let t = 0; t < targets.length; t++)
          if (isBeyond(targets[t] as RareTarget, sizesOf(incident))) beyond[t] = (beyond[t] as number) + 1;
    };
    const { trajectory, ...facts } = outlookOf(scenario, job, { root, replication, sketch, follow }).run();
    return { replication, ...facts, beyond, fingerprint: trajectory };
  });
  return { replications, sketch: sketch.toPlain() };
}

/** One replication, ready to run. */
export function outlookOf(
  scenario: Scenario,
  job: OutlookJob,
  own: {
    readonly root: RandomRoot;
    readonly replication: number;
    readonly sketch: SketchBook;
    readonly follow?: OutlookParts["follow"];
    readonly followStates?: OutlookParts["followStates"];
    /** Zooms in somewhere, with randomness of this name there. */
    readonly branch?: string;
    readonly integrates?: boolean;
  },
): Outlook {
  const { root, replication, sketch, branch, follow, followStates, integrates } = own;
  const inputs = root.replication(INPUTS + ((replication - 1) % job.inputDraws));
  return new Outlook({
    scenario,
    random: root.replication(replication),
    failures: withLongerRepairs(failuresOf(scenario, inputs), job),
    years: job.years,
    resolution: branch === undefined ? job.resolution : "zoom",
    ...(branch !== undefined && { branch }),
    sketch,
    replication,
    ...(follow && { follow }),
    ...(followStates && { followStates }),
    ...(integrates !== undefined && { integrates }),
  });
}

function withLongerRepairs(failures: Failures, { longerRepairs }: OutlookJob): Failures {
  if (!longerRepairs) return failures;
  const { path, factor } = longerRepairs;
  const processes = failures.processes.map((each) =>
    each.path === path ? { ...each, repair: scaled(each.repair, factor) } : each,
  );
  return { ...failures, processes };
}
