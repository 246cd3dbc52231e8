// Numbers for people: three significant digits, the unit always written, durations the way one says them.
// Everything a report prints goes through here; machines read the JSON.

/** `unit` is the one of a metric: s, B, count, ratio, /s, /year, s/year. */
export function quantity(value: number, unit: string): string {
  if (unit === "s") return duration(value);
  if (unit === "B") return bytes(value);
  if (unit === "ratio") return share(value);
  if (unit === "s/year") return `${duration(value)}/year`;
  if (unit === "count" || unit === "") return count(value);
  return `${count(value)} ${unit}`;
}

/** 350 µs, 12.3 ms, 1.84 s, 42 s, 1 min 34 s, 12.5 min, 2 h 10 min, 3 d 4 h: never more than ten characters. */
export function duration(seconds: number): string {
  const size = Math.abs(seconds);
  const sign = seconds < 0 ? "-" : "";
  if (size === 0) return "0 s";
  if (size < 0.9995e-3) return `${sign}${significant(size * 1e6)} µs`;
  if (size < 0.9995) return `${sign}${significant(size * 1e3)} ms`;
  if (size < 59.95) return `${sign}${significant(size)} s`;
  if (size < 599.5) return sign + pair(Math.round(size), 60, "min", "s");
  if (size < 3597) return `${sign}${significant(size / 60)} min`;
  if (size < 35_970) return sign + pair(Math.round(size / 60), 60, "h", "min");
  if (size < 86_220) return `${sign}${significant(size / 3600)} h`;
  if (size < 862_200) return sign + pair(Math.round(size / 3600), 24, "d", "h");
  return `${sign}${significant(size / 86_400)} d`;
}

const pair = (whole: number, base: number, large: string, small: string): string => {
  const rest = whole % base;
  return `${Math.floor(whole / base)} ${large}${rest > 0 ? ` ${rest} ${small}` : ""}`;
};

export function bytes(value: number): string {
  const units = ["B", "kB", "MB", "GB", "TB", "PB"];
  let scaled = value;
  let unit = 0;
  for (; Math.abs(scaled) >= 999.5 && unit < units.length - 1; unit++) scaled /= 1000;
  return `${significant(scaled)} ${units[unit]}`;
}

/** Whole numbers in full up to a million: 12, 418, 12,300; larger ones to three digits. */
export function count(value: number): string {
  if (Math.abs(value) >= 1e12) return value.toExponential(2);
  if (Math.abs(value) >= 999.5e6) return `${significant(value / 1e9)} billion`;
  if (Math.abs(value) >= 999.5e3) return `${significant(value / 1e6)} million`;
  if (Math.abs(value) >= 999.5) return grouped(Math.round(value));
  return significant(value);
}

/** For narrow columns: 12,345, 123 k, 1.23 M. */
export function shortCount(value: number): string {
  if (value < 99_999.5) return count(value);
  return value < 999.5e3 ? `${significant(value / 1e3)} k` : `${significant(value / 1e6)} M`;
}

/** 95 %, 99.96 %: as many digits as the smaller of a share and what it lacks needs. */
export function share(value: number): string {
  const percent = value * 100;
  const lacking = Math.min(Math.abs(percent), Math.abs(100 - percent));
  if (lacking === 0 || lacking >= 10) return `${trimmed(percent.toFixed(1))} %`;
  const digits = Math.min(12, Math.max(1, 1 - exponentOf(lacking)));
  return `${trimmed(percent.toFixed(digits))} %`;
}

/** [1.71, 1.99] s, in the unit of the larger end; ">= 41 s" when the other end is not known. */
export function interval(
  low: number | undefined,
  high: number | undefined,
  unit: string,
  digits = 3,
): string {
  if (low === undefined && high === undefined) return "";
  if (low === undefined) return `<= ${quantity(high as number, unit)}`;
  if (high === undefined) return `>= ${quantity(low, unit)}`;
  if (unit === "s") return scaledInterval(low, high, DURATION_UNITS, digits);
  if (unit === "s/year") return `${scaledInterval(low, high, DURATION_UNITS, digits)}/year`;
  if (unit === "B") return scaledInterval(low, high, DATA_UNITS, digits);
  if (unit === "ratio") {
    return `[${share(low).slice(0, -2)}, ${share(high).slice(0, -2)}] %`;
  }
  return unit === "count" || unit === ""
    ? `[${count(low)}, ${count(high)}]`
    : `[${count(low)}, ${count(high)}] ${unit}`;
}

type Units = readonly (readonly [string, number])[];
const DURATION_UNITS: Units = [
  ["µs", 1e-6],
  ["ms", 1e-3],
  ["s", 1],
  ["min", 60],
  ["h", 3600],
  ["d", 86_400],
];
const DATA_UNITS: Units = ["B", "kB", "MB", "GB", "TB"].map((unit, i) => [unit, Number(`1e${3 * i}`)]);

/** The unit in which a scale up to `most` is written, and its size in `unit`. */
export function unitOf(most: number, unit: string): { readonly name: string; readonly size: number } {
  if (unit === "ratio") return { name: "%", size: 0.01 };
  const units = unit === "s" ? DURATION_UNITS : unit === "B" ? DATA_UNITS : undefined;
  if (!units) return { name: unit === "count" ? "" : unit, size: 1 };
  // Up to a hundred seconds are seconds: "80 s" is read faster than "1.33 min".
  const [name, size] = largestWithin(0.6 * most, units);
  return { name, size };
}

function largestWithin(most: number, units: Units): readonly [string, number] {
  const base = units.find(([, each]) => each === 1);
  const smallest = most > 0 ? units[0] : base;
  return units.findLast(([, each]) => most >= 0.9995 * each) ?? smallest ?? ["", 1];
}

function scaledInterval(low: number, high: number, units: Units, digits: number): string {
  const [unit, size] = largestWithin(high, units);
  return `[${significant(low / size, digits)}, ${significant(high / size, digits)}] ${unit}`;
}

/** Three significant digits without superfluous zeros; whole numbers above 99 in full. */
export function significant(value: number, digits = 3): string {
  if (value === 0) return "0";
  const decimals = Math.max(0, digits - 1 - exponentOf(value));
  if (decimals > 9) return value.toExponential(digits - 1);
  return trimmed(value.toFixed(decimals));
}

/** The power of ten of the first digit, after rounding to three digits. */
const exponentOf = (value: number): number => Number(Math.abs(value).toExponential(2).split("e")[1]);

const trimmed = (text: string): string => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);

const grouped = (whole: number): string => String(whole).replace(/\B(?=(\d{3})+$)/g, ",");
