// One incident of an outlook again: its replication from the begin, with the same draws, up to the end of the
// incident; what happened in it as lines.

import type { FailureProcess } from "../faults/process.ts";
import { randomRoot } from "../kernel/random.ts";
import type { Incident } from "../metrics/outlook/incident.ts";
import { SketchBook } from "../metrics/outlook/sketch.ts";
import { failuresOf } from "../model/failures.ts";
import type { Outlook } from "../model/outlook.ts";
import { playWrites } from "../model/window.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { type OutlookJob, outlookJobs } from "./outlook-job.ts";
import type { Resolution } from "./result.ts";
import { RunLog } from "./run-log.ts";
import { outlookOf } from "./run-outlook-block.ts";
import type { LoggedEvent } from "./run-result.ts";

export interface IncidentOrder {
  /** Of the whole outlook: it decides how inputs are drawn. */
  readonly years: number;
  readonly seed: string;
  readonly resolution: Resolution;
  /** Both from 1. */
  readonly replication: number;
  readonly incident: number;
}

export interface ReplayedIncident {
  /** Absent: the replication had fewer. */
  readonly incident?: Incident;
  readonly incidents: number;
  /** Its causes, by name. */
  readonly causes: readonly string[];
  readonly events: readonly LoggedEvent[];
}

/** The jobs of the order; each of one replication, so that any of them can be had alone. */
export const replicationsOf = (scenario: Scenario, order: Omit<IncidentOrder, "replication" | "incident">) =>
  outlookJobs({ ...order, areInputsExact: exactInputs(scenario, order.seed), blockSize: 1 });

const exactInputs = (scenario: Scenario, seed: string): boolean =>
  failuresOf(scenario, randomRoot(seed).replication(0)).areInputsExact;

export function replayIncident(scenario: Scenario, order: IncidentOrder): ReplayedIncident {
  return replay(scenario, order, (outlook, isOver) => {
    outlook.run(isOver);
  });
}

/** The same, but with every write from shortly before its begin: decisions that rest on data rest on single writes. */
export function openIncident(scenario: Scenario, order: IncidentOrder): ReplayedIncident {
  const found = replayIncident(scenario, order);
  const { incident } = found;
  if (!incident) return found;
  return replay(scenario, { ...order, branch: "drill" }, (outlook) => playWrites(outlook, incident));
}

function replay(
  scenario: Scenario,
  order: IncidentOrder & { readonly branch?: string },
  play: (outlook: Outlook, isOver: () => boolean) => void,
): ReplayedIncident {
  const job = replicationsOf(scenario, order)[order.replication - 1] as OutlookJob;
  const events: LoggedEvent[] = [];
  let [isIn, incidents] = [false, 0];
  let found: Incident | undefined;
  const outlook = outlookOf(scenario, job, {
    root: randomRoot(order.seed),
    replication: order.replication,
    sketch: new SketchBook(job.years * 12),
    ...(order.branch !== undefined && { branch: order.branch }),
    follow: (incident, what) => {
      incidents = Math.max(incidents, incident.number);
      if (incident.number !== order.incident) return;
      isIn = what === "began";
      if (what === "ended") found = incident;
    },
  });
  const log = new RunLog(outlook.world, (event) => {
    if (isIn) events.push(event);
  });
  play(outlook, () => found !== undefined);
  log.close();
  const processes = failuresOf(scenario, randomRoot(order.seed).replication(0)).processes;
  return {
    incidents,
    causes: causesOf(found, processes),
    events: events.filter(({ at }) => found && at >= found.begin && at <= found.end),
    ...(found && { incident: found }),
  };
}

const causesOf = (incident: Incident | undefined, processes: readonly FailureProcess[]): string[] =>
  (incident?.causes ?? []).flatMap((cause) => processes[cause]?.id ?? []);
