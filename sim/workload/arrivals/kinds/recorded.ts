// Recorded: the instants of a recording, repeated from its beginning when it ends.
import { z } from "zod";
import { attachment, factor } from "../../../config/fields.ts";
import { invariant } from "../../../kernel/invariant.ts";
import { days } from "../../../quantity/time.ts";
import { growth } from "../../growth.ts";
import { copiesOf, Recording, recordedCurve } from "../../recording.ts";
import { defineArrivals } from "../arrivals.ts";

export const recorded = defineArrivals({
  title: "Recorded",
  source: "the recording: a CSV attachment",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("recorded"),
    file: attachment.describe("name of the attachment"),
    column: z
      .string()
      .max(255)
      .optional()
      .describe("header of the column with the instants; its unit is its suffix: _us, _ms, _s"),
    scale: factor.prefault(1).describe("how many times faster than recorded"),
    growth,
  }),
  demand({ scale, growth }, { share, shareBefore, writes, random, recording, startsAt, name }) {
    const instants = (recording ?? []).map((instant) => instant / scale);
    invariant(instants.length > 0, "a recording has arrivals", { name });
    const last = instants.at(-1) as number;
    const period = last + last / instants.length;
    const skip = Math.floor(((startsAt % days(1)) / days(1)) * instants.length);
    const begin = instants[skip] as number;
    const copies = copiesOf(growth, period, random.draws("recording/growth"));
    const process = new Recording(instants, {
      period,
      from: shareBefore * writes,
      to: (shareBefore + share) * writes,
      skip,
      draws: random.draws("recording"),
      ...(copies && { copies }),
    });
    const curve = recordedCurve(instants, { period, share: share * writes, begin, growth });
    return { curve, process };
  },
  // The fraction of a day that has passed is the fraction of the recording at which the run begins.
  startsAt: (_, __, draw) => draw * days(1),
});
