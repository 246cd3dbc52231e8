// One block of excursions, pure.
import { type RandomRoot, randomRoot } from "../../kernel/random.ts";
import { yearsAfter } from "../../metrics/outlook/calendar.ts";
import type { Incident } from "../../metrics/outlook/incident.ts";
import { SketchBook } from "../../metrics/outlook/sketch.ts";
import { type Excursion, type ExcursionTerms, excurse, type Followed } from "../../model/excursion.ts";
import type { Outlook } from "../../model/outlook.ts";
import { type BranchDraws, growTree } from "../../rare/splitting.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { outlookOf } from "../run-outlook-block.ts";
import { type ExcursionBlock, type ExcursionJob, type Hit, replicationOf } from "./excursion-job.ts";
import { isBeyond, type RareTarget } from "./targets.ts";

/** At each of these parts of the threshold the incident, if it still goes on, is gone on with so many times. */
const LEVELS: readonly number[] = [1 / 4, 1 / 2];
const BRANCHES: readonly number[] = [3, 3];

export function runExcursions(scenario: Scenario, job: ExcursionJob): ExcursionBlock {
  const root = randomRoot(job.outlook.seed);
  const hits: Hit[] = [];
  let work = 0;
  for (let trial = job.firstTrial; trial < job.firstTrial + job.trials; trial++) {
    const draws = root.replication(replicationOf(job, trial)).draws("excursion");
    const process = placeOf(job.first, draws.draw(0));
    const terms: ExcursionTerms = {
      at: draws.draw(1) * yearsAfter(job.outlook.years),
      process,
      probability: job.first[process] as number,
      ...(job.method.name === "balanced" && { further: job.method.further }),
    };
    const one = (own: ExcursionTerms): Excursion | undefined => {
      const { outlook, followed } = worldOf(scenario, job, root, trial);
      const found = excurse(outlook, followed, own);
      work += outlook.world.kernel.eventsRun;
      return found;
    };
    if (job.method.name === "splitting") {
      const found = split(one, terms, job.method.target, root, replicationOf(job, trial));
      if (found) hits.push({ ...found, trial });
      continue;
    }
    const found = one(terms);
    if (found && found.outage + found.loss > 0) hits.push({ ...found, trial });
  }
  return { hits, work };
}

function worldOf(scenario: Scenario, job: ExcursionJob, root: RandomRoot, trial: number) {
  const followed: Followed = { began: undefined, ended: undefined };
  const outlook = outlookOf(
    scenario,
    { ...job.outlook, question: "outlook", firstReplication: 1, replications: 1 },
    {
      root,
      replication: replicationOf(job, trial),
      sketch: new SketchBook(job.outlook.years * 12),
      integrates: false,
      follow: (incident, what) => {
        followed[what] = incident;
      },
    },
  );
  return { outlook, followed };
}

/** What of all branches arrives, as one excursion: the mean over the branches. */
function split(
  one: (terms: ExcursionTerms) => Excursion | undefined,
  terms: ExcursionTerms,
  target: RareTarget,
  root: RandomRoot,
  replication: number,
): Excursion | undefined {
  let last: Excursion | undefined;
  const run = (draws: BranchDraws): void => {
    let level = 0;
    const look = (incident: Incident, { clocks, world }: Outlook): boolean => {
      const age = (world.kernel.now - incident.begin) / 1e6;
      while (level < LEVELS.length && age >= (LEVELS[level] as number) * target.seconds) {
        level++;
        if (!draws.reached(level)) return false;
        clocks.branch(draws);
      }
      return true;
    };
    const found = one({ ...terms, look });
    if (level < LEVELS.length || !found || !isBeyond(target, found)) return;
    last = found;
    draws.reached(LEVELS.length + 1);
  };
  const { arrived } = growTree({ levels: LEVELS.length + 1, run }, BRANCHES, root.replication(replication));
  if (!last) return undefined;
  const share = BRANCHES.reduce((part, count) => part / count, arrived);
  return { ...last, perYear: last.perYear * share };
}

/** By the inverse of the running sum. */
function placeOf(shares: readonly number[], u: number): number {
  let left = u;
  for (let i = 0; i < shares.length; i++) {
    left -= shares[i] as number;
    if (left < 0) return i;
  }
  return shares.reduce((last, share, i) => (share > 0 ? i : last), 0);
}
