// The JSON Schema of a scenario, for editors: every key with its description and its default in the user's notation.
// Generated from the schema; draft-07 is what the YAML language server reads.
import { z } from "zod";
import { schema } from "./schema.ts";

/** Keywords of ours that a JSON Schema reader would not know. */
const OURS = ["source", "mark", "noun", "refers", "words", "isAttachment"];

export function jsonSchema(draft: "2020-12" | "draft-07" = "2020-12"): Record<string, unknown> {
  const generated = z.toJSONSchema(schema, {
    target: draft === "draft-07" ? "draft-7" : "draft-2020-12",
    io: "input",
    unrepresentable: "any",
    reused: "ref",
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
  return {
    $schema,
    title: "Twinsite scenario",
    description: "Two data centres, what breaks, what is expected",
    ...rest,
  };
}
