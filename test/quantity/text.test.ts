import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Bytes } from "../../sim/quantity/data.ts";
import {
  parseBandwidth,
  parseClock,
  parseDuration,
  parseFrequency,
  parseRatio,
  parseSize,
  printBandwidth,
  printClock,
  printDuration,
  printFrequency,
  printRatio,
  printSize,
  type Reading,
} from "../../sim/quantity/text.ts";
import type { Duration } from "../../sim/quantity/time.ts";

const PROPERTY = { seed: 20_241, numRuns: 3000 };

function valueIn<T>(reading: Reading<T>): T {
  if (!reading.ok) throw new Error(reading.problem);
  return reading.value;
}
function meantBy(reading: Reading<unknown>): string {
  if (reading.ok) throw new Error("expected a refusal");
  return `${reading.problem} → ${reading.meant.join(" | ")}`;
}

describe("durations", () => {
  it.each([
    ["30 ms", 30_000],
    ["30ms", 30_000],
    ["1.5 h", 5_400e6],
    ["27 µs", 27],
    ["27 us", 27],
    ["0 s", 0],
    [".5 s", 500_000],
    ["1e-3 s", 1000],
    ["2 min", 120e6],
    ["7 d", 604_800e6],
    ["weekly", 604_800e6],
    ["daily", 86_400e6],
    ["924.6 s", 924_600_000],
  ])("%s is %d µs", (text, micros) => {
    expect(valueIn(parseDuration(text))).toBe(micros);
  });

  it.each([
    [90e6, "90 s"],
    [120e6, "2 min"],
    [5_400e6, "1.5 h"],
    [924_600_000, "924.6 s"],
    [27_384_216, "27.384216 s"],
    [300, "300 µs"],
    [14_123, "14.123 ms"],
    [604_800e6, "7 d"],
    [0, "0 s"],
  ])("%d µs is printed %s", (micros, text) => {
    expect(printDuration(micros as Duration)).toBe(text);
  });

  it("printing and parsing are inverse for every whole number of microseconds up to 285 years", () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (micros) => {
        expect(valueIn(parseDuration(printDuration(micros as Duration)))).toBe(micros);
      }),
      PROPERTY,
    );
  });

  it.each([
    ["30", "30 s | 30 ms"],
    ["30 m", "30 min | 30 ms"],
    ["5 seconds", "5 s"],
    ["5 parsecs", "units: d, h, min, s, ms"],
    ["soon", "a number and a unit, like 30 s"],
    ["-3 s", "cannot be negative"],
    ["1,000 s", "without separators"],
    ["0.1 µs", "less than 1 µs"],
    ["1e300 d", "too large"],
    ["", "is not a duration"],
  ])("%j is refused and says what may have been meant", (text, part) => {
    expect(meantBy(parseDuration(text))).toContain(part);
  });
});

describe("sizes", () => {
  it.each([
    ["64 KiB", 65_536],
    ["400 GB", 400e9],
    ["400 GiB", 400 * 2 ** 30],
    ["1.2 KB", 1200],
    ["1.2 kB", 1200],
    ["0 B", 0],
  ])("%s is %d bytes", (text, bytes) => {
    expect(valueIn(parseSize(text))).toBe(bytes);
  });

  it.each([
    [65_536, "64 KiB"],
    [1200, "1.2 KB"],
    [400e9, "400 GB"],
    [1536, "1.5 KiB"],
    [999, "999 B"],
  ])("%d bytes are printed %s", (bytes, text) => {
    expect(printSize(bytes as Bytes)).toBe(text);
  });

  it("printing and parsing are inverse for every whole number of bytes", () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (bytes) => {
        expect(valueIn(parseSize(printSize(bytes as Bytes)))).toBe(bytes);
      }),
      PROPERTY,
    );
  });

  it("a bit is not a byte", () => {
    expect(meantBy(parseSize("1 Gb"))).toContain("1 GB | 1 GiB");
  });
});

