// The disks of the consensus store stand still: a voter there neither votes nor answers. With most voters no lease is
// renewed, and a primary that lacks nothing steps down. Sources: etcd tuning guide (a slow disk costs the leader its
// heartbeats), Patroni's documentation on fail-safe mode.
import { z } from "zod";
import { siteName } from "../../config/fields.ts";
import { defineFault, passing } from "../fault.ts";

export const storeStall = defineFault({
  title: "Stall of the consensus store",
  source: "etcd tuning guide: heartbeats wait for the disk",
  mark: "memory",
  config: z.strictObject({
    kind: z.literal("store-stall"),
    ...passing,
    site: siteName.optional().describe("the voter there; every voter if absent"),
  }),
  begin({ site }, { topology }) {
    const sites = site === undefined ? topology.sites : [site];
    const releases = sites.map((each) => topology.holdSite(each, "store"));
    return () => {
      for (const release of releases) release();
    };
  },
  subject: ({ site }) => (site === undefined ? "the consensus store" : `the consensus store in ${site}`),
});
