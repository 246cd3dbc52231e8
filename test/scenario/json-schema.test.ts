import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { jsonSchema } from "../../sim/scenario/json-schema.ts";
import { edited, example } from "./example.ts";

type Part = Readonly<Record<string, unknown>>;
const schema = jsonSchema();

/** A part of the schema, references followed. */
function partAt(...path: string[]): Part {
  let part: unknown = schema;
  for (const key of path) {
    part = (part as Part)[key];
    const reference = (part as Part | undefined)?.$ref;
    if (typeof reference === "string") {
      const target = (schema.$defs as Record<string, Part>)[reference.replace("#/$defs/", "")];
      part = { ...target, ...(part as Part) };
    }
  }
  return part as Part;
}

describe.each(["2020-12", "draft-07"] as const)("JSON Schema %s", (draft) => {
  const check = z.fromJSONSchema(jsonSchema(draft) as Parameters<typeof z.fromJSONSchema>[0]);

  it("accepts the example", () => {
    expect(check.safeParse(parse(example)).error).toBeUndefined();
  });

  it.each([
    ["an unknown key", "capacity: 60 %", "capcity: 60 %"],
    ["an unknown kind", "kind: partition", "kind: partion"],
    ["a missing unit", "rtt: 27 ms", "rtt: 27"],
    ["a wrong unit", "bandwidth: 500 Mbit/s", "bandwidth: 500 Mb"],
  ])("refuses %s", (_, before, after) => {
    expect(check.safeParse(parse(edited(before, after))).success).toBe(false);
  });
});

it("names its draft", () => {
  expect(jsonSchema().$schema).toContain("2020-12");
  expect(jsonSchema("draft-07").$schema).toContain("draft-07");
});

it("shows defaults as a user writes them, with their source", () => {
  const detection = partAt("properties", "routing", "properties", "detection");
  expect(detection.default).toBe("0.9 s");
  expect(detection.description).toBe("until a dead link is noticed. Source: FRR: BFD 300 ms × 3");
  const convergence = partAt("properties", "routing", "properties", "convergence");
  expect(convergence.description).toContain("(assumed, not verified)");
});

it("has no keyword of ours", () => {
  const text = JSON.stringify(schema);
  for (const keyword of ["source", "mark", "noun", "refers", "words", "isAttachment"]) {
    expect(text).not.toContain(`"${keyword}":`);
  }
});
