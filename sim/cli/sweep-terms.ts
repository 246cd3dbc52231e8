// The options of a sweep → its terms: plain data that says the same on any machine.
import type { Design, SweepTerms } from "../index.ts";
import { DEFAULT_YEARS, quoted, sameAgain } from "./options.ts";
import { UsageError } from "./stops.ts";
import type { SweepOptions } from "./sweep-options.ts";

/** Replications, or years, up to which a value may be made more precise. */
const MOST_REPLICATIONS = 10_000;
const MOST_YEARS = 100_000;

export function sweepTerms(
  { file, text, attachments, overrides }: Design,
  options: SweepOptions,
): SweepTerms {
  refuseNonsense(options);
  const { grid = [], range = [], pair = [], outlook = false, years = DEFAULT_YEARS } = options;
  const { resolution = "fluid", most = outlook ? MOST_YEARS : MOST_REPLICATIONS } = options;
  const { minimise, maximise, best, indifference, confidence } = options;
  const measure = minimise ?? maximise;
  const mostReplications = outlook ? Math.ceil(most / Math.min(20, years / 10)) : most;
  return {
    file,
    text,
    attachments,
    overrides,
    axes: [...grid, ...range, ...pair],
    ...(options.sample !== undefined && { samples: options.sample }),
    question: outlook ? "outlook" : "drill",
    resolution,
    ...(options.seed !== undefined && { seed: options.seed }),
    ...(options.replications !== undefined && { replications: options.replications }),
    years,
    disruptions: options.disruption,
    pareto: options.pareto,
    ...(measure !== undefined && {
      goal: { measure, direction: minimise === undefined ? "maximise" : "minimise" },
    }),
    mustMeet: options.meetExpect ?? false,
    ...(options.precision !== undefined && { precision: { relative: options.precision, most } }),
    ...(best !== undefined &&
      indifference !== undefined && {
        best: { measure: best, indifference, confidence, most: mostReplications },
      }),
    ...(options.confirm !== undefined && { confirm: options.confirm }),
  };
}

function refuseNonsense(options: SweepOptions): void {
  const { grid, range, pair, minimise, maximise, best, indifference, outlook, resolution } = options;
  if (!grid && !range && !pair)
    throw new UsageError(
      "a sweep needs an axis: --grid clients.east.redirect.ttl=10s,30s,60s or --range clients.east.redirect.ttl=10s..80s/8",
    );
  if (minimise !== undefined && maximise !== undefined)
    throw new UsageError("--minimise and --maximise: one of the two");
  if (best !== undefined && indifference === undefined)
    throw new UsageError("--best needs --indifference: a difference that does not matter, like 500ms");
  if (best === undefined && indifference !== undefined)
    throw new UsageError("--indifference goes with --best");
  if (options.most !== undefined && options.precision === undefined && best === undefined)
    throw new UsageError("--most goes with --precision or --best");
  if (options.years !== undefined && !outlook) throw new UsageError("--years goes with --outlook");
  if (outlook && options.replications !== undefined)
    throw new UsageError("--outlook counts in years: write --years instead of -n");
  if (outlook && resolution === "transaction")
    throw new UsageError("--outlook needs the fluid resolution: a year of single writes takes hours");
  if (options.confirm !== undefined && resolution === "transaction")
    throw new UsageError("--confirm is for fluid sweeps: this one is write by write already");
}

/** The options that make the same numbers again, as one would type them. */
export function sweepAgain(file: string, options: SweepOptions): string {
  const { grid = [], range = [], pair = [], sample, disruption, pareto, confidence } = options;
  const valued = (name: string, value: string | number | undefined): string[] =>
    value === undefined ? [] : [`--${name} ${quoted(String(value))}`];
  return [
    sameAgain(file, options),
    ...[...grid, ...range, ...pair].map(({ option, text }) => `${option} ${quoted(text)}`),
    ...valued("sample", sample === undefined ? undefined : `lhs:${sample}`),
    ...disruption.flatMap((name) => valued("disruption", name)),
    ...(options.outlook ? ["--outlook"] : []),
    ...valued("years", options.years),
    ...valued("replications", options.replications),
    ...valued("resolution", options.resolution),
    ...valued("pareto", pareto.length > 0 ? pareto.join(",") : undefined),
    ...(options.meetExpect ? ["--meet-expect"] : []),
    ...valued("minimise", options.minimise),
    ...valued("maximise", options.maximise),
    ...valued("precision", options.precision),
    ...valued("best", options.best),
    ...valued("indifference", options.indifference),
    ...valued("confidence", options.best === undefined ? undefined : confidence),
    ...valued("most", options.most),
    ...valued("confirm", options.confirm),
  ].join(" ");
}
