import { describe, expect, it } from "vitest";
import { loaded } from "../../sim/cluster/bulk-load.ts";
import type { LinkCondition } from "../../sim/cluster/data-plane.ts";
import type { BytesPerMicro } from "../../sim/quantity/data.ts";
import { constant } from "../../sim/quantity/distribution.ts";

/** 10 MB/s, 10 ms one way, 200 KB of queue: 20 ms. */
const LINE: LinkCondition = {
  up: true,
  bandwidth: 10 as BytesPerMicro,
  delay: 10_000,
  jitter: constant(0),
  loss: { mean: 0, burst: 1 },
  queue: 200_000,
};

describe("bulk traffic on a line", () => {
  it("leaves the rest while it sends less than the line carries", () => {
    expect(
      loaded(LINE, [
        { rate: 3, flows: 8 },
        { rate: 4, flows: 8 },
      ]),
    ).toEqual({ ...LINE, bandwidth: 3 });
  });

  it("fills the queue when it sends more: everything waits for it to drain, and gets one connection's part", () => {
    const full = loaded(LINE, [{ rate: 100, flows: 4 }]);
    expect(full.delay).toBe(10_000 + 200_000 / 10);
    expect(full.bandwidth).toBe(10 / 5);
  });

  it("loses what makes each connection send no more than its part", () => {
    const flows = 4;
    const { loss } = loaded(LINE, [{ rate: 100, flows }]);
    // Mathis: rate = sqrt(3/2) · 1448 B / (40 ms · sqrt(loss)) = 10 MB/s / 4
    expect((Math.sqrt(1.5) * 1448) / (40_000 * Math.sqrt(loss.mean))).toBeCloseTo(10 / flows, 9);
    expect(loaded(LINE, [{ rate: 100, flows: 1000 }]).loss.mean).toBe(0.5);
  });

  it("does not hide what the line loses by itself", () => {
    const lossy = { ...LINE, loss: { mean: 0.01, burst: 2 } };
    const { mean } = loaded(LINE, [{ rate: 100, flows: 4 }]).loss;
    expect(loaded(lossy, [{ rate: 100, flows: 4 }]).loss).toEqual({ mean: 1 - 0.99 * (1 - mean), burst: 2 });
  });
});
