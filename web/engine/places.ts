// What the schema of a scenario says at a path: the parts that may stand there, those of the kind that does stand there
// where it is known.
import { jsonSchema } from "../../sim/index.ts";

export interface SchemaPart {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, SchemaPart>>;
  readonly additionalProperties?: SchemaPart | boolean;
  readonly items?: SchemaPart | boolean;
  readonly prefixItems?: readonly SchemaPart[];
  readonly anyOf?: readonly SchemaPart[];
  readonly oneOf?: readonly SchemaPart[];
}

let known: SchemaPart | undefined;
const root = (): SchemaPart => {
  known ??= jsonSchema() as SchemaPart;
  return known;
};

/** `value`: the plain scenario, as far as it is written. */
export function partsAt(path: readonly string[], value: unknown): SchemaPart[] {
  let parts = branches(root(), value);
  let here = value;
  for (const segment of path) {
    here = childOf(here, segment);
    parts = parts.flatMap((part) => inner(part, segment)).flatMap((part) => branches(part, here));
  }
  return parts;
}

function childOf(value: unknown, segment: string): unknown {
  return typeof value === "object" && value !== null
    ? (value as Readonly<Record<string, unknown>>)[segment]
    : undefined;
}

function inner({ properties, additionalProperties, items }: SchemaPart, segment: string): SchemaPart[] {
  const own = properties && Object.hasOwn(properties, segment) ? properties[segment] : undefined;
  if (own) return [own];
  const others = /^\d+$/.test(segment) && typeof items === "object" ? items : additionalProperties;
  return typeof others === "object" ? [others] : [];
}

/** A part, or what it refers to, or each of its alternatives that fit the kind that is written. */
function branches(part: SchemaPart, value: unknown): SchemaPart[] {
  if (part.$ref !== undefined) {
    const name = part.$ref.split("/").at(-1) ?? "";
    const definitions = (root() as { readonly $defs?: Readonly<Record<string, SchemaPart>> }).$defs ?? {};
    const found = definitions[name];
    // What is said where it is referred to is nearer to the reader.
    const { description } = part;
    return found
      ? branches(found, value).map((each) => ({ ...each, ...(description !== undefined && { description }) }))
      : [];
  }
  const alternatives = [...(part.anyOf ?? []), ...(part.oneOf ?? [])];
  if (alternatives.length === 0) return [part];
  const { description } = part;
  const all = alternatives
    .flatMap((each) => branches(each, value))
    .map((each) => ({ ...(description !== undefined && { description }), ...each }));
  const kind = typeof value === "string" ? value : childOf(value, "kind");
  const ofKind = all.filter(({ properties }) => properties?.kind?.const === kind);
  return kind !== undefined && ofKind.length > 0
    ? [...all.filter(({ properties }) => properties?.kind === undefined), ...ofKind]
    : all;
}
