// Quantities as people write them ("30 ms", "1 Gbit/s", "64 KiB", "1200 /s", "95 %", "14:00") and back. Parsing
// and printing are inverse: parse(print(v)) is v for every value that can be written, and print(parse(t)) is
// the shortest exact form of t. Leaves out: locale (the decimal sign is a point), thousands separators, sums
// ("1 h 30 min").
import type { Bytes, BytesPerMicro } from "./data.ts";
import { DATA, FREQUENCY, type Measure, RATE, TIME, type Unit } from "./measures.ts";
import type { Duration } from "./time.ts";

/** What came of reading a text: a value, or a problem in words with the texts that may have been meant. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string; readonly meant: readonly string[] };

/** One way of writing a number: `1.5`, `.5`, `1e-6`; no separators. */
const NUMBER = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(.*)$/;
/** Beyond 2^53 µs (285 years) a microsecond is no longer a whole number. */
const WHOLE_MAX = Number.MAX_SAFE_INTEGER;

const failed = (problem: string, meant: readonly string[] = []): Reading<never> => ({
  ok: false,
  problem,
  meant,
});

/** Texts in messages are cut: a value of a megabyte is somebody's mistake, not his message. */
export const shown = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);

function read(text: string, measure: Measure): Reading<{ amount: number; unit: Unit }> {
  const match = text.length > 200 ? null : NUMBER.exec(text.trim());
  if (!match) {
    return failed(`\`${shown(text)}\` is not a ${measure.noun}`, [
      `a number and a unit, like 30 ${measure.offered[0]}`,
    ]);
  }
  const digits = match[1] ?? "";
  const written = (match[2] ?? "").trim();
  const amount = Number(digits);
  const found = measure.units.find((candidate) => candidate.text === written);
  if (found) {
    if (!Number.isFinite(amount)) return failed(`\`${shown(text)}\` is too large`);
    if (amount < 0) return failed(`a ${measure.noun} cannot be negative, found \`${shown(text)}\``);
    return { ok: true, value: { amount, unit: found } };
  }
  if (written === "") {
    return failed(
      `\`${shown(text)}\` has no unit`,
      measure.offered.map((name) => `${digits} ${name}`),
    );
  }
  if (/^,\d/.test(written)) return failed(`\`${shown(text)}\`: numbers are written without separators`);
  const meant = Object.hasOwn(measure.sloppy, written) ? (measure.sloppy[written] ?? []) : [];
  return failed(
    `\`${shown(written)}\` is not a unit of a ${measure.noun}`,
    meant.length > 0 ? meant.map((name) => `${digits} ${name}`) : [unitList(measure)],
  );
}

const unitList = (measure: Measure): string => `units: ${measure.units.map((u) => u.text).join(", ")}`;

function readWhole(text: string, measure: Measure): Reading<number> {
  const reading = read(text, measure);
  if (!reading.ok) return reading;
  const { amount, unit: written } = reading.value;
  const value = Math.round(amount * written.factor);
  if (value > WHOLE_MAX) return failed(`\`${shown(text)}\` is too large`);
  const least = measure.units.reduce((a, b) => (b.factor < a.factor ? b : a));
  if (value === 0 && amount > 0)
    return failed(`\`${shown(text)}\` is less than 1 ${least.text}, the finest step`);
  return { ok: true, value };
}

/**
 * The exact text with the fewest digits, of two the one with the larger unit; the number stays above 1 where it
 * can.
 */
function printWhole(value: number, measure: Measure): string {
  let best: { length: number; text: string } | undefined;
  for (const { text, factor } of measure.units) {
    if ((value < factor && factor > 1) || value / factor >= 1e15) continue;
    const amount = String(value / factor);
    if (Math.round(Number(amount) * factor) !== value) continue;
    // Units of rates differ in length without meaning: beyond three letters they count the same.
    const length = amount.replace(".", "").length + Math.min(3, text.length);
    if (!best || length < best.length) best = { length, text: `${amount} ${text}` };
  }
  return best?.text ?? `${value} ${measure.units.find((u) => u.factor === 1)?.text}`;
}

/** Words for the two periods that backups are written with. */
const PERIODS: Readonly<Record<string, number>> = { weekly: 7 * 86_400e6, daily: 86_400e6 };

