import { describe, expect, it } from "vitest";
import { parseExpectation } from "../../sim/scenario/expectation.ts";
import { metricNames, withoutUnit } from "../../sim/scenario/metric-names.ts";
import { diagnosed, edited } from "./example.ts";

const KNOWN = { disruptions: ["site-loss", "node-crash"], scopes: ["carrier-1", "orders"] };

describe("an expectation is read", () => {
  it.each([
    ["rpoAchieved p99 <= 5 s for site-loss", "rpoAchievedSeconds p99 <= 5 s for site-loss"],
    ["rtoAchieved p99<=90s", "rtoAchievedSeconds p99 <= 90 s"],
    ["rtoAchievedSeconds max <= 2 min", "rtoAchievedSeconds max <= 120 s"],
    ["commitLatency p95 <= 20 ms", "commitLatencySeconds p95 <= 0.02 s"],
    ["lostTransactions total <= 0", "lostTransactions total <= 0 count"],
    [
      "lostTransactions@orders max <= 10 for node-crash",
      "lostTransactions@orders max <= 10 count for node-crash",
    ],
    ["linkUtilisation@carrier-1 mean <= 80 %", "linkUtilisation@carrier-1 mean <= 0.8 ratio"],
    ["writeAvailability >= 99.5 %", "writeAvailability mean >= 0.995 ratio"],
    ["replicationLag p99 <= 1 s", "replicationLagSeconds p99 <= 1 s"],
    ["replicationLag p99 <= 16 MiB", "replicationLagBytes p99 <= 16777216 B"],
    ["exposureMax <= 1 s", "exposureSecondsMax mean <= 1 s"],
    ["throughput >= 1000 /s", "throughputPerSecond mean >= 1000 /s"],
    ["failoversPerYear <= 2 / year", "failoversPerYear mean <= 2 /year"],
    ["downtimePerYear <= 5 min / year", "downtimeSecondsPerYear mean <= 300 s/year"],
  ])("%s", (text, meaning) => {
    const reading = parseExpectation(text, KNOWN);
    if (!("expectation" in reading)) throw new Error(JSON.stringify(reading.problems));
    const { metric, scope, statistic, comparison, threshold, unit, disruption } = reading.expectation;
    const at = scope === undefined ? "" : `@${scope}`;
    const end = disruption === undefined ? "" : ` for ${disruption}`;
    expect(`${metric}${at} ${statistic} ${comparison} ${threshold} ${unit}${end}`).toBe(meaning);
  });

  it("every metric by its short and by its full name", () => {
    const amounts = {
      s: "1 s",
      B: "1 B",
      count: "1",
      ratio: "1 %",
      "/s": "1 /s",
      "/year": "1",
      "s/year": "1 s",
    };
    for (const { name, unit } of metricNames) {
      for (const written of [name, withoutUnit(name)]) {
        expect(parseExpectation(`${written} <= ${amounts[unit]}`, KNOWN)).toHaveProperty(
          "expectation.metric",
          name,
        );
      }
    }
  });
});

describe("a mistake is marked exactly", () => {
  /** Marks of the problems under the text. */
  const marks = (text: string): string[] => {
    const reading = parseExpectation(text, KNOWN);
    if (!("problems" in reading)) throw new Error("accepted");
    return reading.problems.map(
      ({ code, start, end, message, hint }) => `${code} ${text.slice(start, end)}: ${message} (${hint})`,
    );
  };

  it.each([
    ["rtoAchived p99 <= 5 s", "TWIN1031 rtoAchived: unknown metric", "did you mean `rtoAchieved`"],
    ["rtoAchieved p98 <= 5 s", "TWIN1030 p98: unknown statistic", "p95"],
    ["rtoAchieved p99 < 5 s", "TWIN1030 <: expected <= or >=", "write `<=`"],
    ["rtoAchieved p99 5 s", "TWIN1030 5: expected <= or >=", "<metric>"],
    ["rtoAchieved p99 <= 5", "TWIN1032 5: `rtoAchieved` is a duration", "5 s or 5 ms"],
    ["rtoAchieved p99 <= 5 GB", "TWIN1032 5 GB: `rtoAchieved` is a duration", "units"],
    ["lostTransactions <= 5 s", "TWIN1032 5 s: `lostTransactions` is a count", "not a plain number"],
    ["rtoAchieved p99 <= 5 s for sight-loss", "TWIN1033 sight-loss: unknown disruption", "`site-loss`"],
    ["rtoAchieved p99 <= 5 s for", "TWIN1030 for: expected a disruption", "<metric>"],
    ["rtoAchieved p99 <= 5 s for site-loss twice", "TWIN1030 twice: unexpected `twice`", "<metric>"],
    ["linkUtilisation@carrier-9 <= 5 %", "TWIN1034 carrier-9: unknown scope", "`carrier-1`"],
    ["linkUtilisation@ <= 5 %", "TWIN1034 linkUtilisation@: unknown scope", "known scopes"],
    ["rtoAchieved p99 <=", "TWIN1030 =: expected a quantity", "<metric>"],
    ["rtoAchieved", "TWIN1030 d: expected <= or >=", "<metric>"],
    ["", "TWIN1030 : expected <= or >=", "<metric>"],
  ])("%s", (text, mark, hint) => {
    const found = marks(text);
    expect(found[0]).toContain(mark);
    expect(found[0]).toContain(hint);
  });

  it("all mistakes of one line at once", () => {
    expect(marks("rtoAchived p98 < 5 for nothing").map((mark) => mark.slice(0, 8))).toEqual([
      "TWIN1030",
      "TWIN1030",
      "TWIN1033",
      "TWIN1031",
    ]);
  });
});

describe("in a file the mark is on the word", () => {
  it.each([
    ["plain", "rpoAchieved p90 <= 5 s for site-loss"],
    ["in quotes", '"rpoAchieved p90 <= 5 s for site-loss"'],
  ])("%s", (_, line) => {
    const found = diagnosed(edited("rpoAchieved p99 <= 5 s for site-loss", line));
    expect(found.map(({ code, token, path }) => [code, token, path])).toEqual([
      ["TWIN1030", "p90", "expect.0"],
    ]);
  });

  it("or on the whole text where it is folded over lines", () => {
    const found = diagnosed(
      edited("- rpoAchieved p99 <= 5 s for site-loss", "- >-\n    rpoAchieved p90 <= 5 s\n    for site-loss"),
    );
    expect(found.map(({ code }) => code)).toEqual(["TWIN1030"]);
  });
});
