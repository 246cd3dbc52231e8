// A fabric keeps routes until something between its hosts changes. One that is told the same and asked for the first
// time finds the same.
import fc from "fast-check";
import { expect, it } from "vitest";
import type { HostCondition, LinkCondition } from "../../sim/cluster/data-plane.ts";
import { Fabric } from "../../sim/cluster/fabric.ts";
import type { Bytes, BytesPerMicro } from "../../sim/quantity/data.ts";
import { constant } from "../../sim/quantity/distribution.ts";

const SITE_OF = new Map([
  ["n1", "a"],
  ["n2", "b"],
]);
const SITES = ["a", "b", "w"];
const LINKS = ["one", "two", "three"];

const site = fc.constantFrom(...SITES);
const link = fc.constantFrom(...LINKS);
type Order = (fabric: Fabric) => void;

const setLink =
  (id: string, from: string, isUp: boolean, delay: number): Order =>
  (fabric) => {
    const condition: LinkCondition = {
      up: isUp,
      bandwidth: delay as BytesPerMicro,
      delay,
      jitter: constant(0),
      loss: { mean: 0, burst: 1 },
      queue: 1e6 as Bytes,
    };
    fabric.setLink(id, from, condition);
  };

const BEGIN: readonly Order[] = [
  ...LINKS.flatMap((id) => SITES.map((from) => setLink(id, from, true, 1))),
  (fabric) => fabric.setPath("a", "b", ["one"]),
  (fabric) => fabric.setPath("b", "a", ["one"]),
];
const order: fc.Arbitrary<Order> = fc.oneof(
  fc
    .tuple(link, site, fc.boolean(), fc.constantFrom(1, 2, 3))
    .map(([id, from, isUp, delay]) => setLink(id, from, isUp, delay)),
  fc.tuple(site, site, fc.option(link, { nil: undefined })).map(
    ([from, to, id]): Order =>
      (fabric) =>
        fabric.setPath(from, to, id === undefined ? [] : [id]),
  ),
  fc
    .tuple(fc.constantFrom("n1", "n2"), fc.constantFrom<HostCondition>("running", "running", "off", "frozen"))
    .map(
      ([node, condition]): Order =>
        (fabric) =>
          fabric.setHost(node, condition),
    ),
);

it("finds the routes that one would find which had never been asked before", () => {
  let found = 0;
  fc.assert(
    fc.property(fc.array(order, { maxLength: 40 }), (changes) => {
      const asked = new Fabric(SITE_OF);
      const orders = [...BEGIN, ...changes];
      orders.forEach((one, i) => {
        one(asked);
        const fresh = new Fabric(SITE_OF);
        for (const before of orders.slice(0, i + 1)) before(fresh);
        for (const [from, to] of [
          ["n1", "n2"],
          ["n2", "n1"],
        ] as const) {
          const route = asked.route(from, to);
          if (route) found++;
          expect(route).toEqual(fresh.route(from, to));
        }
      });
    }),
    { numRuns: 300 },
  );
  expect(found).toBeGreaterThan(1000);
});
