// The applications in a site reach their users, and whoever checks their health reaches them; the databases they do not
// reach, not even those next door: a rule of a firewall, an address that a name still points to. Everything is up, and
// users see errors.
import { z } from "zod";
import { siteName } from "../../config/fields.ts";
import { defineFault, timing } from "../fault.ts";

export const appDatabasePartition = defineFault({
  title: "Partition between application and database",
  source: "our definition: a partial partition, as in Alfatafta et al. 2020, NIFTY",
  mark: "memory",
  config: z.strictObject({
    kind: z.literal("app-database-partition"),
    ...timing,
    site: siteName.describe("where the applications are"),
  }),
  begin: ({ site }, { topology }) => topology.holdSite(site, "application"),
  subject: ({ site }) => `applications in ${site}`,
});
