// What came of a unit, as it crosses the wire: JSON, compressed, behind a digest of the JSON. Equal outcomes have equal
// digests whoever packed them; a bit that fell over on the way is seen.
import { createHash } from "node:crypto";
import { deflateSync, inflateSync } from "node:zlib";
import { z } from "zod";
import type { Unit, UnitResult } from "../../index.ts";

export type UnitOutcome =
  | { readonly result: UnitResult }
  | {
      /** Our mistake. */
      readonly failure: {
        readonly message: string;
        readonly details: string;
        /** Which of the unit's runs, where that is known. */
        readonly at?: { readonly disruption: string; readonly replication: number };
      };
    };

export interface UnpackedOutcome {
  readonly outcome: UnitOutcome;
  readonly digest: string;
}

/** Packed, bytes: 32 MiB, some 10,000 replications. */
export const LARGEST_OUTCOME = 33_554_432;
const LARGEST_TEXT = 8 * LARGEST_OUTCOME;
const DIGEST_BYTES = 32;

const digestOf = (text: string | Uint8Array): Buffer => createHash("sha256").update(text).digest();

export function packOutcome(outcome: UnitOutcome): Buffer {
  const text = JSON.stringify(outcome);
  return Buffer.concat([digestOf(text), deflateSync(text)]);
}

export const digestIn = (packed: Uint8Array): string =>
  Buffer.from(packed.subarray(0, DIGEST_BYTES)).toString("hex");

/** Undefined: it is damaged, or no outcome of this unit. */
export function unpackOutcome(packed: Uint8Array, unit: Unit): UnpackedOutcome | undefined {
  try {
    const text = inflateSync(packed.subarray(DIGEST_BYTES), { maxOutputLength: LARGEST_TEXT });
    if (digestOf(text).toString("hex") !== digestIn(packed)) return undefined;
    const outcome: unknown = JSON.parse(text.toString("utf8"));
    return isOutcomeOf(outcome, unit) ? { outcome, digest: digestIn(packed) } : undefined;
  } catch {
    return undefined;
  }
}

const count = z.number();
const strings = z.array(z.string());
const numbers = z.record(z.string(), z.number());
const run = z.object({
  disruption: z.string(),
  replication: count,
  recovered: z.boolean(),
  modelled: z.boolean(),
  values: numbers,
  censored: strings,
  phases: z.array(z.object({ name: z.string(), setBy: z.string(), micros: count })),
  histograms: z.record(z.string(), z.object({})),
  fingerprint: z.record(z.string(), z.string()),
  simulatedMicros: count,
  events: count,
  writes: count,
});
const replication = z.object({
  replication: count,
  totals: numbers,
  shares: z.array(count),
  populations: z.array(numbers),
  siteLosses: z.object({}),
  stateTimes: z.array(count),
  steps: count,
  fingerprint: z.string(),
});
const failure = z.strictObject({
  message: z.string(),
  details: z.string(),
  at: z.strictObject({ disruption: z.string(), replication: count }).optional(),
});
const outcome = z.union([
  z.strictObject({ failure }),
  z.strictObject({ result: z.strictObject({ runs: z.array(run) }) }),
  z.strictObject({ result: z.strictObject({ replications: z.array(replication), sketch: z.object({}) }) }),
]);

/** The shape, and that these are the replications that were asked for. */
function isOutcomeOf(value: unknown, { job }: Unit): value is UnitOutcome {
  const { success, data } = outcome.safeParse(value);
  if (!success) return false;
  if ("failure" in data) return true;
  const { result } = data;
  if ("runs" in result !== (job.question === "drill")) return false;
  const has =
    "runs" in result ? result.runs : result.replications.map((each) => ({ ...each, disruption: "" }));
  const disruptions = job.question === "drill" ? job.disruptions : [""];
  return (
    has.length === job.replications * disruptions.length &&
    has.every(
      (each, i) =>
        each.disruption === disruptions[i % disruptions.length] &&
        each.replication === job.firstReplication + Math.floor(i / disruptions.length),
    )
  );
}