describe("bandwidths", () => {
  it.each([
    ["1 Gbit/s", 125],
    ["500 Mbit/s", 62.5],
    ["200 MB/s", 200],
    ["8 bit/s", 1e-6],
    ["1 MiB/s", 1.048576],
  ])("%s is %d bytes per µs", (text, rate) => {
    expect(valueIn(parseBandwidth(text))).toBe(rate);
  });

  it("`1 Gb` asks whether bits or bytes were meant", () => {
    expect(meantBy(parseBandwidth("1 Gb"))).toContain("1 Gbit/s | 1 GB/s");
    expect(meantBy(parseBandwidth("100 Mbps"))).toContain("100 Mbit/s");
  });

  it("printing and parsing are inverse for every whole number of bits per second", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 50 }), (bits) => {
        const rate = valueIn(parseBandwidth(`${bits} bit/s`));
        expect(valueIn(parseBandwidth(printBandwidth(rate)))).toBe(rate);
      }),
      PROPERTY,
    );
  });
});

describe("rates of events", () => {
  it.each([
    ["1200 /s", 0.0012],
    ["5/min", 5 / 60e6],
    ["0 /s", 0],
  ])("%s is %d per µs", (text, perMicro) => {
    expect(valueIn(parseFrequency(text))).toBe(perMicro);
  });

  it("printing and parsing are inverse for what can be written", () => {
    const text = fc.tuple(
      fc.double({ min: 0, max: 1e9, noNaN: true }),
      fc.constantFrom("/s", "/min", "/h", "/d"),
    );
    fc.assert(
      fc.property(text, ([amount, unit]) => {
        const perMicro = valueIn(parseFrequency(`${amount} ${unit}`));
        expect(valueIn(parseFrequency(printFrequency(perMicro)))).toBe(perMicro);
      }),
      PROPERTY,
    );
  });

  it("1200 tps is refused", () => {
    expect(meantBy(parseFrequency("1200 tps"))).toContain("1200 /s");
  });
});

describe("ratios", () => {
  it.each([
    ["95 %", 0.95],
    ["0.01 %", 0.0001],
    ["1e-6", 1e-6],
    ["0.5", 0.5],
    ["200 %", 2],
  ])("%s is %d", (text, value) => {
    expect(valueIn(parseRatio(text))).toBe(value);
  });

  it.each([
    [0.95, "95 %"],
    [0.0001, "0.01 %"],
    [1e-6, "1e-6"],
    [0, "0 %"],
    [1, "100 %"],
    [0.07, "7 %"],
  ])("%d is printed %s", (value, text) => {
    expect(printRatio(value)).toBe(text);
  });

  it("printing and parsing are inverse for every ratio", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), (value) => {
        expect(valueIn(parseRatio(printRatio(value)))).toBe(value);
      }),
      PROPERTY,
    );
  });
});

describe("times of day", () => {
  it("14:00 is fourteen hours after midnight and printed so", () => {
    expect(valueIn(parseClock("14:00"))).toBe(14 * 3_600e6);
    expect(printClock((14 * 3_600e6) as Duration)).toBe("14:00");
    expect(valueIn(parseClock("9:05"))).toBe((9 * 60 + 5) * 60e6);
    expect(printClock((545 * 60e6) as Duration)).toBe("09:05");
  });

  it.each(["24:00", "12:60", "noon", "1400"])("%s is refused", (text) => {
    expect(parseClock(text).ok).toBe(false);
  });
});

it("every accepted text prints to one canonical text", () => {
  const amount = fc.double({ min: 0, max: 1e9, noNaN: true });
  fc.assert(
    fc.property(amount, fc.constantFrom("µs", "ms", "s", "min", "h", "d"), (number, unit) => {
      const reading = parseDuration(`${number} ${unit}`);
      if (!reading.ok) return;
      const canonical = printDuration(reading.value);
      expect(printDuration(valueIn(parseDuration(canonical)))).toBe(canonical);
    }),
    PROPERTY,
  );
});
