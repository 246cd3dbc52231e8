// Walking a schema along a value: which keys are known at a place, which defaults are in force. Reads zod's
// definitions, the only place that does. Leaves out: schema types the scenario does not use (intersections,
// maps, sets, promises).
import { z } from "zod";

type Schema = z.core.$ZodType;

/** What zod keeps of a schema, as far as it is read here. */
interface Definition {
  readonly type: string;
  readonly innerType?: Schema;
  readonly in?: Schema;
  readonly out?: Schema;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly keyType?: Schema;
  readonly valueType?: Schema;
  readonly element?: Schema;
  readonly items?: readonly Schema[];
  readonly options?: readonly Schema[];
  readonly discriminator?: string;
  readonly values?: readonly unknown[];
  readonly transform?: (input: unknown, payload: unknown) => unknown;
  readonly defaultValue?: unknown;
}

export const definitionOf = (schema: Schema): Definition => schema._zod.def as unknown as Definition;

/** A schema without the wrappers, and the value as its inner schema sees it. */
interface Place {
  readonly schema: Schema;
  readonly value: unknown;
}

const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Takes off optional, default and pipe; picks the branch of a union that fits the value. */
export function unwrap(schema: Schema, value: unknown): Place {
  const definition = definitionOf(schema);
  if (definition.type === "pipe") {
    const first = definition.in ? definitionOf(definition.in) : undefined;
    if (first?.type === "transform" && definition.out) {
      return unwrap(definition.out, first.transform?.(value, { value, issues: [] }) ?? value);
    }
    return definition.in ? unwrap(definition.in, value) : { schema, value };
  }
  if (definition.innerType) {
    return unwrap(definition.innerType, value === undefined ? definition.defaultValue : value);
  }
  if (definition.type === "union") {
    const branch = definition.options?.find((option) => fits(option, value, definition.discriminator));
    return branch ? unwrap(branch, value) : { schema, value };
  }
  return { schema, value };
}

function fits(option: Schema, value: unknown, discriminator: string | undefined): boolean {
  const { schema } = unwrapOnly(option, value);
  const { type, shape } = definitionOf(schema);
  if (discriminator !== undefined) {
    const literal = shape?.[discriminator];
    return (
      isMapping(value) &&
      literal !== undefined &&
      !!definitionOf(literal).values?.includes(value[discriminator])
    );
  }
  if (isMapping(value)) return type === "object" || type === "record" || type === "union";
  if (Array.isArray(value)) return type === "array" || type === "tuple";
  return type !== "object" && type !== "record" && type !== "array" && type !== "tuple" && type !== "union";
}

/** As unwrap, but stops at a union. */
function unwrapOnly(schema: Schema, value: unknown): Place {
  const definition = definitionOf(schema);
  if (definition.type === "union") return { schema, value };
  if (definition.type === "pipe" || definition.innerType) {
    const next = definition.innerType ?? (isTransform(definition.in) ? definition.out : definition.in);
    return next ? unwrapOnly(next, value) : { schema, value };
  }
  return { schema, value };
}

const isTransform = (schema: Schema | undefined): boolean =>
  schema !== undefined && definitionOf(schema).type === "transform";

/** The schema of one entry of a mapping or list. */
function entryOf(place: Place, key: PropertyKey): Schema | undefined {
  const definition = definitionOf(place.schema);
  const { shape } = definition;
  if (shape && typeof key === "string") return Object.hasOwn(shape, key) ? shape[key] : undefined;
  return definition.valueType ?? definition.items?.[Number(key)] ?? definition.element;
}

/** The schema and value at `path` of `value`, unwrapped; undefined where the schema knows no such place. */
function placeAt(schema: Schema, value: unknown, path: readonly PropertyKey[]): Place | undefined {
  let place = unwrap(schema, value);
  for (const key of path) {
    const entry = entryOf(place, key);
    if (!entry) return undefined;
    place = unwrap(entry, childOf(place.value, key));
  }
  return place;
}

/** The keys that a mapping at `path` may have; empty where any name is allowed. */
export function keysAt(schema: Schema, value: unknown, path: readonly PropertyKey[]): string[] {
  const place = placeAt(schema, value, path);
  return place ? Object.keys(definitionOf(place.schema).shape ?? {}) : [];
}

/** What is chosen at `path`, or by the `kind` at `path`: "fault", "failover policy" … */
export function nounAt(schema: Schema, value: unknown, path: readonly PropertyKey[]): string | undefined {
  const place = placeAt(schema, value, path.at(-1) === "kind" ? path.slice(0, -1) : path);
  const noun = place && notesOf(place.schema).noun;
  return typeof noun === "string" ? noun : undefined;
}

export const childOf = (value: unknown, key: PropertyKey): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Record<PropertyKey, unknown>)[key]
    : undefined;

/** One place of a value, as the schema sees it. */
export interface Visit {
  readonly path: readonly PropertyKey[];
  /** As declared, with the wrapper that holds its default. */
  readonly declared: Schema;
  /** Without wrappers, in the branch that fits. */
  readonly inner: Schema;
  /** With defaults filled in; undefined for an optional value that is absent. */
  readonly value: unknown;
  /** False where a default stands in. */
  readonly isWritten: boolean;
}

/** Visits every place of `value` depth first, in the order of the schema; keys of mappings of names as places too. */
export function walk(
  schema: Schema,
  value: unknown,
  visit: (place: Visit) => void,
  path: Visit["path"] = [],
): void {
  const { schema: inner, value: filled } = unwrap(schema, value);
  visit({ path, declared: schema, inner, value: filled, isWritten: value !== undefined });
  const { shape, keyType } = definitionOf(inner);
  for (const key of shape ? Object.keys(shape) : keysOf(filled)) {
    const entry = entryOf({ schema: inner, value: filled }, key);
    if (!entry) continue;
    const below = [...path, key];
    if (keyType) visit({ path: below, declared: keyType, inner: keyType, value: key, isWritten: true });
    walk(entry, childOf(filled, key), visit, below);
  }
}

function keysOf(value: unknown): PropertyKey[] {
  if (Array.isArray(value)) return value.map((_, index) => index);
  return isMapping(value) ? Object.keys(value) : [];
}

/** What `.meta()` and `.describe()` said about a schema. */
export const notesOf = (schema: Schema): Readonly<Record<string, unknown>> =>
  z.globalRegistry.get(schema) ?? {};
