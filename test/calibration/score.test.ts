import { expect, test } from "vitest";
import { parseInstant } from "../../sim/calibration/instant-text.ts";
import { REHEARSAL_TEMPLATE, readRehearsal } from "../../sim/calibration/rehearsal.ts";
import { type PredictedRun, scoreOf } from "../../sim/calibration/score.ts";
import { exampleText } from "./examples.ts";

const rehearsalOf = (text: string) => readRehearsal({ file: "drill.csv", text });
const problems = (text: string) =>
  rehearsalOf(text).diagnostics.map(({ line, column, message }) => ({ line, column, message }));
const events = (...rows: readonly string[]): string => `event,instant\n${rows.join("\n")}\n`;

/** Detection of 20 s to 30 s, evenly, then the phases of a failover of fixed length. */
const run = (i: number, of: number): PredictedRun => {
  const detect = 20 + (10 * (i + 0.5)) / of;
  const phases = [
    ["detect", detect],
    ["decide", 1],
    ["promote", 0.1],
    ["replay", 0.1],
    ["redirect", 4],
    ["ramp", 30],
  ] as const;
  return {
    values: {
      rtoAchievedSeconds: detect + 35.2,
      rtoFirstWriteSeconds: detect + 5.2,
      lostTransactions: i % 10,
    },
    censored: [],
    phases: phases.map(([name, seconds]) => ({ name, micros: seconds * 1e6 })),
  };
};
const runs = Array.from({ length: 400 }, (_, i) => run(i, 400));
const rowsOf = (text: string, predicted = runs) => scoreOf(rehearsalOf(text).rehearsal as never, predicted);
const row = (score: ReturnType<typeof scoreOf>, what: string) =>
  score.rows.find((each) => each.what === what);

test("each stretch between two events stands beside its phases, with its rank among the runs", () => {
  const score = rowsOf(
    events(
      "fault,+0 s",
      "detected,+24 s",
      "decided,+25 s",
      "promoted,+25.2 s",
      "first-write,+29.2 s",
      "clients-back,+59.2 s",
      "lost-rows,4",
    ),
  );
  // 24 s is reached by four tenths of 20 s to 30 s; the quantiles of 400 even steps are exact to one step
  expect(row(score, "fault to detected")).toMatchObject({ measured: 24, rank: 0.4, isInside: true });
  expect(row(score, "fault to detected")?.median).toBeCloseTo(24.9875, 6);
  expect(row(score, "fault to detected")?.low).toBeCloseTo(20.4875, 6);
  expect(row(score, "fault to detected")?.high).toBeCloseTo(29.4875, 6);
  expect(row(score, "decided to promoted")).toMatchObject({ median: 0.2, rank: 0.5 });
  expect(row(score, "lost-rows")).toMatchObject({ measured: 4, rank: 0.45, isInside: true });
  expect(row(score, "fault to clients-back")?.rank).toBe(0.4);
  expect(score.verdict).toBe("consistent");
});

test("events that nobody saw join their stretches", () => {
  const score = rowsOf(events("fault,2026-11-20T02:00:00Z", "first-write,2026-11-20T02:00:30Z"));
  expect(score.rows.map(({ what }) => what)).toEqual(["fault to first-write"]);
  // detection, decision, promotion, replay and redirect: 25.2 s to 35.2 s
  expect(score.rows[0]?.rank).toBe(0.48);
});

test("a rehearsal that no run comes near contradicts the prediction", () => {
  const score = rowsOf(events("fault,+0 s", "detected,+24 s", "clients-back,+300 s"));
  expect(score.verdict).toBe("contradicted");
  expect(row(score, "detected to clients-back")).toMatchObject({ rank: 1, isInside: false });
  // three rows, none of 400 runs as far out: 3 × 2 / 401, adjusted
  expect(score.p).toBeCloseTo((3 * 2) / 401, 10);
});

test("with few runs the same rehearsal is undecided", () => {
  const few = Array.from({ length: 40 }, (_, i) => run(i, 40));
  expect(rowsOf(events("fault,+0 s", "detected,+24 s", "clients-back,+300 s"), few).verdict).toBe(
    "undecided",
  );
});

