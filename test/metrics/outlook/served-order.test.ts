// Looks at the data plane may come out of order; what was heard last holds.
import { expect, it } from "vitest";
import { ServedDemand } from "../../../sim/metrics/outlook/served-demand.ts";
import { RateTable } from "../../../sim/workload/rate-table.ts";

it("a shortage that is over stays over, though its end was seen by an earlier look than its begin", () => {
  const clientele = { id: "all", service: "db", servedShare: 1, foreseen: [] };
  const population = { clientele: clientele as never, curve: RateTable.constant(1e-3), readsPerWrite: 0 };
  let missed = 0;
  const demand = new ServedDemand([population], 10, (_from, _to, _share, more) => {
    missed += more;
  });
  const look = (now: number, accepted: number, turnedAway: number): void =>
    demand.sample(now, () => ({ offered: accepted + turnedAway, accepted, turnedAway }));
  look(1000, 100, 0);
  look(1020, 100, 50);
  look(1005, 150, 50);
  demand.settle(100_000);
  // 20 µs at a thousandth of a write per µs at the very most, not 99,000.
  expect(missed).toBeLessThanOrEqual(0.02 + 1e-9);
});
