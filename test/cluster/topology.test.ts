// Holds on links and sites: they add up, per link and direction, and letting go of one leaves exactly the others.
import fc from "fast-check";
import { expect, it } from "vitest";
import type { LinkCondition } from "../../sim/cluster/data-plane.ts";
import { EventBus } from "../../sim/cluster/event-bus.ts";
import { type Degradation, type Release, Topology } from "../../sim/cluster/topology.ts";
import { Kernel } from "../../sim/kernel/kernel.ts";
import type { Bytes, BytesPerMicro } from "../../sim/quantity/data.ts";
import { constant } from "../../sim/quantity/distribution.ts";
import { type Instant, seconds } from "../../sim/quantity/time.ts";

const LINKS = [
  { id: "one", between: ["a", "b"], bandwidth: 125, delay: 15_000, mean: 0 },
  { id: "two", between: ["a", "b"], bandwidth: 12.5, delay: 20_000, mean: 0.001 },
  { id: "far", between: ["b", "c"], bandwidth: 1, delay: 70_000, mean: 0.02 },
] as const;

function aTopology() {
  const kernel = new Kernel();
  const conditions = new Map<string, LinkCondition>();
  const paths = new Map<string, readonly string[]>();
  const plane = {
    setLink: (link: string, from: string, condition: LinkCondition) =>
      void conditions.set(`${link}/${from}`, condition),
    setPath: (from: string, to: string, links: readonly string[]) => void paths.set(`${from}>${to}`, links),
  };
  const topology = new Topology({
    kernel,
    plane,
    bus: new EventBus(),
    sites: ["a", "b", "c"],
    links: LINKS.map(({ mean, bandwidth, ...link }) => ({
      ...link,
      bandwidth: bandwidth as BytesPerMicro,
      jitter: constant(0),
      loss: { mean, burst: 1 },
      queue: 1e6 as Bytes,
    })),
    convergence: seconds(1),
  });
  const settle = (): void => kernel.run((kernel.now + 2_000_000) as Instant);
  return { topology, conditions, paths, settle, kernel };
}

type Hold =
  | { readonly link: number; readonly end: 0 | 1 | undefined; readonly degradation: Degradation | undefined }
  | { readonly site: "a" | "b" | "c"; readonly what: "site" | "edge" };

const hold: fc.Arbitrary<Hold> = fc.oneof(
  fc.record({
    link: fc.nat({ max: 2 }),
    end: fc.constantFrom(0 as const, 1 as const, undefined),
    degradation: fc.option(
      fc.record({
        loss: fc.constantFrom(0, 0.01, 0.5, 1),
        addedDelay: fc.constantFrom(0, 10_000, 3),
        bandwidthFactor: fc.constantFrom(1, 0.5, 0.01),
      }),
      { nil: undefined },
    ),
  }),
  fc.record({
    site: fc.constantFrom("a" as const, "b" as const, "c" as const),
    what: fc.constantFrom("site" as const, "edge" as const),
  }),
);

function begin(topology: Topology, one: Hold): Release {
  if ("site" in one) return topology.holdSite(one.site, one.what);
  const { id, between } = LINKS[one.link] as (typeof LINKS)[number];
  const from = one.end === undefined ? undefined : between[one.end];
  return one.degradation ? topology.degrade(id, from, one.degradation) : topology.cut(id, from);
}

/** Worked out anew from what is held. */
function expected(holds: readonly Hold[], link: (typeof LINKS)[number], from: string): object {
  const own = holds.filter(
    (one): one is Exclude<Hold, { site: string }> =>
      !("site" in one) &&
      LINKS[one.link] === link &&
      (one.end === undefined || link.between[one.end] === from),
  );
  const worse = own.flatMap(({ degradation }) => degradation ?? []);
  return {
    up: own.every(({ degradation }) => degradation !== undefined),
    bandwidth: link.bandwidth * worse.reduce((product, { bandwidthFactor }) => product * bandwidthFactor, 1),
    delay: link.delay + worse.reduce((sum, { addedDelay }) => sum + addedDelay, 0),
    loss: 1 - worse.reduce((product, { loss }) => product * (1 - loss), 1 - link.mean),
  };
}

