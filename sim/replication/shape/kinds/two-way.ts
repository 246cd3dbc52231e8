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
});
