import { expect, test } from "vitest";
import { noLoss } from "../../../sim/metrics/loss-account.ts";
import {
  type Incident,
  IncidentTracker,
  involvedAt,
  NO_CAUSE,
  namesakeOf,
} from "../../../sim/metrics/outlook/incident.ts";

/** Seconds. */
const at = (seconds: number): number => seconds * 1e6;

function aTracker(planned: readonly number[] = []) {
  const ended: Incident[] = [];
  const told: string[] = [];
  const tracker = new IncidentTracker({
    isPlanned: (process) => planned.includes(process),
    settles: 0,
    listener: {
      began: ({ number }) => told.push(`began ${number}`),
      ending: () => told.push("ending"),
      ended: (incident) => {
        told.push(`ended ${incident.number}`);
        ended.push(incident);
      },
    },
  });
  const repair = (seconds: number, process = 1): void => {
    tracker.repair(process, at(seconds));
    tracker.review(at(seconds), true, true);
  };
  return { tracker, ended, told, repair };
}

test("an incident lasts until all is repaired, served and redundant", () => {
  const { tracker, ended } = aTracker();
  tracker.fault(3, at(100));
  tracker.review(at(100), false, false);
  tracker.repair(1, at(1));
  tracker.review(at(160), false, false);
  tracker.review(at(200), true, false);
  tracker.review(at(300), true, true);
  tracker.fault(4, at(1000));
  expect(ended).toMatchObject([{ number: 1, begin: at(100), end: at(300), causes: [3], isOpen: false }]);
});

test("a fault before that is a further cause of the same incident", () => {
  const { tracker, ended, repair } = aTracker();
  tracker.fault(3, at(100));
  tracker.fault(5, at(150));
  tracker.repair(1, at(1));
  tracker.review(at(160), true, true);
  repair(400);
  tracker.finish(at(9000));
  expect(ended).toMatchObject([{ causes: [3, 5], failedAt: [at(100), at(150)], end: at(400) }]);
});

test("a fault within a minute of the end belongs to it, a later one does not", () => {
  const { tracker, ended, repair } = aTracker();
  tracker.fault(1, at(0));
  repair(10);
  tracker.fault(2, at(69));
  repair(80);
  tracker.fault(3, at(140));
  repair(150);
  tracker.finish(at(9000));
  expect(ended.map(({ causes }) => causes)).toEqual([[1, 2], [3]]);
});

test("it is told when the next one begins, after what was delayed has been told", () => {
  const { tracker, told, repair } = aTracker();
  tracker.fault(1, at(0));
  repair(10);
  tracker.fault(2, at(500));
  expect(told).toEqual(["began 1", "ending", "ended 1", "began 2"]);
});

test("an outage is blamed on the fault that came last before it", () => {
  const { tracker, ended, repair } = aTracker();
  tracker.fault(7, at(0));
  tracker.fault(8, at(3600));
  tracker.fault(9, at(4000));
  tracker.outage(at(3600), at(3630));
  tracker.outage(at(4000), at(4010));
  tracker.repair(1, at(1));
  tracker.repair(1, at(1));
  repair(5000);
  tracker.finish(at(9000));
  const [incident] = ended as [Incident];
  expect(incident).toMatchObject({ downtime: at(40), longestOutage: at(30), outageTriggers: [8, 9] });
  expect(namesakeOf(incident)).toBe(8);
});

test("without an outage a loss names it, without either the first fault", () => {
  const { tracker, ended, repair } = aTracker();
  tracker.fault(1, at(0));
  tracker.fault(2, at(50));
  tracker.lost({ ...noLoss, transactions: 3, rpoAchieved: at(4) }, at(90), at(50));
  tracker.repair(1, at(1));
  repair(100);
  tracker.fault(5, at(900));
  tracker.fault(6, at(950));
  tracker.finish(at(1000));
  expect(ended.map(namesakeOf)).toEqual([2, 5]);
  expect(ended[0]).toMatchObject({ losses: 1, lossAge: at(4), lossTotal: at(4), lostTransactions: 3 });
});

test("several losses add up, the worst one gives the age", () => {
  const { tracker, ended } = aTracker();
  tracker.fault(1, at(0));
  tracker.lost({ ...noLoss, transactions: 1, rpoAchieved: at(2) }, at(10), at(0));
  tracker.lost({ ...noLoss, transactions: 2, rpoAchieved: at(5) }, at(20), at(0));
  tracker.lost({ ...noLoss, transactions: 0, rpoAchieved: 0 }, at(30), at(0));
  tracker.finish(at(100));
  expect(ended[0]).toMatchObject({ losses: 2, lossAge: at(5), lossTotal: at(7), lostTransactions: 3 });
});

test("planned work is planned until something fails beside it", () => {
  const { tracker, ended, repair } = aTracker([1]);
  tracker.fault(1, at(0));
  repair(10);
  tracker.fault(1, at(500));
  tracker.fault(2, at(505));
  tracker.finish(at(1000));
  expect(ended.map(({ isPlanned }) => isPlanned)).toEqual([true, false]);
});

test("an outage long after all was well is an incident of its own, without a cause", () => {
  const { tracker, ended, repair } = aTracker();
  tracker.fault(1, at(0));
  repair(10);
  tracker.review(at(5000), false, true);
  tracker.outage(at(5000), at(5100));
  tracker.review(at(5100), true, true);
  tracker.finish(at(9000));
  expect(ended.map(({ causes, downtime }) => [causes, downtime])).toEqual([
    [[1], 0],
    [[NO_CAUSE], at(100)],
  ]);
});

test("a copy that never comes back keeps an incident open for a day and no longer", () => {
  const { tracker, ended } = aTracker();
  tracker.fault(1, at(0));
  tracker.repair(1, at(1));
  tracker.review(at(20), true, false);
  tracker.fault(2, at(1000));
  tracker.repair(1, at(1));
  tracker.review(at(1000), true, false);
  tracker.fault(3, at(1000 + 86_400));
  tracker.finish(at(200_000));
  expect(ended.map(({ causes, end }) => [causes, end])).toEqual([
    [[1, 2], at(1000)],
    [[3], at(200_000)],
  ]);
});

test("what is not over at the end says so", () => {
  const { tracker, ended } = aTracker();
  tracker.fault(1, at(10));
  tracker.finish(at(70));
  expect(ended).toMatchObject([{ isOpen: true, end: at(70) }]);
});

test("an outage involves what had failed by then and was not long repaired, each process once", () => {
  const { tracker, ended } = aTracker();
  tracker.fault(1, at(0));
  tracker.repair(1, at(60));
  tracker.fault(2, at(10));
  tracker.fault(3, at(5000));
  tracker.fault(2, at(5001));
  tracker.fault(4, at(6000));
  tracker.finish(at(9000));
  const [incident] = ended as [Incident];
  // 1 was repaired more than ten minutes before, 4 failed later.
  expect(involvedAt(incident, at(5500))).toEqual([2, 3]);
  expect(involvedAt(incident, at(600))).toEqual([1, 2]);
});
