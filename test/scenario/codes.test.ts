import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { codes } from "../../sim/scenario/codes.ts";

const SIM = new URL("../../sim/", import.meta.url);

/** Codes in the sources, apart from the tables themselves. */
const used = new Set(
  readdirSync(SIM, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith("codes.ts"))
    .flatMap((file) => readFileSync(new URL(file, SIM), "utf8").match(/TWIN1\d{3}/g) ?? []),
);

it("every code in use is explained", () => {
  expect([...used].filter((code) => !codes.has(code as `TWIN${number}`)).sort()).toEqual([]);
});

it("every explained code is in use", () => {
  expect([...codes.keys()].filter((code) => !used.has(code))).toEqual([]);
});

it("every explanation says more than its title", () => {
  for (const { title, text } of codes.values()) {
    expect(title.length).toBeLessThan(40);
    expect(text.length).toBeGreaterThan(title.length);
    expect(text.endsWith(".")).toBe(true);
  }
});
