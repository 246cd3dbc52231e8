// A world that has lived as it would and is then struck: from an instant of its years on, one chosen component fails
// and the incident that begins with it is followed to its end, with further failures made likely or not. Its weight
// makes the mean over instants and components right again: it is the rate at which such incidents come by themselves,
// over the probability of the choice, times the likelihood ratio of what followed. The years before are lived plainly,
// so the state it starts from (who leads, ages, backlogs, the hour) is as likely as it is.
// Source: Goyal et al., IEEE Trans. Computers 41, 1992 (forcing; cycles from a state in which everything works).

import type { FailureClocks } from "../faults/clocks.ts";
import { FailureBiasing } from "../faults/failure-biasing.ts";
import { exp } from "../kernel/arithmetic.ts";
import { meanOf } from "../kernel/sampling.ts";
import { YEAR } from "../metrics/outlook/calendar.ts";
import type { Incident } from "../metrics/outlook/incident.ts";
import type { Instant } from "../quantity/time.ts";
import type { Outlook } from "./outlook.ts";

export interface ExcursionTerms {
  /** µs of the replication. */
  readonly at: number;
  /** Which process fails first. */
  readonly process: number;
  /** How likely that choice was. */
  readonly probability: number;
  /** How further failures are shared out where they are made likely; absent = they come as they do. */
  readonly further?: readonly number[];
  /** Looks at it now and then while it goes on; false = enough of it was seen. */
  readonly look?: (incident: Incident, outlook: Outlook) => boolean;
}

/** Plain data: an incident and how often a year it stands for. */
export interface Excursion {
  readonly perYear: number;
  /** Its longest outage and its worst loss, µs; 0 = none. */
  readonly outage: number;
  readonly loss: number;
  /** Processes, in the order of their failures. */
  readonly causes: readonly number[];
}

const LEAST_LOOK = 10e6; // µs
/** Of the time since the last change. */
const LOOKS = 4;
/** What is not over by then is told as it is. */
const LONGEST = 5 * YEAR;

/** The outlook tells `follow` of its incidents: the newest one, begun or ended. */
export interface Followed {
  began: Incident | undefined;
  ended: Incident | undefined;
}

/** Undefined: at that instant it does not fail, or it joins an incident that had begun before. */
export function excurse(outlook: Outlook, followed: Followed, terms: ExcursionTerms): Excursion | undefined {
  const { clocks, world } = outlook;
  const { kernel } = world;
  const { process, further } = terms;
  let [struck, changedAt] = [false, 0];
  let biasing: FailureBiasing | undefined;
  let rate = 0;
  let lastBefore = clocks.lastFailure(process);
  clocks.onFailure((failed, at) => {
    changedAt = at;
    if (failed !== process || at < terms.at || struck) return;
    struck = true;
    if (clocks.isDue(process)) rate = 1 / gapOf(clocks, process, at, lastBefore);
    biasing?.begin();
  });
  clocks.onRepair((_, at) => {
    changedAt = at;
  });
  if (further) biasing = new FailureBiasing(kernel, clocks, further);
  outlook.begin();
  kernel.run(Math.max(kernel.now, Math.floor(terms.at)) as Instant);
  lastBefore = clocks.lastFailure(process);
  if (clocks.isDue(process)) {
    while (!struck && clocks.nextChange <= Number.MAX_SAFE_INTEGER) kernel.run(clocks.nextChange as Instant);
  } else {
    if (clocks.isDown(process) || !outlook.isAtRest) return undefined;
    rate = clocks.rate(process);
    clocks.strike(process);
    kernel.run((kernel.now + 1) as Instant);
  }
  const own = followed.began;
  if (own?.causes[0] !== process || own.failedAt[0] !== clocks.lastFailure(process)) return undefined;
  const since = kernel.now;
  let isEnough = false;
  while (!isEnough && followed.ended !== own && !outlook.isAtRest && kernel.now - since < LONGEST) {
    kernel.run(Math.ceil(kernel.now + Math.max(LEAST_LOOK, (kernel.now - changedAt) / LOOKS)) as Instant);
    isEnough = terms.look?.(own, outlook) === false;
  }
  const ratio = exp(clocks.logLikelihoodRatio);
  if (followed.ended !== own) outlook.finish();
  const { longestOutage: outage, losses, lossAge, causes } = own;
  return {
    perYear: ((rate * YEAR) / terms.probability) * ratio,
    outage,
    loss: losses > 0 ? lossAge : 0,
    causes,
  };
}

/** From one failure to the next: of as many instants it is the next one. Of the first one the mean is known. */
function gapOf(clocks: FailureClocks, process: number, at: number, last: Instant | undefined): number {
  if (last !== undefined) return at - last;
  const { up, repair } = clocks.processes[process] as FailureClocks["processes"][number];
  return meanOf(up) + meanOf(repair);
}
