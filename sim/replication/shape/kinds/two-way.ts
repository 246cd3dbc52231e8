// Two-way: both sides accept writes and stream them to each other, tagged with their origin.
import { z } from "zod";
import { defineShape } from "../shape.ts";

export const twoWay = defineShape({
  title: "Two-way",
  source: "PostgreSQL 16 manual, 31.1: origin = none; EDB PGD 5 manual",
  mark: "memory",
  config: z.strictObject({
    kind: z.literal("two-way"),
  }),
  // One primary of the other side takes in this origin; its own standbys hold what it writes itself.
  sourceOf(standby, view) {
    const leading = view.members.find(({ node }) => node === view.primary);
    if (leading?.site === standby.site) return view.primary;
    const entry = view.members.find(({ node, site }) => site === standby.site && view.isRunning(node));
    return entry?.node === standby.node ? view.primary : undefined;
  },
  writesEverywhere: true,
  recoversFromBackup: false,
});