test("of rehearsals that are runs of the scenario themselves one in twenty at most is called a contradiction", () => {
  const contradicted = runs.filter((each, i) => {
    const detect = (each.phases[0]?.micros ?? 0) / 1e6;
    const text = events(
      "fault,+0 s",
      `detected,+${detect} s`,
      `clients-back,+${detect + 35.2} s`,
      `lost-rows,${i % 10}`,
    );
    return rowsOf(text).verdict === "contradicted";
  });
  expect(contradicted.length).toBeLessThanOrEqual(20);
});

test("runs that were not over count as longer than any rehearsal", () => {
  const open = runs.map((each, i) => (i < 30 ? { ...each, censored: ["rtoAchievedSeconds"] } : each));
  const total = row(
    rowsOf(events("fault,+0 s", "detected,+25 s", "clients-back,+66 s"), open),
    "fault to clients-back",
  );
  expect(total?.high).toBeUndefined();
  expect(total?.rank).toBe(370 / 400);
});

test("where losses are means they are not compared with a count", () => {
  const { rehearsal } = rehearsalOf(events("fault,+0 s", "detected,+24 s", "lost-rows,4"));
  const score = scoreOf(rehearsal as never, runs, false);
  expect(score.unpredicted.map(({ what }) => what)).toEqual(["lost-rows"]);
});

test("the example is read: instants of any zone, what matters is how far they are apart", () => {
  const { rehearsal } = rehearsalOf(exampleText("drill.csv"));
  expect(rehearsal?.at.get("detected")).toBe(24_310_000);
  expect(rehearsal?.at.get("clients-back")).toBe(58_000_000);
  expect(rehearsal?.amounts.get("lost-rows")).toBe(9);
  const mixed = events(
    "fault,2026-11-20T02:00:00+08:00",
    "detected,2026-11-19T18:00:20.5Z",
    "promoted,+30 s",
  );
  expect([...(rehearsalOf(mixed).rehearsal?.at ?? [])]).toEqual([
    ["fault", 0],
    ["detected", 20_500_000],
    ["promoted", 30e6],
  ]);
});

test("the template is read as a rehearsal in which nothing was seen", () => {
  expect(problems(REHEARSAL_TEMPLATE)).toEqual([
    { line: 1, column: 1, message: "nothing to set beside a prediction" },
  ]);
  const filled = REHEARSAL_TEMPLATE.replace("fault,", "fault,10:00").replace("detected,", "detected,+24 s");
  expect(problems(filled)).toMatchObject([{ line: 5, column: 7, message: "`10:00` is no instant" }]);
});

test("mistakes have their place and say what was meant", () => {
  const hints = (text: string) => rehearsalOf(text).diagnostics.map(({ hint }) => hint);
  expect(hints(events("fault,+0 s", "detect,+5 s"))[0]).toContain("did you mean detected?");
  expect(problems(events("fault,+0 s", "decided,+9 s", "detected,+12 s"))).toMatchObject([
    { line: 3, message: "decided is before detected" },
  ]);
  expect(problems(events("fault,+0 s", "detected,2026-11-20T02:00:00Z"))[0]?.message).toContain(
    "the fault has none",
  );
  expect(problems(events("fault,+0 s", "fault,+1 s"))).toMatchObject([
    { line: 3, message: "fault stands in line 2 as well" },
  ]);
  expect(problems(events("fault,+0 s", "lost-rows,many"))).toMatchObject([{ line: 3, column: 11 }]);
});

test.each([
  ["1970-01-02T00:00:00Z", 86_400e6],
  ["2000-02-29 12:00:00.25+01:00", 951_822_000_250_000],
  ["2026-11-23 01:30:55.16915+00", 1_795_397_455_169_150],
  ["1795397455.16915", 1_795_397_455_169_150],
  ["+12.3 s", 12_300_000],
  ["12.3", 12_300_000],
  ["-2 s", -2_000_000],
])("%s is %d µs", (text, micros) => {
  expect(parseInstant(text)?.micros).toBe(micros);
});

test.each(["", "10:00", "2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z", "soon", "+", "1e5"])(
  "%j is no instant",
  (text) => {
    expect(parseInstant(text)).toBeUndefined();
  },
);
