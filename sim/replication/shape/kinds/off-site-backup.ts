// Off-site backup only: no stream leaves the site; the way back is a restore from the vault.
import { z } from "zod";
import { defineShape } from "../shape.ts";

export const offSiteBackup = defineShape({
  title: "Off-site backup",
  source: "PostgreSQL 15 manual, 26.3: Continuous Archiving and Point-in-Time Recovery",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("off-site-backup"),
  }),
  // Standbys beside the primary follow it; nothing streams to another site, only backups go there.
  sourceOf(standby, { members, primary }) {
    const leading = members.find(({ node }) => node === primary);
    return leading?.site === standby.site ? primary : undefined;
  },
  writesEverywhere: false,
  recoversFromBackup: true,
});
