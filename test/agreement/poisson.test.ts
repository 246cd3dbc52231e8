// The same incidents with independent arrivals and fewer minutes: over paired runs (same seed, same faults) the two data
// planes differ by chance alone. Zero lies inside the 99 % interval of the mean difference of loss, recovery point and
// outage: each of them would fail once in a hundred seeds. The half-widths are printed: they say how much this can see.
import { expect, it } from "vitest";
import { studentQuantile } from "../../sim/statistics/student-t.ts";
import { Tally } from "../../sim/statistics/tally.ts";
import { metric } from "../support/scenarios.ts";
import { runBoth } from "./both-planes.ts";
import { incidents, RATE, shortOf } from "./incidents.ts";

const REPLICATIONS = 24;
const METRICS = ["lostTransactions", "rpoAchievedSeconds", "rtoAchievedSeconds"];
const CONFIDENCE = 0.99;
/** Of a count that chance never let happen: more than this would have shown, 99 times in a hundred. */
const UNSEEN = 4.6 / REPLICATIONS;
/** Seconds: positions and instants are doubles. */
const ROUNDING = 1e-6;
/** Seconds: where a waiting write decides, it comes as late as chance keeps it. */
const GAP = 1 / RATE;
/** Seconds: who is turned away is counted ten times a second, write by write; plus a gap. */
const COUNTED = 0.105;

it.each(incidents)("$title: no difference on average", (incident) => {
  const scenario = shortOf(incident);
  const differences = new Map(METRICS.map((name) => [name, new Tally()]));
  for (let replication = 1; replication <= REPLICATIONS; replication++) {
    const [transaction, fluid] = runBoth(scenario, replication, "paired");
    for (const [name, tally] of differences) tally.add(metric(fluid, name) - metric(transaction, name));
  }
  const told = [...differences].map(([name, tally]) => {
    const halfWidth =
      studentQuantile(1 - (1 - CONFIDENCE) / 2, REPLICATIONS - 1) *
      Math.sqrt((tally.variance ?? 0) / REPLICATIONS);
    return { name, mean: tally.mean ?? 0, halfWidth };
  });
  const line = told.map(
    ({ name, mean, halfWidth }) => `${name} ${mean.toFixed(4)} ± ${halfWidth.toFixed(4)}`,
  );
  console.log(`${incident.title}: ${line.join(", ")}`);
  for (const { name, mean, halfWidth } of told) {
    const isCount = name === "lostTransactions";
    const byWrites = incident.byWrites?.metrics.includes(name) ?? false;
    const least = isCount
      ? UNSEEN
      : byWrites
        ? Math.min(incident.byWrites?.within ?? GAP, COUNTED)
        : ROUNDING;
    const limit = isCount ? Math.max(halfWidth, least) : halfWidth + least;
    expect(Math.abs(mean), `${name}: 99 % half-width ${halfWidth}`).toBeLessThanOrEqual(limit);
  }
});
