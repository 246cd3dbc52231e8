// A field of a scenario as it counts in its runs: what is written there, else the default, and what the field means.
import { fieldMeanings } from "./field-meanings.ts";
import { jsonSchema } from "./json-schema.ts";
import { writtenValues } from "./written-value.ts";

export interface FieldInForce {
  readonly path: string;
  /** As it could be written in a scenario or an override: `30 s`, `{ kind: uniform, from: 0.3 s, to: 0.8 s }`. */
  readonly value?: string;
  /** In the scenario, by a preset or an override; else the value is a default. */
  readonly isWritten: boolean;
  /** With its source. */
  readonly description?: string;
}

export function fieldsInForce(
  text: string,
  overrides: readonly string[],
  paths: readonly string[],
): FieldInForce[] {
  const written = writtenValues(text, overrides);
  const schema = jsonSchema();
  return paths.map((path): FieldInForce => {
    const parent = path.split(".").slice(0, -1).join(".");
    const kind = written(`${parent}.kind`);
    const meanings = fieldMeanings(schema, path);
    const meaning = meanings.find(({ kinds }) => kinds.includes(String(kind))) ?? meanings[0];
    const own = written(path);
    const value = own ?? meaning?.default;
    return {
      path,
      isWritten: own !== undefined,
      ...(value !== undefined && { value: flow(value) }),
      ...(meaning?.description !== undefined && { description: meaning.description }),
    };
  });
}

/** YAML on one line. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const fields = Object.entries(value).map(([key, each]) => `${key}: ${flow(each)}`);
  return `{ ${fields.join(", ")} }`;
}
