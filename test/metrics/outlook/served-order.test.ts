// Looks at the data plane may come out of order; what was heard last holds.
import { expect, it } from "vitest";
import { ServedDemand } from "../../../sim/metrics/outlook/served-demand.ts";
import { RateTable } from "../../../sim/workload/rate-table.ts";

it("a shortage that is over stays over, though its end was seen by an earlier look than its begin", () => {
  const clientele = { id: "all", service: "db", servedShare: 1, foreseen: [] };
  const population = { clientele: clientele as never, curve: RateTable.constant(1e-3), readsPerWrite: 0 };
  let missed = 0;
  const demand = new ServedDemand([population], 100, (_from, _to, _share, more) => {
    missed += more;
  });
  const look = (now: number, accepted: number, turnedAway: number): void =>
    demand.sample(now, () => ({ offered: accepted + turnedAway, accepted, turnedAway }));
  look(1000, 100, 0);
  look(1020, 120, 0);
  look(1025, 120, 5);
  look(1005, 120, 10);
  look(1030, 125, 10);
  demand.settle(100_000);
  // 30 µs at a thousandth of a write per µs at the very most, not 99,000.
  expect(missed).toBeLessThanOrEqual(0.03 + 1e-9);
});
