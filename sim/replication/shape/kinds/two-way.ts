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
  // One node of the other side takes in this origin; the others beside it follow it, and so hold both origins.
  sourceOf(standby, view) {
    const leading = view.members.find(({ node }) => node === view.primary);
    if (leading?.site === standby.site) return view.primary;
    const entry = view.members.find(({ node, site }) => site === standby.site && view.isRunning(node));
    return entry?.node === standby.node ? view.primary : entry?.node;
  },
  writesEverywhere: true,
  recoversFromBackup: false,
});
