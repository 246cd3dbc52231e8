import { expect, test } from "vitest";
import { compared, exampleText, field, problemsOf, readExample, readText } from "./examples.ts";

const replies = (count: number, line: (i: number) => string): string =>
  `PING h (10.0.0.2) 56(84) bytes of data.\n${Array.from({ length: count }, (_, i) => `${line(i + 1)}\n`).join("")}`;
const reply = (i: number, ms = "27.1"): string =>
  `64 bytes from 10.0.0.2: icmp_seq=${i} ttl=62 time=${ms} ms`;

test("the round trip, jitter and loss of a link are learned, each with its samples", () => {
  const reading = readExample("ping.txt", "carrier-1");
  // 160 packets, 4 of them never answered; one answer came after 1.31 s and is late, not lost
  expect(field(reading, "links.carrier-1.rtt")).toMatchObject({ samples: 156 });
  expect(field(reading, "links.carrier-1.loss")).toMatchObject({ samples: 160 });
  expect(compared(reading, "links.carrier-1.loss")?.live).toBe(4 / 160);
  expect(compared(reading, "links.carrier-1.rtt")?.live).toBe(27_100);
});

test("a ping needs both ways, so each of them loses half as many", () => {
  const value = String(field(readExample("ping.txt", "a"), "links.a.loss")?.value);
  // 1 - sqrt(1 - 0.025) = 1.2579 %
  expect(value).toBe("1.258 %");
});

test("the interval of the loss counts runs of losses, because packets of one run share a cause", () => {
  // 2 runs: the exact Poisson interval of 2 is 0.2422 to 7.2247; times two packets each, of 160
  const range = compared(readExample("ping.txt", "a"), "links.a.loss")?.range;
  expect(range?.low).toBeCloseTo((0.2422 * 2) / 160, 4);
  expect(range?.high).toBeCloseTo((7.2247 * 2) / 160, 4);
});

test("losses of pings a second apart are no burst of packets, and that is said", () => {
  const { unlearned } = readExample("ping.txt");
  expect(unlearned.map(({ what }) => what)).toEqual(
    expect.arrayContaining(["burst length of losses", "interruptions", "bandwidth"]),
  );
  expect(unlearned.find(({ what }) => what === "interruptions")?.because).toContain("3 pings in a row");
});

test("pings ten milliseconds apart show how long bursts are", () => {
  const reading = readExample("ping-fast.txt", "a");
  expect(field(reading, "links.a.loss")?.value).toMatchObject({ burst: expect.any(Number) });
  expect(reading.unlearned.map(({ what }) => what)).not.toContain("burst length of losses");
});

test("without a loss the share is zero, and its interval is the rule of three", () => {
  const reading = readText(
    replies(100, (i) => reply(i)),
    "p",
    "a",
  );
  expect(field(reading, "links.a.loss")).toMatchObject({ value: "0 %" });
  // 1 - 0.05^(1/100) = 2.951 %
  expect(compared(reading, "links.a.loss")?.range?.high).toBeCloseTo(0.02951, 5);
});

test("duplicates count once, and numbers go on after 65,535", () => {
  const lines = replies(40, (i) => reply((65_515 + i) % 65_536)).replace(/^PING.*\n/, "");
  const reading = readText(`${lines}${reply(19)} (DUP!)\n`, "p", "a");
  expect(compared(reading, "links.a.loss")?.live).toBe(0);
  expect(field(reading, "links.a.rtt")?.samples).toBe(40);
});

test("a file without its summary says up to where losses are known", () => {
  const text = exampleText("ping.txt");
  const cut = text.slice(0, text.indexOf("icmp_seq=130 "));
  const { remarks, lines } = readText(cut);
  expect(remarks.join("\n")).toContain("has no end and was left out");
  expect(remarks.join("\n")).toContain("up to icmp_seq=129");
  expect(lines.used).toBe(125);
});

test("a summary that counts more answers than the file has is named", () => {
  const text = exampleText("ping.txt").replace(/^.*icmp_seq=20 .*\n/m, "");
  expect(readText(text).remarks.join()).toContain("the summary counts 156 answers and 155 are here");
});

test("macOS is read as well", () => {
  const lines = Array.from(
    { length: 30 },
    (_, i) => `64 bytes from 10.0.0.2: icmp_seq=${i} ttl=62 time=27.${100 + i} ms`,
  );
  const text = `PING h (10.0.0.2): 56 data bytes\n${lines.join("\n")}\nRequest timeout for icmp_seq 30\n\n--- h ping statistics ---\n31 packets transmitted, 30 packets received, 3.2% packet loss\nround-trip min/avg/max/stddev = 27.1/27.1/27.1/0.1 ms\n`;
  expect(compared(readText(text, "p", "a"), "links.a.loss")?.live).toBe(1 / 31);
});

test("too few answers are refused with what is needed", () => {
  expect(problemsOf(replies(5, (i) => reply(i)))).toMatchObject([
    { code: "TWIN1203", line: 6, message: "5 round trips", hint: expect.stringContaining("at least 20") },
  ]);
  expect(
    problemsOf(
      "PING h (10.0.0.2) 56(84) bytes of data.\n\n--- h ping statistics ---\n3 packets transmitted, 0 received, 100% packet loss, time 2043ms\n",
    ),
  ).toMatchObject([{ code: "TWIN1203", message: "no answer with a time" }]);
});

test("a line that ping never writes is refused with its place and the form that is expected", () => {
  const text = replies(30, (i) =>
    i === 7 ? "64 bytes from 10.0.0.2: icmp_seq=7 ttl=62 time=27,1 ms" : reply(i),
  );
  expect(problemsOf(text)).toMatchObject([
    { code: "TWIN1202", line: 8, hint: expect.stringContaining("time=27.1 ms") },
  ]);
  const twice = `${replies(30, (i) => reply(i))}${replies(30, (i) => reply(i))}`;
  expect(problemsOf(twice)).toMatchObject([{ line: 32, message: "a second ping begins here" }]);
});
