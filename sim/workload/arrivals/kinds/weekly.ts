// Weekly: Poisson with a rate that follows the hours of the week, from a table of them or from a profile of a
// working day and one of a day at the weekend. Leaves out: holidays, seasons.
import { z } from "zod";
import { perSecond } from "../../../config/fields.ts";
import { assumed } from "../../../config/part.ts";
import { days, hours } from "../../../quantity/time.ts";
import { ChangeOfTime } from "../../change-of-time.ts";
import { growth } from "../../growth.ts";
import { loadTable } from "../../load-table.ts";
import { defineArrivals } from "../arrivals.ts";

const HOUR = hours(1);
const WEEK = days(7);
const HOURS_PER_DAY = 24;
const WEEKDAYS = 5;

/** Relative load of one hour; only their proportions count. */
const load = z.number().min(0).max(1e9);
const day = z.array(load).length(HOURS_PER_DAY);
const profile = z.union([z.array(load).length(WEEK / HOUR), z.strictObject({ weekday: day, weekend: day })]);
type Profile = z.output<typeof profile>;

/** A morning and an afternoon, a quiet night, and weekends at two fifths. */
const OFFICE_HOURS = {
  weekday: [2, 1, 1, 1, 1, 2, 4, 8, 14, 18, 20, 19, 14, 17, 20, 20, 18, 15, 11, 9, 8, 7, 5, 3],
  weekend: [2, 1, 1, 1, 1, 1, 2, 3, 4, 5, 6, 6, 6, 6, 6, 5, 5, 5, 5, 5, 5, 4, 3, 2],
};

export const weekly = defineArrivals({
  title: "Weekly",
  source: "our simplification: each hour of the week has its rate",
  mark: "assumption",
  period: WEEK,
  config: z
    .strictObject({
      kind: z.literal("weekly"),
      mean: perSecond.describe("over the week, reads included"),
      profile: profile
        .prefault(OFFICE_HOURS)
        .meta(
          assumed(
            "relative load of 168 hours from Monday 00:00 on, or of 24 hours of a weekday and of the weekend",
            "our assumption: office hours",
          ),
        ),
      peak: z
        .number()
        .min(1)
        .max(168)
        .optional()
        .describe("the highest hour relative to the mean: stretches the profile; as it stands if absent"),
      growth,
    })
    .superRefine(({ profile, peak }, context) => {
      if (Math.min(...shapeOf(profile, peak)) >= 0) return;
      const params = { code: "TWIN1011", hint: "a lower peak, or a profile with steeper hours" };
      const message = `with a peak of ${peak} the quietest hours of this profile would fall below zero`;
      context.addIssue({ code: "custom", path: ["peak"], message, params });
    }),
  demand({ mean, profile, peak, growth }, { share, writes, startsAt, random, name }) {
    const rates = shapeOf(profile, peak).map((factor) => mean * share * writes * factor);
    const curve = loadTable(rates, { slot: HOUR, start: startsAt, growth });
    const draws = random.stream(`${name}/arrivals`);
    return { curve, process: new ChangeOfTime(curve, () => draws.exponential(), draws.exponential()) };
  },
  startsAt({ profile, peak }, at) {
    const shape = shapeOf(profile, peak);
    const wanted = at === "peak" ? Math.max(...shape) : Math.min(...shape);
    return (shape.indexOf(wanted) + 0.5) * HOUR;
  },
});

/** By hour of the week, mean 1. */
function shapeOf(profile: Profile, peak: number | undefined): number[] {
  const table = Array.isArray(profile)
    ? profile
    : Array.from({ length: WEEK / days(1) }, (_, i) =>
        i < WEEKDAYS ? profile.weekday : profile.weekend,
      ).flat();
  const mean = table.reduce((sum, factor) => sum + factor, 0) / table.length;
  const shape = table.map((factor) => (mean > 0 ? factor / mean : 1));
  const highest = Math.max(...shape);
  if (peak === undefined || highest <= 1) return shape;
  return shape.map((factor) => 1 + ((factor - 1) * (peak - 1)) / (highest - 1));
}
