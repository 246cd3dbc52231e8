// The fields of a configuration: they take a value as the user writes it ("30 ms", "1 Gbit/s", "95 %") and give
// it in internal units (µs, bytes, bytes/µs, ratio). A default is written as the user would:
// `duration.prefault("30 s")`.
import { z } from "zod";
import type { Bytes, BytesPerMicro } from "../quantity/data.ts";
import type { Probability } from "../quantity/probability.ts";
import {
  parseBandwidth,
  parseClock,
  parseDuration,
  parseFrequency,
  parseRatio,
  parseSize,
  type Reading,
  shown,
} from "../quantity/text.ts";
import type { Duration } from "../quantity/time.ts";

/** What a refused value tells the diagnostic, beside its message. */
export interface IssueNotes {
  readonly code: string;
  readonly hint?: string;
}

type QuantityName = "duration" | "size" | "bandwidth" | "rate" | "ratio" | "time of day";

const EXPECTED: Readonly<Record<QuantityName, string>> = {
  duration: "a duration, like 30 s or 1.5 ms",
  size: "a size, like 400 GB or 64 KiB",
  bandwidth: "a bandwidth, like 1 Gbit/s or 200 MB/s",
  rate: "a rate of events, like 1200 /s",
  ratio: "a ratio, like 95 % or 1e-6",
  "time of day": "a time of day, like 14:00",
};

const hintOf = (meant: readonly string[]): string | undefined => {
  const [first, ...more] = meant;
  if (first === undefined) return undefined;
  return /^(units|a number)/.test(first) ? first : `did you mean ${[first, ...more].join(" or ")}?`;
};

/** A text that is read by `parse`; a bare number is read like its text, so that the message can ask for the unit. */
function quantity<T>(name: QuantityName, parse: (text: string) => Reading<T>) {
  const transform = z.unknown().transform((input, context): T => {
    const refuse = (message: string, notes: IssueNotes): never => {
      context.issues.push({ code: "custom", message, input, params: { ...notes } });
      return z.NEVER;
    };
    const expected = `expected ${EXPECTED[name]}`;
    if (typeof input !== "string" && typeof input !== "number") {
      return refuse(`${expected}, found ${described(input)}`, { code: "TWIN1010" });
    }
    const reading = parse(String(input));
    if (reading.ok) return reading.value;
    return refuse(reading.problem, { code: "TWIN1011", hint: hintOf(reading.meant) ?? expected });
  });
  return transform.meta({ title: name, ...jsonOf(name) });
}

const AMOUNT = "[0-9]*\\.?[0-9]+(e[+-]?[0-9]+)?";
const PATTERNS: Readonly<Record<QuantityName, string>> = {
  duration: `^(weekly|daily|${AMOUNT} *(µs|us|μs|ms|s|min|h|d))$`,
  size: `^${AMOUNT} *([KkMGT]?B|[KMGT]iB)$`,
  bandwidth: `^${AMOUNT} *([kMGT]?bit|[KMG]?i?B)/s$`,
  rate: `^${AMOUNT} */(s|min|h|d|µs)$`,
  ratio: `^${AMOUNT} *%?$`,
  "time of day": "^[0-9]{1,2}:[0-9]{2}$",
};

/** For the JSON Schema: enough for an editor to mark a missing unit. */
const jsonOf = (name: QuantityName) => ({
  type: name === "ratio" ? ["string", "number"] : "string",
  pattern: PATTERNS[name],
});

/** A value in words, for messages: never longer than a line. */
export function described(input: unknown): string {
  if (input === null || input === undefined) return "nothing";
  if (Array.isArray(input)) return "a list";
  if (typeof input === "object") return "a mapping";
  return typeof input === "string" ? `\`${shown(input)}\`` : `\`${String(input)}\``;
}

export const duration = quantity<Duration>("duration", parseDuration);
export const size = quantity<Bytes>("size", parseSize);
export const bandwidth = quantity<BytesPerMicro>("bandwidth", parseBandwidth);
/** Events per time, in events per µs. */
export const perSecond = quantity<number>("rate", parseFrequency);
/** A ratio that may exceed 1: a capacity, a peak relative to the mean. */
export const ratio = quantity<number>("ratio", parseRatio);
/** µs since midnight. */
export const clock = quantity<Duration>("time of day", parseClock);

/** A ratio in [0, 1]: a share, a loss, a chance. */
export const probability = quantity<Probability>("ratio", (text) => {
  const reading = parseRatio(text);
  if (!reading.ok || reading.value <= 1) return reading as Reading<Probability>;
  return { ok: false, problem: `\`${shown(text)}\` is more than 100 %`, meant: [] };
});

/** A duration above zero: an interval, a time-out. */
export const positiveDuration = quantity<Duration>("duration", (text) => {
  const reading = parseDuration(text);
  if (!reading.ok || reading.value > 0) return reading;
  return { ok: false, problem: `\`${shown(text)}\`: must be longer than zero`, meant: [] };
});

export const positiveBandwidth = quantity<BytesPerMicro>("bandwidth", (text) => {
  const reading = parseBandwidth(text);
  if (!reading.ok || reading.value > 0) return reading;
  return { ok: false, problem: `\`${shown(text)}\`: must be more than zero`, meant: [] };
});

export const count = z.int().min(0).max(1e12);
/** A count of at least one. */
export const some = z.int().min(1).max(1e12);
export const factor = z.number().positive().max(1e9);

const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;
/** A name of a site, link, cluster …: a letter, then letters, digits, hyphens, underscores. */
export const name = z.string().regex(NAME, "a name is a letter, then letters, digits, - or _, at most 64");
export const text = z.string().max(10_000);

/** A name that must be written elsewhere in the scenario, or one of some words; checked for every part alike. */
const reference = (refers: string, ...words: readonly string[]) => name.meta({ refers, words });

export const siteName = reference("sites");
export const linkName = reference("links");
export const clusterName = reference("clusters");
/** The id of a node, `orders-shanghai-1`, or the role it has at that time. */
export const nodeName = reference("nodes", "primary", "standby");
/** The id of a node, never a role. */
export const nodeId = reference("nodes");
/** A site, or `drawn`: any of the voters. */
export const siteOrDrawn = reference("sites", "drawn");

/** The name of a text that comes with the scenario through the loader; `column` beside it names a CSV column. */
export const attachment = z.string().min(1).max(255).meta({ isAttachment: true });

/** Degrees north, degrees east. */
export const location = z.tuple([z.number().min(-90).max(90), z.number().min(-180).max(180)]).meta({
  description: "latitude and longitude in degrees, like [31.23, 121.47]",
});

/** How far a standby has a log record: in memory, on disk, applied. */
export const stage = z.enum(["received", "flushed", "applied"]);

/** Lost packets: independent of each other, or in bursts with a mean length in packets (Gilbert–Elliott). */
export const loss = z.union([
  probability.transform((mean) => ({ mean, burst: 1 })),
  z.strictObject({ mean: probability, burst: z.number().min(1).max(1e6).prefault(1) }),
]);
