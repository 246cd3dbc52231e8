// Every kind of every noun with its fields: name, default in the user's notation, meaning, source and mark, all
// read from the schema, so that a new kind appears here by itself.
import { z } from "zod";
import { type Part, partRegistries } from "../index.ts";

export interface KindEntry {
  readonly noun: string;
  readonly kind: string;
  readonly title: string;
  readonly source: string;
  readonly fields: readonly FieldEntry[];
}

export interface FieldEntry {
  readonly name: string;
  /** As one would write it; "required" or "optional" where there is none. */
  readonly default: string;
  readonly description?: string;
  readonly source?: string;
  readonly mark?: string;
}

export const kindEntries = (): KindEntry[] =>
  partRegistries.flatMap(({ noun, parts }) =>
    [...parts].map(([kind, part]) => ({
      noun,
      kind,
      title: part.title,
      source: part.source,
      fields: fieldsOf(part),
    })),
  );

interface JsonField {
  readonly default?: unknown;
  readonly description?: string;
  readonly source?: string;
  readonly mark?: string;
}

function fieldsOf(part: Part): FieldEntry[] {
  const schema = z.toJSONSchema(part.config, { io: "input", unrepresentable: "any" });
  const required = new Set(schema.required);
  const properties = Object.entries(schema.properties ?? {}) as [string, JsonField][];
  return properties
    .filter(([name]) => name !== "kind")
    .map(([name, field]) => ({
      name,
      default: "default" in field ? shown(field.default) : required.has(name) ? "required" : "optional",
      ...(field.description !== undefined && { description: field.description }),
      ...(field.source !== undefined && { source: field.source }),
      ...(field.mark !== undefined && { mark: field.mark }),
    }));
}

const shown = (value: unknown): string => (typeof value === "object" ? JSON.stringify(value) : String(value));
