// Which incidents a year is asked for, beyond those that it is long enough to count: outages longer, and losses older,
// than each of some thresholds and than what the scenario's own objectives allow.
import type { Incident } from "../../metrics/outlook/incident.ts";
import type { Expectation, Scenario } from "../../scenario/scenario.ts";

/** An incident with an outage that lasts longer, or with a loss of work that is older. */
export interface RareTarget {
  readonly of: "outage" | "loss";
  readonly seconds: number;
}

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const OUTAGES: readonly number[] = [15 * MINUTE, HOUR, 4 * HOUR, DAY, 7 * DAY];
const LOSSES: readonly number[] = [0, 1, MINUTE, HOUR, DAY];

/** Metrics whose threshold says how long an outage, or how old a loss, may be. */
const OBJECTIVES: Readonly<Record<string, RareTarget["of"]>> = {
  rtoAchievedSeconds: "outage",
  downtimeSecondsPerYear: "outage",
  unplannedDowntimeSecondsPerYear: "outage",
  rpoAchievedSeconds: "loss",
  lossSecondsPerYear: "loss",
};

/** Outages first, each kind ascending, each threshold once. */
export function targetsOf({ expect }: Pick<Scenario, "expect">): RareTarget[] {
  const asked = (of: RareTarget["of"], { metric, threshold }: Expectation): readonly number[] =>
    OBJECTIVES[metric] === of ? [threshold] : [];
  return (["outage", "loss"] as const).flatMap((of) => {
    const own = expect.flatMap((each) => asked(of, each));
    const all = new Set([...(of === "outage" ? OUTAGES : LOSSES), ...own]);
    return [...all].sort((a, b) => a - b).map((seconds) => ({ of, seconds }));
  });
}

/** Both in µs. */
export const isBeyond = (
  { of, seconds }: RareTarget,
  { outage, loss }: { readonly outage: number; readonly loss: number },
): boolean => (of === "outage" ? outage : loss) > seconds * 1e6;

export const sizesOf = ({ longestOutage: outage, losses, lossAge }: Incident) => ({
  outage,
  loss: losses > 0 ? lossAge : 0,
});
