import { describe, expect, it } from "vitest";
import { Fingerprint } from "../../sim/kernel/fingerprint.ts";

const print = (fill: (fingerprint: Fingerprint) => void): string => {
  const fingerprint = new Fingerprint();
  fill(fingerprint);
  return fingerprint.digest();
};

describe("Fingerprint", () => {
  it("differs for different numbers, and for texts of different letters, order and length", () => {
    const prints = [
      print(() => {}),
      print((f) => f.add(0)),
      print((f) => f.add(-0)),
      print((f) => f.add(Number.NaN)),
      print((f) => f.add(1)),
      print((f) => f.add(1 + 2 ** -52)),
      print((f) => f.addInteger(-1)),
      print((f) => f.addText("a")),
      print((f) => f.addText("ab")),
      print((f) => f.addText("ba")),
      print((f) => {
        f.addText("a");
        f.addText("b");
      }),
      print((f) => f.addEvent(0, 2)),
      print((f) => f.addEvent(0, 1)),
      print((f) => f.addEvent(1, 0)),
    ];
    expect(new Set(prints).size).toBe(prints.length);
    for (const digest of prints) expect(digest).toMatch(/^[0-9a-f]{16}$/);
  });

  it("tells a million neighbouring single events apart", () => {
    // 64 bits, 10^6 values: a chance collision once in 4 · 10^7 times.
    const prints = new Set<string>();
    for (let time = 0; time < 1000; time++) {
      for (let kind = 0; kind < 1000; kind++) prints.add(print((f) => f.addEvent(time * 1000, kind)));
    }
    expect(prints.size).toBe(1_000_000);
  });

  it("keeps growing after a digest", () => {
    const fingerprint = new Fingerprint();
    fingerprint.add(1);
    const first = fingerprint.digest();
    expect(fingerprint.digest()).toBe(first);
    fingerprint.add(2);
    expect(fingerprint.digest()).not.toBe(first);
  });

  // Golden: committed fingerprints of whole runs rest on it.
  it("gives the digest it gave when this test was written", () => {
    const digest = print((f) => {
      f.add(1.5);
      f.addInteger(-7);
      f.addText("Zürich");
      f.addEvent(1e15, 9);
    });
    expect(digest).toBe("304adcdd7e885ca4");
  });
});
