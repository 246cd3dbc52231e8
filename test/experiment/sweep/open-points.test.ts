// Mistakes in the values of axes: where they are shown, and how often.
import { expect, it } from "vitest";
import { openSweep, type SweepTerms } from "../../../sim/experiment/sweep/open-sweep.ts";
import { SWEEP, sha256 } from "./answered.ts";

const axis = (option: "--grid" | "--range" | "--pair", text: string) => ({ option, text });

function mistakes(change: Partial<SweepTerms>) {
  const opening = openSweep({ ...SWEEP, ...change }, sha256);
  if (!("opened" in opening)) throw new Error(JSON.stringify(opening));
  const subject = opening.opened.open();
  return "diagnostics" in subject ? subject.diagnostics : [];
}

/** What a diagnostic underlines. */
const marked = (text: string, { column, endColumn }: { column: number; endColumn: number }): string =>
  text.slice(column - 1, endColumn - 1);

it("a wrong value is underlined in its axis, however many points have it", () => {
  const text = "links.carrier-1.rtt=10ms, 20 parsecs,{ a: 1 }";
  const found = mistakes({ axes: [axis("--grid", "workload.orders.reads=10 %,20 %"), axis("--grid", text)] });
  expect(found.map((each) => [each.file, each.line, marked(text, each)])).toEqual([
    ["--grid", 2, "20 parsecs"],
    ["--grid", 2, "{ a: 1 }"],
  ]);
});

it("a wrong path is underlined in its axis, with what was meant", () => {
  const text = "clusters.orders.members.shanghai=1,2 links.carrier-1.rtl=1ms,2ms";
  const [first, ...others] = mistakes({ axes: [axis("--pair", text)] });
  expect(others).toEqual([]);
  expect(first).toMatchObject({
    file: "--pair",
    line: 1,
    hint: expect.stringContaining("did you mean `rtt`?"),
  });
  expect(marked(text, first as NonNullable<typeof first>)).toBe("rtl");
});

it("a value that a range has made is the range's mistake", () => {
  const text = "run.limit=0 s..1 h/3";
  const [first] = mistakes({ axes: [axis("--range", text)] });
  expect(marked(text, first as NonNullable<typeof first>)).toBe("0 s..1 h/3");
});

it("what only goes wrong together says at which point", () => {
  const found = mistakes({ axes: [axis("--grid", "clusters.orders.prefers=shanghai,wuhan")] });
  expect(found.length).toBeGreaterThan(0);
  const elsewhere = mistakes({
    overrides: ["clusters.orders.prefers=beijing"],
    axes: [axis("--grid", "clusters.orders.members=[shanghai],{ shanghai: 2 }")],
  });
  const ofFile = elsewhere.filter(({ file }) => file === "--set");
  for (const { message } of ofFile) expect(message).toContain("(at clusters.orders.members=");
  expect(elsewhere.length).toBeGreaterThan(0);
});

it("mistakes of the command are told from those of the scenario, all at once", () => {
  const opening = openSweep(
    {
      ...SWEEP,
      axes: [axis("--grid", "a")],
      pareto: ["rtoAcheived"],
      disruptions: ["site-los"],
      goal: { measure: "rtoAchieved for site-lost", direction: "minimise" },
    },
    sha256,
  );
  const text = "problems" in opening ? opening.problems.join("\n") : "";
  for (const part of [
    "expected path=…",
    "did you mean `rtoAchieved`?",
    "--disruption site-los",
    "did you mean `site-loss`?",
  ])
    expect(text).toContain(part);
});
