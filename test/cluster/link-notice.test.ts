// When routing notices that a line is dead, and when it trusts one again that flaps.
import { describe, expect, it } from "vitest";
import { EventBus } from "../../sim/cluster/event-bus.ts";
import { type DampingTerms, FlapDamping } from "../../sim/cluster/flap-damping.ts";
import { type Detection, noticeOf } from "../../sim/cluster/link-notice.ts";
import { Topology } from "../../sim/cluster/topology.ts";
import { Kernel } from "../../sim/kernel/kernel.ts";
import { randomRoot } from "../../sim/kernel/random.ts";
import type { Bytes, BytesPerMicro } from "../../sim/quantity/data.ts";
import { constant } from "../../sim/quantity/distribution.ts";
import { type Duration, type Instant, micros, seconds } from "../../sim/quantity/time.ts";

const MINUTE = 60e6;
const DAMPING: DampingTerms = {
  halfLife: MINUTE,
  penalty: 1000,
  suppress: 2000,
  reuse: 750,
  longest: 4 * MINUTE,
};

/** Two lines between a and b; traffic takes `one` while it can. */
function twoLines(detection: Detection, options: { seed?: string; damping?: DampingTerms } = {}) {
  const kernel = new Kernel();
  const moves: { at: number; link: string | undefined }[] = [];
  const plane = {
    setLink: () => {},
    setPath: (from: string, _to: string, [link]: readonly string[]) =>
      void (from === "a" && moves.push({ at: kernel.now, link })),
  };
  const link = (id: string) => ({
    id,
    between: ["a", "b"] as const,
    bandwidth: 10 as BytesPerMicro,
    delay: 5_000,
    jitter: constant(0),
    loss: { mean: 0, burst: 1 },
    queue: 1e6 as Bytes,
    notice: noticeOf(detection, micros(200_000)),
  });
  const topology = new Topology({
    kernel,
    plane,
    bus: new EventBus(),
    sites: ["a", "b"],
    links: [link("one"), link("two")],
    convergence: seconds(1),
    random: randomRoot(options.seed ?? "notice").replication(1),
    damping: options.damping,
  });
  moves.length = 0;
  const runTo = (at: number): void => kernel.run(at as Instant);
  return { topology, moves, runTo };
}

/** Until traffic has left a line that is cut. */
function untilLeft(detection: Detection, seed?: string): number {
  const { topology, moves, runTo } = twoLines(detection, seed === undefined ? {} : { seed });
  topology.cut("one");
  runTo(10 * MINUTE);
  expect(moves.map(({ link }) => link)).toEqual(["two"]);
  return moves[0]?.at ?? Number.NaN;
}

describe("a cut line is left", () => {
  it("50 ms and the convergence after its light is gone", () => {
    expect(untilLeft({ kind: "light", after: micros(50_000) })).toBe(250_000);
  });

  it("between two and three intervals after the cut where BFD looks", () => {
    const bfd = { kind: "bfd", interval: micros(300_000), multiplier: 3 } as const;
    const times = ["1", "2", "3", "4", "5", "6", "7", "8"].map((seed) => untilLeft(bfd, seed) - 200_000);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(600_000);
    expect(Math.max(...times)).toBeLessThanOrEqual(900_000);
    expect(new Set(times).size).toBeGreaterThan(1);
  });

  it("within the last third of the hold time where only BGP looks", () => {
    const bgp = { kind: "bgp", hold: seconds(180), reopen: seconds(30) } as const;
    const times = ["1", "2", "3", "4", "5", "6", "7", "8"].map((seed) => untilLeft(bgp, seed) - 200_000);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(120e6);
    expect(Math.max(...times)).toBeLessThanOrEqual(180e6);
  });

  it("never while it is only worse than it was", () => {
    const { topology, moves, runTo } = twoLines({ kind: "light", after: micros(50_000) });
    topology.degrade("one", undefined, { loss: 0.05, addedDelay: 100_000, bandwidthFactor: 0.1 });
    runTo(10 * MINUTE);
    expect(moves).toEqual([]);
  });
});

describe("flap damping", () => {
  it("suppresses at the third fall of a line that flaps, and trusts it again when the penalty has decayed", () => {
    const { topology, moves, runTo } = twoLines(0 as Duration, { damping: DAMPING });
    for (let i = 0; i < 3; i++) {
      runTo(1e6 + i * 10e6);
      const release = topology.cut("one");
      runTo(4e6 + i * 10e6);
      release();
    }
    runTo(10 * MINUTE);
    // Left and taken again twice; at the third fall 1000 · (1 + 2^(-1/6) + 2^(-1/3)) = 2685 ≥ 2000, and from there
    // log2(2685 / 750) = 1.84 half-lives pass: 21 s + 110.4 s.
    expect(moves.map(({ link }) => link)).toEqual(["two", "one", "two", "one", "two", "one"]);
    const penalty = 1000 * (1 + 2 ** (-1 / 6) + 2 ** (-1 / 3));
    expect(moves[5]?.at).toBeCloseTo(21e6 + Math.log2(penalty / 750) * MINUTE, -1);
  });

  it("keeps no line away for longer than the longest suppression", () => {
    const damping = new FlapDamping(DAMPING);
    for (let i = 0; i < 1000; i++) damping.fell(i * 1000);
    expect(damping.usableFrom(1e6) - 1e6).toBeLessThanOrEqual(4 * MINUTE);
    expect(damping.usableFrom(1e6) - 1e6).toBeGreaterThan(3.9 * MINUTE);
  });

  it("does not touch a line that falls once", () => {
    const damping = new FlapDamping(DAMPING);
    damping.fell(5e6);
    expect(damping.usableFrom(6e6)).toBe(6e6);
  });
});
