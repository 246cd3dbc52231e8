// The JSON Schema of a scenario, for editors: every key with its description and its default in the user's
// notation. Generated from the schema; draft-07 is what the YAML language server reads. Parts that occur often
// are written once.
import { z } from "zod";
import { schema } from "./schema.ts";

/** Keywords of ours that a JSON Schema reader would not know. */
const OURS = ["source", "mark", "noun", "refers", "words", "isAttachment", "isSample"];
/** Shorter parts are repeated where they stand. */
const SHARED_MIN = 300;

export function jsonSchema(draft: "2020-12" | "draft-07" = "2020-12"): Record<string, unknown> {
  const generated = z.toJSONSchema(schema, {
    target: draft === "draft-07" ? "draft-7" : "draft-2020-12",
    io: "input",
    unrepresentable: "any",
    reused: "inline",
    override: ({ jsonSchema: part }) => {
      const { description, source, mark } = part as { description?: string; source?: string; mark?: string };
      if (source !== undefined) {
        const checked =
          mark === "verified" ? "" : ` (${mark === "memory" ? "from memory" : "assumed"}, not verified)`;
        part.description = [description, `Source: ${source}${checked}`].filter(Boolean).join(". ");
      }
      for (const key of OURS) delete part[key];
    },
  });
  const { $schema, ...rest } = generated;
  const head = {
    $schema,
    title: "Twinsite scenario",
    description: "Two data centres, what breaks, what is expected",
  };
  return { ...head, ...shared(rest, draft === "draft-07" ? "definitions" : "$defs") };
}

/** Moves parts that occur more than once to `place`, referred to by number in the order of their first occurrence. */
function shared(root: Readonly<Record<string, unknown>>, place: string): Record<string, unknown> {
  const counts = new Map<string, number>();
  const count = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    if (isLarge(node)) counts.set(JSON.stringify(node), (counts.get(JSON.stringify(node)) ?? 0) + 1);
    for (const inner of Object.values(node)) count(inner);
  };
  count(root);
  const names = new Map<string, string>();
  const definitions: Record<string, unknown> = {};
  const replaced = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(referred);
    if (typeof node !== "object" || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, referred(inner)]));
  };
  const referred = (node: unknown): unknown => {
    const text = typeof node === "object" && node !== null ? JSON.stringify(node) : "";
    if ((counts.get(text) ?? 0) < 2) return replaced(node);
    const known = names.get(text);
    const name = known ?? `part-${names.size + 1}`;
    names.set(text, name);
    if (known === undefined) definitions[name] = replaced(node);
    return { $ref: `#/${place}/${name}` };
  };
  const outline = replaced(root) as Record<string, unknown>;
  return { ...outline, [place]: definitions };
}

/** A schema with keys or branches of its own, worth a name. */
const isLarge = (node: object): boolean =>
  ("properties" in node || "oneOf" in node || "anyOf" in node) && JSON.stringify(node).length >= SHARED_MIN;
