// Instants as tools write them: ISO 8601 with an offset from UTC, seconds since the epoch, or a time since something
// else ("+12.3 s"). To whole microseconds. Leaves out: names of time zones, leap seconds, dates without a time.

import { parseDuration } from "../quantity/text.ts";
import { resolutionOf } from "./amounts.ts";

export interface InstantReading {
  /** µs since the epoch, or since whatever the relative ones count from. */
  readonly micros: number;
  readonly isRelative: boolean;
  /** Half of the last digit that is written, µs: 10:00:24 may be anything from 23.5 s to 24.5 s. */
  readonly resolution: number;
}

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?\s*(Z|UTC|[+-]\d\d(?::?\d\d)?)?$/i;
const DAY = 86_400e6;
/** Numbers of seconds beyond it are taken for times since 1970: nobody's rehearsal lasts three years. */
const EPOCH_FROM = 1e8;

/** A text without an offset is read as UTC; whoever compares only instants of one file does not mind. */
export function parseInstant(text: string): InstantReading | undefined {
  const trimmed = text.trim();
  const iso = ISO.exec(trimmed);
  if (iso) return isoInstant(iso);
  const sign = /^[+-]/.exec(trimmed)?.[0];
  const unsigned = sign === undefined ? trimmed : trimmed.slice(1).trim();
  const resolution = resolutionOf(/^[\d.]+/.exec(unsigned)?.[0] ?? "");
  if (/^\d+(\.\d+)?$/.test(unsigned)) {
    const seconds = Number(unsigned);
    const isRelative = sign !== undefined || seconds < EPOCH_FROM;
    return {
      micros: Math.round(seconds * 1e6) * (sign === "-" ? -1 : 1),
      isRelative,
      resolution: resolution * 1e6,
    };
  }
  const duration = parseDuration(unsigned);
  if (!duration.ok || unsigned === "") return undefined;
  const unit = parseDuration(unsigned.replace(/^[\d.]+/, "1"));
  return {
    micros: sign === "-" ? -duration.value : duration.value,
    isRelative: true,
    resolution: unit.ok ? resolution * unit.value : 0,
  };
}

function isoInstant(match: RegExpExecArray): InstantReading | undefined {
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 60) return undefined;
  const fraction = Math.round(Number(`0.${match[7] ?? "0"}`) * 1e6);
  const whole = dayNumber(year, month, day) * DAY + ((hour * 60 + minute) * 60 + second) * 1e6;
  const resolution = resolutionOf(`0.${match[7] ?? ""}`) * 1e6;
  return { micros: whole + fraction - offsetOf(match[8] ?? "Z"), isRelative: false, resolution };
}

/** µs east of UTC. */
function offsetOf(zone: string): number {
  const match = /^([+-])(\d\d):?(\d\d)?$/.exec(zone);
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return (match[1] === "-" ? -1 : 1) * minutes * 60e6;
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const daysIn = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

/** Days since 1970-01-01 in the Gregorian calendar. Source: H. Hinnant, chrono-Compatible Low-Level Date Algorithms. */
function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
