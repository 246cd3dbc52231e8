// The defaults that a walk over a value finds, as lines.
import type { z } from "zod";
import { definitionOf, notesOf, walk } from "../../sim/config/schema-walk.ts";

export function defaultsOf(schema: z.core.$ZodType, value: unknown): string[] {
  const lines: string[] = [];
  walk(schema, value, ({ path, declared, isWritten }) => {
    const { defaultValue } = definitionOf(declared);
    if (isWritten || defaultValue === undefined) return;
    const { source } = notesOf(declared);
    const written = typeof defaultValue === "string" ? ` = ${defaultValue}` : "";
    lines.push(`${path.map(String).join(".")}${written}${source ? ` (${String(source)})` : ""}`);
  });
  return lines;
}
