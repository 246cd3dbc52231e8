// Which component, and which parameter, the downtime and the losses of the years come from. A component's
// share: outages before which it failed last. A parameter's pull: outages in whose incident anything set by
// it had failed; if all of it failed one per cent more often, that share of the sum would grow by one per
// cent. Leaves out: repair times.
import type { FailureProcess } from "../faults/process.ts";
import type { Assumption } from "../scenario/scenario.ts";
import { concerns } from "./concerns.ts";
import type { GroupSums, OutlookFold } from "./outlook-fold.ts";
import type { Contribution, Elasticity, Sensitivity } from "./outlook-result.ts";

/** Below this many replications in which it had a part a spread is not worth printing. */
const FEWEST_TO_JUDGE = 30;

export function contributionsOf(
  fold: OutlookFold,
  processes: readonly FailureProcess[],
  years: number,
): Contribution[] {
  const [downtime, loss] = [fold.total("downtime"), fold.total("loss")];
  const rows = processes.map(({ id, source, subject, path, isPlanned }, i) => {
    const [down, lost] = [fold.share(i, "downtime"), fold.share(i, "loss")];
    return {
      process: id,
      source,
      subject,
      path,
      isPlanned,
      failuresPerYear: fold.share(i, "failures") / years,
      incidentsPerYear: fold.share(i, "incidents") / years,
      downtimeSecondsPerYear: down / 1e6 / years,
      ...(downtime > 0 && { downtimeShare: down / downtime }),
      lossSecondsPerYear: lost / 1e6 / years,
      ...(loss > 0 && { lossShare: lost / loss }),
    };
  });
  const cost = (row: Contribution): number => row.downtimeSecondsPerYear + row.lossSecondsPerYear;
  return rows
    .filter(({ failuresPerYear }) => failuresPerYear > 0)
    .sort((a, b) => cost(b) - cost(a) || (a.process < b.process ? -1 : 1));
}

export function sensitivitiesOf(
  fold: OutlookFold,
  processes: readonly FailureProcess[],
  assumptions: readonly Assumption[],
): Sensitivity[] {
  const rows = fold.groups.map(({ path, downtime, loss }) => ({
    path,
    processes: processes.filter((each) => each.path === path).map(({ id }) => id),
    ...elasticity("downtime", fold, downtime),
    ...elasticity("loss", fold, loss),
    assumptions: assumptions.filter((each) => concerns(each.path, path)).map((each) => each.path),
  }));
  const pull = ({ downtime, loss }: Sensitivity): number => (downtime?.value ?? 0) + (loss?.value ?? 0);
  return rows.filter((row) => pull(row) > 0).sort((a, b) => pull(b) - pull(a) || (a.path < b.path ? -1 : 1));
}

/** The ratio of two sums, with the normal interval of its linearised residuals. */
function elasticity(
  of: "downtime" | "loss",
  fold: OutlookFold,
  sums: GroupSums,
): Partial<Record<"downtime" | "loss", Elasticity>> {
  const whole = fold.wholes[of];
  const y = whole.x.value;
  const n = fold.replications;
  if (!(y > 0)) return {};
  const value = sums.x.value / y;
  if (sums.replications < FEWEST_TO_JUDGE || n < 2) return { [of]: { value } };
  const squares = sums.xx.value - 2 * value * sums.xy.value + value * value * whole.xx.value;
  const half = (1.96 * Math.sqrt((Math.max(0, squares) * n) / (n - 1))) / y;
  return { [of]: { value, low: Math.max(0, value - half), high: value + half } };
}
