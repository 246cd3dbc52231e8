// Real rehearsals scored: fail-overs of Patroni 3.0.2 that were measured one by one, each beside the same prediction.
// A score calls one in twenty of them a contradiction if the prediction is right; and nearly all if it is wrong.
import { expect, test } from "vitest";
import { type Rehearsal, readRehearsal } from "../../sim/calibration/rehearsal.ts";
import { scoreOf } from "../../sim/calibration/score.ts";
import { patroniRig } from "../measured/patroni-rig.ts";
import { numberOf, type Row, rowsOf } from "../measured/rows.ts";
import { drills } from "../support/scenarios.ts";

const runs = (...overrides: readonly string[]) =>
  drills(patroniRig(undefined, undefined, overrides), 400, "rehearsal");

/** The client tried every 100 ms: more digits would say more than was seen. */
const tenths = (row: Row, column: string): string => numberOf(row, column).toFixed(1);

const rehearsals: Rehearsal[] = rowsOf("patroni_rto")
  .filter((row) => row.failure === "kill" && row.ttl === "30")
  .map((row) => {
    const text = `event,instant\nfault,+0 s\ndecided,+${tenths(row, "t_promote_decision_s")} s\nfirst-write,+${tenths(row, "rto_s")} s\n`;
    return readRehearsal({ file: "drill.csv", text }).rehearsal as Rehearsal;
  });

test("of measured fail-overs of Patroni few contradict the prediction, and all do that of a shorter lease", () => {
  const predicted = runs();
  const verdicts = rehearsals.map((rehearsal) => scoreOf(rehearsal, predicted));
  const contradicted = verdicts.filter(({ verdict }) => verdict === "contradicted").length;
  console.log(
    `Patroni: ${contradicted} of ${rehearsals.length} measured fail-overs contradict the prediction`,
  );
  expect(rehearsals.length).toBe(34);
  // Of 34 at 5 % each, six or more by chance one time in a hundred.
  expect(contradicted).toBeLessThanOrEqual(5);
  const wrong = runs("failover.ttl=15 s", "failover.loop=5 s");
  expect(rehearsals.filter((rehearsal) => scoreOf(rehearsal, wrong).verdict !== "contradicted")).toEqual([]);
});