/** `30 ms`, `1.5 h`, `weekly`, `daily` → whole µs. */
export function parseDuration(text: string): Reading<Duration> {
  const word = text.trim();
  if (Object.hasOwn(PERIODS, word)) return { ok: true, value: (PERIODS[word] ?? 0) as Duration };
  return readWhole(text, TIME) as Reading<Duration>;
}
export const printDuration = (value: Duration): string => (value === 0 ? "0 s" : printWhole(value, TIME));

/** `64 KiB`, `400 GB` → whole bytes. */
export const parseSize = (text: string): Reading<Bytes> => readWhole(text, DATA) as Reading<Bytes>;
export const printSize = (value: Bytes): string => (value === 0 ? "0 B" : printWhole(value, DATA));

/** `1 Gbit/s`, `200 MB/s` → bytes per µs, of a whole number of bits per second. */
export function parseBandwidth(text: string): Reading<BytesPerMicro> {
  const bits = readWhole(text, RATE);
  return bits.ok ? { ok: true, value: (bits.value / 8e6) as BytesPerMicro } : bits;
}
export function printBandwidth(value: BytesPerMicro): string {
  const bits = Math.round(value * 8e6);
  return bits === 0 ? "0 bit/s" : printWhole(bits, RATE);
}

/** `1200 /s`, `5 /min` → events per µs. */
export function parseFrequency(text: string): Reading<number> {
  const reading = read(text, FREQUENCY);
  return reading.ok ? { ok: true, value: reading.value.amount / reading.value.unit.factor } : reading;
}
export function printFrequency(perMicro: number): string {
  if (perMicro === 0) return "0 /s";
  let best = `${perMicro} /µs`;
  for (const { text, factor } of FREQUENCY.units) {
    if (factor === 1) continue;
    const amount = shortestThat(perMicro * factor, (x) => x / factor === perMicro);
    if (amount === undefined) continue;
    const candidate = `${amount} ${text}`;
    if (candidate.length < best.length) best = candidate;
  }
  return best;
}

/** `95 %`, `0.01 %`, `1e-6` → a ratio; not bounded by 1 (a peak may be 200 %). */
export function parseRatio(text: string): Reading<number> {
  const match = text.length > 200 ? null : NUMBER.exec(text.trim());
  if (!match) return failed(`\`${shown(text)}\` is not a ratio`, ["95 %", "1e-6"]);
  const [, digits = "", sign = ""] = match;
  const amount = Number(digits);
  if (sign !== "" && sign !== "%") {
    return failed(`\`${shown(sign)}\` is not a unit of a ratio`, [`${digits} %`, digits]);
  }
  if (!Number.isFinite(amount)) return failed(`\`${shown(text)}\` is too large`);
  if (amount < 0) return failed(`a ratio cannot be negative, found \`${shown(text)}\``);
  return { ok: true, value: sign === "%" ? amount / 100 : amount };
}
export function printRatio(value: number): string {
  const percent =
    value >= 1e-4 || value === 0 ? shortestThat(value * 100, (x) => x / 100 === value) : undefined;
  const plain = value < 1e-3 ? value.toExponential() : String(value);
  return percent !== undefined && (percent.length <= 6 || percent.length <= plain.length)
    ? `${percent} %`
    : plain;
}

/** `14:00` → the time since midnight. */
export function parseClock(text: string): Reading<Duration> {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text.trim());
  const [hours, minutes] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || hours > 23 || minutes > 59)
    return failed(`\`${shown(text)}\` is not a time of day`, ["14:00"]);
  return { ok: true, value: (hours * 3_600e6 + minutes * 60e6) as Duration };
}
export function printClock(value: Duration): string {
  const minutes = Math.round(value / 60e6);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/**
 * The shortest decimal text near `amount` that `holds`; neighbours are tried because amount itself may be
 * rounded.
 */
function shortestThat(amount: number, holds: (candidate: number) => boolean): string | undefined {
  for (let digits = 1; digits <= 17; digits++) {
    const candidate = Number(amount.toPrecision(digits));
    if (holds(candidate)) return String(candidate);
  }
  for (const step of [-1, 1, -2, 2]) {
    const candidate = amount * (1 + step * 2 ** -52);
    if (holds(candidate)) return String(candidate);
  }
  return undefined;
}