it("after any holds and releases, every direction of every link is what the remaining holds make of it", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(hold, fc.nat({ max: 5 })), { maxLength: 12 }), (steps) => {
      const { topology, conditions, paths, settle } = aTopology();
      const atFirst = new Map(paths);
      const held: { one: Hold; release: Release }[] = [];
      const check = (): void => {
        const holds = held.map(({ one }) => one);
        for (const link of LINKS)
          for (const from of link.between) {
            const { up, bandwidth, delay, loss } = conditions.get(`${link.id}/${from}`) as LinkCondition;
            expect({ up, bandwidth, delay, loss: loss.mean }).toEqual(expected(holds, link, from));
            expect(topology.isUp(link.id, from)).toBe(up);
          }
        for (const site of ["a", "b", "c"]) {
          const on = (what: string): boolean =>
            !holds.some((one) => "site" in one && one.site === site && one.what === what);
          expect(topology.isSiteUp(site)).toBe(on("site"));
          expect(topology.isEdgeUp(site)).toBe(on("site") && on("edge"));
        }
      };
      for (const [one, which] of steps) {
        // Now and then the oldest but some is let go of first.
        if (which < held.length && which % 2 === 0) held.splice(which, 1)[0]?.release();
        held.push({ one, release: begin(topology, one) });
        check();
        if (which === 5) settle();
      }
      while (held.length > 0) {
        held.splice(Math.floor(held.length / 2), 1)[0]?.release();
        check();
      }
      settle();
      expect(paths).toEqual(atFirst);
      expect(topology.talks("a", "c")).toBe(true);
    }),
    { numRuns: 300, seed: 8 },
  );
});

it("question and answer take what is up in either direction, the message only its own", () => {
  const { topology, settle } = aTopology();
  topology.cut("one", "a");
  // Before routing has converged traffic still takes the first link.
  expect([topology.reaches("a", "b"), topology.reaches("b", "a"), topology.talks("a", "b")]).toEqual([
    false,
    true,
    false,
  ]);
  settle();
  expect([topology.reaches("a", "b"), topology.reaches("b", "a"), topology.talks("a", "b")]).toEqual([
    true,
    true,
    true,
  ]);
  topology.cut("two", "b");
  settle();
  // Neither link works both ways: whoever may send takes the one that carries his own direction.
  expect([topology.reaches("a", "b"), topology.reaches("b", "a")]).toEqual([true, true]);
});

it("loss and delay of a path are those of its links in the direction of travel, degradations included", () => {
  const { topology, settle } = aTopology();
  // one: 15 ms, lossless; far: 70 ms, 2 %.
  expect(topology.quality("a", "c").loss).toBeCloseTo(0.02, 12);
  expect(topology.quality("a", "c").delay).toBe(85_000);
  const release = topology.degrade("one", "a", { loss: 0.1, addedDelay: 1_000, bandwidthFactor: 1 });
  expect(topology.quality("a", "c").loss).toBeCloseTo(1 - 0.9 * 0.98, 12);
  expect(topology.quality("a", "c").delay).toBe(86_000);
  expect(topology.quality("c", "a").loss).toBeCloseTo(0.02, 12);
  release();
  expect(topology.quality("a", "a")).toEqual({ loss: 0, delay: 50 });
  topology.cut("far");
  settle();
  expect(topology.quality("a", "c").loss).toBe(1);
});

it("waits for routing only where a path changes", () => {
  const { topology, paths, settle, kernel } = aTopology();
  settle();
  const spliceTwo = topology.cut("two");
  expect(kernel.eventsPending).toBe(0);
  const spliceOne = topology.cut("one");
  // From a to b nothing better is in sight; the way from a to c is given up.
  expect(kernel.eventsPending).toBe(1);
  settle();
  expect(paths.get("a>b")).toEqual(["one"]);
  expect(paths.get("a>c")).toEqual([]);
  expect(topology.talks("a", "b")).toBe(false);
  spliceTwo();
  expect(kernel.eventsPending).toBe(1);
  expect(topology.talks("a", "b")).toBe(false);
  settle();
  expect(paths.get("a>b")).toEqual(["two"]);
  expect(topology.talks("a", "b")).toBe(true);
  spliceOne();
  expect(kernel.eventsPending).toBe(1);
  settle();
  expect(paths.get("a>b")).toEqual(["one"]);
  expect(kernel.eventsPending).toBe(0);
});

it("counts what has changed for whom", () => {
  const { topology, settle } = aTopology();
  settle();
  const counts = (): number[] => [topology.siteChanges, topology.reachChanges, topology.wayChanges];
  const grown = (act: () => void): boolean[] => {
    const before = counts();
    act();
    return counts().map((count, i) => count > (before[i] as number));
  };
  expect(grown(() => topology.cut("two"))).toEqual([false, false, true]);
  expect(grown(() => topology.degrade("one", "a", { loss: 0.1, addedDelay: 0, bandwidthFactor: 1 }))).toEqual(
    [false, false, true],
  );
  expect(grown(() => topology.cut("one"))).toEqual([false, true, true]);
  expect(grown(() => topology.holdSite("a", "edge"))).toEqual([true, true, true]);
});
