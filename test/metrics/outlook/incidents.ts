// Builders: incidents as literals.
import type { Incident } from "../../../sim/metrics/outlook/incident.ts";

export const anIncident = (differing: Partial<Incident> = {}): Incident => ({
  number: 1,
  begin: 0,
  end: 100e6,
  isOpen: false,
  causes: [0],
  failedAt: [0],
  repairedAt: [Number.POSITIVE_INFINITY],
  isPlanned: false,
  outages: [],
  outageTriggers: [],
  downtime: 0,
  longestOutage: 0,
  unserved: 0,
  losses: 0,
  lossAge: 0,
  lossTotal: 0,
  lostTransactions: 0,
  lostBytes: 0,
  lossAt: 0,
  lossFailedAt: 0,
  lossTrigger: -1,
  failovers: 0,
  falseFailovers: 0,
  split: 0,
  ...differing,
});

/** One outage of so many seconds, after the failure of `trigger`. */
export const outage = (seconds: number, trigger = 0): Partial<Incident> => ({
  outages: [10e6, 10e6 + seconds * 1e6],
  outageTriggers: [trigger],
  downtime: seconds * 1e6,
  longestOutage: seconds * 1e6,
});
