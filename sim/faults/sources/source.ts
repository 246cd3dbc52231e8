// A source of failures: a cause that hits every component of one sort. From its terms and the components of the
// scenario follow the processes that clocks.ts runs.

import { z } from "zod";
import { durationsOf } from "../../config/distribution-field.ts";
import { duration, positiveDuration } from "../../config/fields.ts";
import { assumed, type KindSchema, type Part } from "../../config/part.ts";
import { log } from "../../kernel/arithmetic.ts";
import type { Distribution } from "../../quantity/distribution.ts";
import type { Ground } from "../ground.ts";
import type { FailureProcess, UncertainInput } from "../process.ts";

export interface FailureSource<Config extends KindSchema = KindSchema> extends Part<Config> {
  expand(config: z.output<Config>, ground: Ground): FailureProcess[];
}

export const defineFailureSource = <Config extends KindSchema>(
  part: FailureSource<Config>,
): FailureSource<Config> => part;

/** From a repair to the next failure: a mean (exponential), or a distribution. */
export const life: z.ZodType<Distribution> = z.union([
  positiveDuration.transform((mean): Distribution => ({ kind: "exponential", mean })),
  durationsOf(positiveDuration),
]) as unknown as z.ZodType<Distribution>;

/** Until it works again: a distribution, or a constant. */
export const repairTime = durationsOf(duration);

/** The 95th percentile of an uncertain input over its median; 1 = certain. */
export const errorFactor = z.number().min(1).max(1000);

/** Error factors as in probabilistic risk assessment: the 95th percentile of the input over its median. */
export const within = (usual: { readonly every: number; readonly repair: number }) =>
  z
    .strictObject({
      every: errorFactor
        .prefault(usual.every)
        .meta(assumed("`every` is right within this factor, nine times in ten", "our assumption")),
      repair: errorFactor
        .prefault(usual.repair)
        .meta(assumed("`repair` is right within this factor, nine times in ten", "our assumption")),
    })
    .prefault({});

/** What single components may have of their own. */
export const ownTimes = z.strictObject({ every: life.optional(), repair: repairTime.optional() });

export interface Times {
  readonly every: Distribution;
  readonly repair: Distribution;
  readonly within: { readonly every: number; readonly repair: number };
  readonly except?: Readonly<Record<string, OwnTimes>>;
}
interface OwnTimes {
  readonly every?: Distribution | undefined;
  readonly repair?: Distribution | undefined;
}

/** The standard normal quantile of 0.95. */
const NORMAL_95 = 1.6448536269514722;

export const uncertain = (name: string, errorFactor: number): UncertainInput => ({
  name,
  sigma: log(errorFactor) / NORMAL_95,
});

/** Times, path and inputs of one component: its own where it has some, else those of all. */
export function timesOf(
  source: string,
  times: Times,
  component: { readonly id: string; readonly draws: string },
) {
  const own =
    times.except && Object.hasOwn(times.except, component.id) ? times.except[component.id] : undefined;
  const of = (key: "every" | "repair") =>
    own?.[key] === undefined ? `${source}/${key}` : `${source}/${component.draws}/${key}`;
  return {
    draws: `${source}/${component.draws}`,
    source,
    path: own === undefined ? `failures.${source}` : `failures.${source}.except.${component.id}`,
    isPlanned: false,
    up: own?.every ?? times.every,
    repair: own?.repair ?? times.repair,
    inputs: {
      up: [uncertain(of("every"), times.within.every)],
      repair: [uncertain(of("repair"), times.within.repair)],
    },
  };
}
