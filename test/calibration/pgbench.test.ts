import { expect, test } from "vitest";
import { compared, exampleText, field, problemsOf, readExample, readText } from "./examples.ts";

/** A transaction each `gap` µs that takes 2 ms. */
const log = (count: number, gap: number, more = ""): string =>
  Array.from({ length: count }, (_, i) => {
    const end = 1_795_397_455_000_000 + i * gap + 2000;
    return `0 ${i} 2000 0 ${Math.floor(end / 1e6)} ${String(end % 1e6)}${more}\n`;
  }).join("");

test("of a log with --rate the arrivals are the planned starts, and their rate has an interval", () => {
  const reading = readExample("pgbench-rate.txt", "orders");
  // 120 transactions of a run with --rate 150; the gaps of its first 0.94 s vary as those of a Poisson process
  expect(field(reading, "workload.orders.arrivals")).toMatchObject({
    value: { kind: "poisson" },
    samples: 120,
  });
  const { low = 0, high = 0 } = compared(reading, "workload.orders.arrivals")?.range ?? {};
  expect(low * 1e6).toBeLessThan(150);
  expect(high * 1e6).toBeGreaterThan(127);
  expect(reading.unlearned.map(({ what }) => what)).not.toContain("the load that clients would ask for");
});

test("without --rate the rate is what the database gave, and that is said", () => {
  const { unlearned } = readExample("pgbench.txt");
  expect(unlearned.find(({ what }) => what === "the load that clients would ask for")?.because).toContain(
    "--rate",
  );
  expect(unlearned.map(({ what }) => what)).toContain("node.flush and node.service");
});

test("an even pace is constant, at its rate", () => {
  const reading = readText(log(101, 10_000), "l", "a");
  expect(field(reading, "workload.a.arrivals")?.value).toEqual({ kind: "constant", mean: "100 /s" });
  expect(reading.arrivals?.slice(0, 3)).toEqual([0, 10_000, 20_000]);
});

test("bursts are named with the way to keep them", () => {
  const bursts = Array.from({ length: 100 }, (_, i) =>
    log(1, 1).replace(/\d+ \d+$/m, `${1_795_397_455 + Math.floor(i / 20)} ${(i % 20) * 100 + 5000}`),
  ).join("");
  const { unlearned } = readText(bursts);
  expect(unlearned.find(({ what }) => what === "the shape of the load")?.because).toContain("--recorded");
});

test("latencies are seen with their intervals, and the p99 of few transactions without", () => {
  const { observed } = readExample("pgbench-rate.txt");
  expect(observed.find(({ what }) => what === "latency p50")?.range).toBeDefined();
  // A p99 has an interval from 368 values on
  expect(observed.find(({ what }) => what === "latency p99")?.range).toBeUndefined();
});

test("skipped and failed transactions are counted apart", () => {
  const text = `${log(60, 9000, " 150")}3 4 skipped 0 1795397460 17 2000\n3 5 failed 0 1795397461 18 10\n`;
  const { remarks, lines } = readText(text);
  expect(remarks.join("; ")).toMatch(/1 transactions were skipped.*1 transactions failed/);
  expect(lines).toEqual({ used: 60, of: 62 });
});

test("a seventh column that never reaches 100 may be retries", () => {
  expect(readText(log(60, 9000, " 1")).remarks).toContain(
    "column 7 may be lags or retries: it is taken for retries",
  );
});

test("a row of another form is refused with its column", () => {
  const text = exampleText("pgbench-rate.txt").split("\n");
  text[4] = "0 2 4,6 0 1795397455 257276 121";
  expect(problemsOf(text.join("\n"))).toMatchObject([
    { code: "TWIN1202", line: 5, column: 5, message: "column 3 is not what pgbench writes there" },
  ]);
  const aggregated = `${log(60, 9000)}1795397455 149 1038455 9402842 3000 8000\n`;
  expect(problemsOf(aggregated)).toMatchObject([
    { line: 61, hint: expect.stringContaining("--aggregate-interval") },
  ]);
});

test("too short a log is refused", () => {
  expect(problemsOf(log(10, 9000))).toMatchObject([{ code: "TWIN1203", message: "10 transactions" }]);
  expect(problemsOf(log(60, 0))).toMatchObject([{ code: "TWIN1203", message: "no time passes in it" }]);
});
