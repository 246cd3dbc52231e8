// Lines found by asking: what they add up to against closed forms, and how few questions that takes.
import { expect, test } from "vitest";
import { NOBODY, StraightLines } from "../../../sim/metrics/outlook/straight-lines.ts";

/** µs in a day, after which the next change comes. */
const END = 86_400e6;

function linesOf(exposure: (t: number) => number) {
  const lines: { from: number; to: number; atFrom: number; atTo: number }[] = [];
  let asked = 0;
  const ask = (t: number): number => {
    asked++;
    return exposure(t);
  };
  new StraightLines(ask, (from, to, atFrom, atTo) => lines.push({ from, to, atFrom, atTo })).between(
    0,
    END,
    exposure(END),
  );
  const held = lines.filter(({ atFrom }) => atFrom !== NOBODY);
  return {
    asked,
    lines,
    /** Seconds times seconds. */
    area: held.reduce((sum, { from, to, atFrom, atTo }) => sum + (to - from) * (atFrom + atTo), 0) / 2e6,
    nobody: lines.reduce((sum, { from, to, atFrom }) => sum + (atFrom === NOBODY ? to - from : 0), 0) / 1e6,
  };
}

test("what never changes is one line after two questions", () => {
  const { asked, lines } = linesOf(() => 0.0135);
  expect(lines).toEqual([{ from: 0, to: END, atFrom: 0.0135, atTo: 0.0135 }]);
  expect(asked).toBe(2);
});

test("what grows by a second each second is one line: nobody asks in between", () => {
  const { asked, lines } = linesOf((t) => 2 + t / 1e6);
  expect(lines).toHaveLength(1);
  expect(asked).toBe(1);
});

test.each([0.03, 0.7, 5.3, 76.7, 162.5, 20_000])("a copy stands still for %s s, then follows again", (s) => {
  const { lines, area, asked } = linesOf((t) => (t < s * 1e6 ? t / 1e6 : 0.0135));
  const exact = (s * s) / 2 + 0.0135 * (86_400 - s);
  // The jump is found within 50 ms: half of that times its height, at most.
  expect(Math.abs(area - exact)).toBeLessThan(0.05 * Math.max(s, 0.0135));
  expect(asked).toBeLessThan(45);
  lines.forEach(({ from }, i) => {
    expect(from).toBe(i === 0 ? 0 : lines[i - 1]?.to);
  });
  expect(lines.at(-1)?.to).toBe(END);
});

test("nobody may take over for two hours", () => {
  const { nobody, area } = linesOf((t) => (t < 7200e6 ? NOBODY : 3));
  expect(Math.abs(nobody - 7200)).toBeLessThan(0.05);
  expect(Math.abs(area - 3 * (86_400 - 7200))).toBeLessThan(0.15);
});
