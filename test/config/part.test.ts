import { describe, expect, it } from "vitest";
import { z } from "zod";
import { choiceOf } from "../../sim/config/choice.ts";
import { duration } from "../../sim/config/fields.ts";
import { kindOf, partRegistry } from "../../sim/config/part.ts";
import { defaultsOf } from "./defaults.ts";

const quick = {
  title: "Quick",
  source: "a test",
  mark: "verified",
  config: z.strictObject({ kind: z.literal("quick"), pause: duration.prefault("30 ms") }),
} as const;
const slow = {
  title: "Slow",
  source: "a test",
  config: z.strictObject({ kind: z.literal("slow"), pause: duration }),
} as const;
const walks = partRegistry("walk", { slow, quick });

describe("a registry of parts", () => {
  it("lists its kinds by name", () => {
    expect([...walks.parts.keys()]).toEqual(["quick", "slow"]);
    expect(kindOf(walks.get("slow"))).toBe("slow");
  });

  it("reads a configuration of any of its kinds", () => {
    expect(walks.config.parse({ kind: "quick" })).toEqual({ kind: "quick", pause: 30_000 });
    expect(walks.config.safeParse({ kind: "slow" }).success).toBe(false);
    expect(walks.config.safeParse({ kind: "sideways" }).success).toBe(false);
  });

  it("does not know other kinds", () => {
    expect(() => walks.get("sideways")).toThrow(/no walk of kind sideways; known: quick, slow/);
  });

  it("refuses two parts of one kind", () => {
    expect(() => partRegistry("walk", { a: slow, b: slow })).toThrow(/share a kind/);
  });
});

describe("a choice", () => {
  const choice = choiceOf(walks, "quick");

  it("may be a word, a mapping, or a mapping of the usual kind", () => {
    expect(choice.parse("quick")).toEqual({ kind: "quick", pause: 30_000 });
    expect(choice.parse({ kind: "slow", pause: "2 s" })).toEqual({ kind: "slow", pause: 2e6 });
    expect(choice.parse({ pause: "1 s" })).toEqual({ kind: "quick", pause: 1e6 });
  });

  it("as a word needs every required key", () => {
    expect(choice.safeParse("slow").success).toBe(false);
  });
});

it("a walk over a value finds the defaults in force, with what they say of themselves", () => {
  const schema = z.strictObject({
    a: duration.prefault("1 s").meta({ source: "x" }),
    b: z.strictObject({ c: duration.prefault("2 s"), d: duration.optional() }).prefault({}),
  });
  expect(defaultsOf(schema, {})).toEqual(["a = 1 s (x)", "b", "b.c = 2 s"]);
  expect(defaultsOf(schema, { a: "1 s", b: { c: "3 s" } })).toEqual([]);
});
