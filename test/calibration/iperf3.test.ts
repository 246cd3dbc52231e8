import { expect, test } from "vitest";
import { compared, exampleText, field, problemsOf, readExample, readText } from "./examples.ts";

const tcp = JSON.parse(exampleText("iperf3.json"));
const changed = (change: (document: typeof tcp) => void): string => {
  const copy = structuredClone(tcp);
  change(copy);
  return JSON.stringify(copy);
};

test("the bandwidth is the median of the intervals that count, with the headers that filled the line too", () => {
  const reading = readExample("iperf3.json", "carrier-1");
  // 14 intervals, of which --omit 2 leaves 12; packets of 1500 bytes carry 1448
  expect(field(reading, "links.carrier-1.bandwidth")).toMatchObject({ value: "974.4 Mbit/s", samples: 12 });
  expect(field(reading, "replication.transport")?.value).toBe("cubic");
  expect(reading.observed.find(({ what }) => what === "goodput")?.value).toBeCloseTo(1.172e8, -5);
});

test("a line sold by the rate of Ethernet is within the interval: 1 Gbit/s gives packets of 975 Mbit/s", () => {
  const range = compared(readExample("iperf3.json", "a"), "links.a.bandwidth")?.range;
  expect(range?.low).toBeLessThan(125);
  expect(range?.high).toBeGreaterThan(125);
});

test("without a queue the line may be faster, which is said and counts in a comparison", () => {
  const text = changed(({ end }) => {
    end.streams[0].sender.mean_rtt = 27_300;
  });
  const reading = readText(text, "i", "a");
  expect(field(reading, "links.a.bandwidth")?.basis).toContain("at least");
  expect(compared(reading, "links.a.bandwidth")?.range?.high).toBe(Number.POSITIVE_INFINITY);
  expect(reading.unlearned.map(({ what }) => what)).toContain("whether the line is faster than that");
});

test("a congestion control that is not simulated is named and not written", () => {
  const reading = readText(
    changed(({ end }) => {
      end.sender_tcp_congestion = "bbr";
    }),
  );
  expect(field(reading, "replication.transport")).toBeUndefined();
  expect(reading.unlearned.find(({ what }) => what === "replication.transport")?.because).toContain("cubic");
});

test("UDP says the loss of one way and no bandwidth", () => {
  const reading = readExample("iperf3-udp.json", "a");
  expect(field(reading, "links.a.loss")).toMatchObject({ value: "0.1968 %", samples: 8638 });
  expect(field(reading, "links.a.bandwidth")).toBeUndefined();
});

test("a test that failed says why, at its line", () => {
  expect(
    problemsOf('{\n\t"start":\t{},\n\t"error":\t"unable to connect to server: Connection refused"\n}\n'),
  ).toMatchObject([
    { code: "TWIN1203", line: 3, message: "iperf3 failed: unable to connect to server: Connection refused" },
  ]);
});

test("what is not JSON, or not of iperf3, is refused with its place", () => {
  expect(problemsOf('{\n\t"start":\t{"x": 01}}\n')).toMatchObject([
    { code: "TWIN1202", line: 2, column: 17 },
  ]);
  expect(problemsOf(changed((each) => delete each.intervals))).toMatchObject([
    { code: "TWIN1202", message: expect.stringContaining("intervals") },
  ]);
  expect(problemsOf(changed(({ intervals }) => intervals.splice(0)))).toMatchObject([{ code: "TWIN1203" }]);
});
