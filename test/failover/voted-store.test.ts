// A voted store remembers what follows from a state of the ways; one that has just been made remembers nothing. However
// links and sites have come and gone, both say the same.
import fc from "fast-check";
import { expect, it } from "vitest";
import { EventBus } from "../../sim/cluster/event-bus.ts";
import { type Release, Topology } from "../../sim/cluster/topology.ts";
import { VotedStore } from "../../sim/failover/voted-store.ts";
import { Kernel } from "../../sim/kernel/kernel.ts";
import { exchangeLoss } from "../../sim/network/retransmission.ts";
import type { Bytes, BytesPerMicro } from "../../sim/quantity/data.ts";
import { constant } from "../../sim/quantity/distribution.ts";
import { type Instant, seconds } from "../../sim/quantity/time.ts";

const SITES = ["a", "b", "w"];
const PATIENCE = seconds(10);
const LINKS = [
  { id: "first", between: ["a", "b"], delay: 13_000, mean: 0.001 },
  { id: "second", between: ["a", "b"], delay: 15_000, mean: 0.002 },
  { id: "aw", between: ["a", "w"], delay: 9_000, mean: 0 },
  { id: "bw", between: ["b", "w"], delay: 11_000, mean: 0.01 },
] as const;

function aStore() {
  const kernel = new Kernel();
  const topology = new Topology({
    kernel,
    plane: { setLink: () => {}, setPath: () => {} },
    bus: new EventBus(),
    sites: SITES,
    links: LINKS.map(({ mean, ...link }) => ({
      ...link,
      bandwidth: 125 as BytesPerMicro,
      jitter: constant(0),
      loss: { mean, burst: 1 },
      queue: 1e6 as Bytes,
    })),
    convergence: seconds(1),
  });
  const storeLedBy = (leader: string): VotedStore =>
    new VotedStore({
      kernel,
      topology,
      voters: SITES,
      leader,
      drawElection: () => seconds(2),
      leaderChanged: () => {},
      patience: PATIENCE,
    });
  return { kernel, topology, storeLedBy };
}

type Act =
  | { readonly kind: "cut" | "degrade"; readonly link: number; readonly loss: number }
  | { readonly kind: "site"; readonly site: number }
  | { readonly kind: "let go"; readonly which: number }
  | { readonly kind: "wait"; readonly seconds: number };

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    kind: fc.constantFrom("cut" as const, "degrade" as const),
    link: fc.nat({ max: 3 }),
    loss: fc.constantFrom(0, 0.05, 0.3),
  }),
  fc.record({ kind: fc.constant("site" as const), site: fc.nat({ max: 2 }) }),
  fc.record({ kind: fc.constant("let go" as const), which: fc.nat({ max: 5 }) }),
  fc.record({ kind: fc.constant("wait" as const), seconds: fc.constantFrom(0.5, 1, 3) }),
);

it("says of every state what a store says that has never seen another", () => {
  let servedOnce = 0;
  fc.assert(
    fc.property(fc.array(act, { minLength: 5, maxLength: 60 }), (acts) => {
      const { kernel, topology, storeLedBy } = aStore();
      const store = storeLedBy("w");
      const held: Release[] = [];
      for (const each of acts) {
        if ("link" in each) {
          const { id } = LINKS[each.link] as (typeof LINKS)[number];
          const degradation = { loss: each.loss, addedDelay: 1_000, bandwidthFactor: 1 };
          held.push(each.kind === "cut" ? topology.cut(id) : topology.degrade(id, undefined, degradation));
        } else if (each.kind === "site") held.push(topology.holdSite(SITES[each.site] as string, "site"));
        else if (each.kind === "let go") held.splice(each.which, 1)[0]?.();
        else kernel.run((kernel.now + each.seconds * 1e6) as Instant);
        store.conditionsChanged();
        const fresh = store.leader === undefined ? undefined : storeLedBy(store.leader);
        for (const site of SITES) {
          const serves = store.serves(site);
          expect(serves).toBe(fresh?.serves(site) ?? false);
          for (const lost of SITES)
            expect(store.wouldServe(site, lost)).toBe(storeLedBy("a").wouldServe(site, lost));
          if (!serves || !fresh) continue;
          servedOnce++;
          expect(store.quality(site)).toEqual(fresh.quality(site));
          expect(store.lossOf(site)).toBe(exchangeLoss(fresh.quality(site), PATIENCE));
        }
      }
    }),
    { numRuns: 300 },
  );
  expect(servedOnce).toBeGreaterThan(1000);
});
