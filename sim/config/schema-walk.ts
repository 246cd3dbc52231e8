// Walking a schema along a value: which keys are known at a place, which defaults are in force. Reads zod's definitions,
// the only place that does. Leaves out: schema types the scenario does not use (intersections, maps, sets, promises).
import type { z } from "zod";

type Schema = z.core.$ZodType;

/** What zod keeps of a schema, as far as it is read here. */
interface Definition {
  readonly type: string;
  readonly innerType?: Schema;
  readonly in?: Schema;
  readonly out?: Schema;
  readonly shape?: Readonly<Record<string, Schema>>;
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

/** The keys that a mapping at `path` of `value` may have; empty where any name is allowed. */
export function keysAt(schema: Schema, value: unknown, path: readonly PropertyKey[]): string[] {
  let place = unwrap(schema, value);
  for (const key of path) {
    const entry = entryOf(place, key);
    if (!entry) return [];
    place = unwrap(entry, childOf(place.value, key));
  }
  return Object.keys(definitionOf(place.schema).shape ?? {});
}

export const childOf = (value: unknown, key: PropertyKey): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Record<PropertyKey, unknown>)[key]
    : undefined;

/** A default that no written value replaces. */
export interface DefaultInForce {
  readonly path: readonly PropertyKey[];
  readonly value: unknown;
  readonly schema: Schema;
}

/** Every default in force in `value`, in the order of the schema; mappings that are absent count field by field. */
export function defaultsIn(
  schema: Schema,
  value: unknown,
  path: readonly PropertyKey[] = [],
): DefaultInForce[] {
  const definition = definitionOf(schema);
  if (value === undefined && definition.type === "optional") return [];
  const own =
    value === undefined && definition.defaultValue !== undefined
      ? [{ path, value: definition.defaultValue, schema }]
      : [];
  const place = unwrap(schema, value);
  const inner = definitionOf(place.schema);
  const entries: [PropertyKey, Schema][] = inner.shape
    ? Object.entries(inner.shape)
    : keysOf(place.value).flatMap((key) => {
        const entry = entryOf(place, key);
        return entry ? [[key, entry] as [PropertyKey, Schema]] : [];
      });
  const below = entries.flatMap(([key, entry]) =>
    defaultsIn(entry, childOf(place.value, key), [...path, key]),
  );
  return [...own, ...below];
}

function keysOf(value: unknown): PropertyKey[] {
  if (Array.isArray(value)) return value.map((_, index) => index);
  return isMapping(value) ? Object.keys(value) : [];
}
