// What to distrust: assumptions nobody verified, those that set a phase of an outage first; and what the model
// leaves out.
import { type Assumption, concerns, type ExperimentResult } from "../../sim/index.ts";

const WRITE_BY_WRITE =
  "in long waits writes are simulated in lumps of a quarter of a second, or not at all while every copy keeps up (run.everyWrite: true)";
const AS_CURVES =
  "single writes: load and positions are curves of expected values, so latencies and the chance in single losses need --resolution transaction";

export const leavesOut = ({ resolution }: Pick<ExperimentResult, "resolution">): readonly string[] => [
  "reads are counted from rates and do not compete with writes for processors",
  "packets are not simulated: connections send in rounds, bounded by bandwidth, queue, window, loss and cuts",
  resolution === "fluid" ? AS_CURVES : WRITE_BY_WRITE,
  "sampling error is shown, error of the inputs is not: an interval says nothing about a wrong parameter",
  "failovers here always work as configured: no expired certificate, no forgotten firewall rule",
  "not simulated in this version: balancing, release, monitoring, people, changes, cost",
];

export interface WeighedAssumption extends Assumption {
  /** Its place set a phase of an outage. */
  readonly setsOutage: boolean;
}

/** Those that set a phase of an outage come first, in the order of the scenario otherwise. */
export function assumptionsByWeight(result: ExperimentResult): WeighedAssumption[] {
  const setters = result.disruptions.flatMap(({ phases, atQuantiles }) => [
    ...phases.map(({ setBy }) => setBy),
    ...atQuantiles.flatMap((run) => run.phases.map(({ setBy }) => setBy)),
  ]);
  const weighed = result.assumptions.list.map((assumption) => ({
    ...assumption,
    setsOutage: setters.some((setBy) => concerns(assumption.path, setBy)),
  }));
  return [
    ...weighed.filter(({ setsOutage }) => setsOutage),
    ...weighed.filter(({ setsOutage }) => !setsOutage),
  ];
}
