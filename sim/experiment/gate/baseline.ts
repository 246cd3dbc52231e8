// A baseline, `twinsite/baseline/v1`: how a scenario fared when somebody accepted it. It holds the values of every run,
// so that later versions can be paired with it, and the scenario itself, so that the old one can be run again. The text
// is made to be read in a diff: one line of the scenario a line, one metric a line, all in a fixed order.
import { z } from "zod";
import { ENGINE_VERSION } from "../engine.ts";
import { definitionOf } from "../estimate-metrics.ts";
import type { Design } from "../study/design.ts";
import type { Answer, Question } from "../study/inquiry.ts";
import type { PairableSample } from "../study/sample.ts";
import { decodeVector, encodeVector, roundedAs } from "./vector.ts";

export const BASELINE_SCHEMA = "twinsite/baseline/v1";

const lines = z.array(z.string());
const schema = z.strictObject({
  schema: z.literal(BASELINE_SCHEMA),
  engine: z.string(),
  scenario: z.string(),
  sha256: z.string(),
  fingerprint: z.string(),
  question: z.enum(["drill", "outlook"]),
  resolution: z.enum(["transaction", "fluid"]),
  seed: z.string(),
  replications: z.int().min(1),
  years: z.number().positive(),
  /** Values in each vector. */
  runs: z.int().min(1),
  /** By name; the hash of each, recordings are large. */
  attachments: z.record(z.string(), z.string()),
  overrides: lines,
  text: lines,
  /** By disruption, then by metric. */
  values: z.record(z.string(), z.record(z.string(), z.string())),
});
export type Baseline = z.infer<typeof schema>;

/** Of what can be read; else why it cannot. */
export type ReadBaseline = { readonly baseline: Baseline } | { readonly reason: string };

export function readBaseline(text: string): ReadBaseline {
  let plain: unknown;
  try {
    plain = JSON.parse(text);
  } catch (error) {
    return { reason: `it is no JSON: ${(error as Error).message}` };
  }
  const parsed = schema.safeParse(plain);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0] as z.core.$ZodIssue;
    return { reason: `${path.length > 0 ? `${path.join(".")}: ` : ""}${message}` };
  }
  try {
    samplesOf(parsed.data);
  } catch (error) {
    return { reason: (error as Error).message };
  }
  return { baseline: parsed.data };
}

export function baselineOf(
  design: Design,
  asked: Question,
  answer: Answer,
  hash: (text: string) => string,
): Baseline {
  const { result, samples } = answer;
  const { question, seed, replications, years } = asked;
  const values: Record<string, Record<string, string>> = {};
  for (const { metric, disruption, ...vector } of [...samples].sort(byPlace)) {
    values[disruption] ??= {};
    values[disruption][metric] = encodeVector(vector);
  }
  return {
    schema: BASELINE_SCHEMA,
    engine: ENGINE_VERSION,
    scenario: result.scenario.name,
    sha256: design.sha256,
    fingerprint: result.fingerprint,
    question,
    resolution: result.resolution,
    seed,
    replications,
    years,
    runs: samples[0]?.values.length ?? replications,
    attachments: Object.fromEntries(
      Object.entries(design.attachments)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, text]) => [name, hash(text)]),
    ),
    overrides: [...design.overrides],
    text: design.text.split("\n"),
    values,
  };
}

const byPlace = (a: PairableSample, b: PairableSample): number => {
  if (a.disruption !== b.disruption) return a.disruption < b.disruption ? -1 : 1;
  return a.metric < b.metric ? -1 : 1;
};

export const baselineText = (baseline: Baseline): string => `${JSON.stringify(baseline, null, 1)}\n`;

/** What it was a baseline of. */
export const questionOf = ({ question, resolution, seed, replications, years }: Baseline): Question => ({
  question,
  resolution,
  seed,
  replications,
  years,
});

/** Metrics that nobody knows any more are left out. */
export function samplesOf({ values, runs }: Baseline): PairableSample[] {
  return Object.entries(values).flatMap(([disruption, metrics]) =>
    Object.entries(metrics).flatMap(([metric, text]) => {
      const definition = definitionOf(metric);
      const vector = decodeVector(text, runs);
      if (!definition) return [];
      return [{ metric, disruption, unit: definition.unit, better: definition.better, ...vector }];
    }),
  );
}

/** Samples of today as they would have come back from the baseline, so that equal runs are equal. */
export const roundedLike = ({ values }: Baseline, samples: readonly PairableSample[]): PairableSample[] =>
  samples.map((sample) => {
    const text = values[sample.disruption]?.[sample.metric];
    return text === undefined ? sample : { ...sample, ...roundedAs(text, sample) };
  });
