// A field that takes a quantity or a distribution of it: `5 s`, or `{ kind: lognormal, median: 3 min, p95: 10 min }`.
// Gives a quantity/distribution in internal units. Recorded times may be a column of an attachment; the loader fills
// in its values.
import { z } from "zod";
import { log } from "../kernel/arithmetic.ts";
import type { Distribution } from "../quantity/distribution.ts";
import { attachment } from "./fields.ts";

/** The standard normal quantile of 0.95: p95 = median · exp(sigma · 1.645). */
const NORMAL_95 = 1.6448536269514722;

const refused = (message: string) => ({ message, params: { code: "TWIN1013" } });

/** Accepts what `field` accepts (a constant) or a mapping with `kind` whose parameters are written as `field` is. */
export function distributionOf(field: z.ZodType<number>): z.ZodType<Distribution> {
  return withRecorded(field, z.strictObject({ kind: z.literal("recorded"), values: valuesOf(field) }));
}

/** As distributionOf, of times: recorded ones may be a file, `{ kind: recorded, file: repairs.csv, column: down_h }`. */
export function durationsOf(field: z.ZodType<number>): z.ZodType<Distribution> {
  const recorded = z
    .strictObject({
      kind: z.literal("recorded"),
      values: valuesOf(field).optional(),
      file: attachment.meta({ isAttachment: true, isSample: true }).optional(),
      column: z.string().max(255).optional().describe("its header, with a unit: _s, _min, _h, _d …"),
    })
    .refine(({ values, file }) => (values === undefined) !== (file === undefined), {
      path: ["values"],
      ...refused("recorded times are either `values` or a `file`"),
    });
  return withRecorded(field, recorded);
}

const valuesOf = (field: z.ZodType<number>) => z.array(field).min(1).max(10_000);

function withRecorded(field: z.ZodType<number>, recorded: z.ZodObject): z.ZodType<Distribution> {
  const shape = z.number().positive().max(1e6);
  const options = [
    z.strictObject({ kind: z.literal("constant"), value: field }),
    z
      .strictObject({ kind: z.literal("uniform"), from: field, to: field })
      .refine(({ from, to }) => from <= to, { path: ["to"], ...refused("`to` is less than `from`") }),
    z.strictObject({ kind: z.literal("exponential"), mean: field }),
    z.strictObject({ kind: z.literal("normal"), mean: field, sd: field }),
    z
      .strictObject({
        kind: z.literal("lognormal"),
        median: field,
        sigma: z.number().min(0).max(10).optional(),
        p95: field.optional(),
      })
      .refine((given) => (given.sigma === undefined) !== (given.p95 === undefined), {
        path: ["sigma"],
        ...refused("a lognormal needs either `sigma` or `p95`"),
      })
      .refine((given) => given.p95 === undefined || (given.median > 0 && given.p95 >= given.median), {
        path: ["p95"],
        ...refused("`p95` must be at least the median"),
      }),
    z.strictObject({ kind: z.literal("weibull"), scale: field, shape }),
    z.strictObject({ kind: z.literal("pareto"), scale: field, shape }),
    z.strictObject({
      kind: z.literal("hyperexponential"),
      p: z.number().min(0).max(1),
      means: z.tuple([field, field]),
    }),
    z.strictObject({ kind: z.literal("erlang"), stages: z.int().min(1).max(1000), mean: field }),
    recorded,
  ] as const;
  const kinds = z.discriminatedUnion("kind", options).meta({ noun: "distribution" });
  const mapping = kinds.transform((given) => internal(given as unknown as Written));
  const plain = field.transform((value): Distribution => ({ kind: "constant", value }));
  return z.union([plain, mapping]) as unknown as z.ZodType<Distribution>;
}

/** What the schema accepts: a distribution, a lognormal with its p95, or recorded times by the name of their file. */
type Written =
  | Exclude<Distribution, { kind: "lognormal" | "recorded" }>
  | { kind: "lognormal"; median: number; sigma?: number | undefined; p95?: number | undefined }
  | {
      kind: "recorded";
      values?: number[] | undefined;
      file?: string | undefined;
      column?: string | undefined;
    };

function internal(given: Written): Distribution {
  if (given.kind === "lognormal") {
    const { kind, median, sigma, p95 } = given;
    return { kind, median, sigma: sigma ?? log((p95 ?? median) / median) / NORMAL_95 };
  }
  if (given.kind !== "recorded") return given;
  const { kind, values = [], file, column } = given;
  return file === undefined ? { kind, values } : { kind, values, from: { file, column } };
}
