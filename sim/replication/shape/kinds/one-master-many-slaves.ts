// One master, many slaves: the primary streams to every other member.
import { z } from "zod";
import { sourceInCascade } from "../cascade.ts";
import { defineShape } from "../shape.ts";

export const oneMasterManySlaves = defineShape({
  title: "One master, many slaves",
  source: "PostgreSQL 15 manual, 27.2.5: Streaming Replication",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("one-master-many-slaves"),
  }),
  sourceOf: sourceInCascade,
  writesEverywhere: false,
  recoversFromBackup: false,
});
