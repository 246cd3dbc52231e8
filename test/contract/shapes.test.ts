// Every registered shape: nobody feeds himself, every chain of sources ends at the primary, and a member down breaks no chain
// for ever.
import { describe, expect, it } from "vitest";
import type { Member } from "../../sim/cluster/service.ts";
import { shapes } from "../../sim/replication/shape/registry.ts";
import type { Shape } from "../../sim/replication/shape/shape.ts";

const member = (node: string, site: string, cluster: string, isAuxiliary: boolean): Member => ({
  node,
  site,
  cluster,
  isAuxiliary,
});
/** A stretched cluster, a second one that follows it, and a third one that follows the second. */
const MEMBERS = [
  member("m-a-1", "a", "main", false),
  member("m-a-2", "a", "main", false),
  member("m-b-1", "b", "main", false),
  member("s-b-1", "b", "second", true),
  member("s-b-2", "b", "second", true),
  member("t-c-1", "c", "third", true),
];
const follows = (cluster: string): string | undefined => ({ second: "main", third: "second" })[cluster];

describe.each([...shapes.parts])("%s", (_, part) => {
  const shape = part as unknown as Shape;
  it("whoever leads and whoever is down, every chain of sources ends at the primary or at nobody", () => {
    for (const { node: primary } of MEMBERS)
      for (let down = 0; down < 2 ** MEMBERS.length; down++) {
        const isRunning = (node: string): boolean =>
          node === primary || ((down >> MEMBERS.findIndex((one) => one.node === node)) & 1) === 0;
        const view = { members: MEMBERS, primary, isRunning, follows };
        for (const standby of MEMBERS) {
          if (standby.node === primary) continue;
          let at: Member | undefined = standby;
          for (let steps = 0; at && at.node !== primary; steps++) {
            const source: string | undefined = shape.sourceOf(at, view);
            expect(source).not.toBe(at.node);
            expect(steps).toBeLessThan(MEMBERS.length);
            at = MEMBERS.find(({ node }) => node === source);
            expect(at === undefined).toBe(source === undefined);
          }
        }
      }
  });
});
