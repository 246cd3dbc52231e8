// A field of the scenario by its path, `links.carrier-1.rtt` or `failover.ttl`: what it means with its source,
// and its default. Names of sites, links and clusters stand for any; a field that several kinds have is given
// for each.

interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly $ref?: string;
}

export interface FieldMeaning {
  /** The kinds on the way, where there is a choice: "lease". */
  readonly kinds: readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  /** The fields under it. */
  readonly fields: readonly string[];
}

/** A schema on the way, and what was said about it outside: at the key, at a reference to it. */
interface Place {
  readonly schema: JsonSchema;
  readonly kinds: readonly string[];
  readonly said: Said;
}

type Said = Pick<JsonSchema, "description" | "default">;

export function fieldMeanings(root: unknown, path: string): FieldMeaning[] {
  const document = root as JsonSchema;
  let places: Place[] = [{ schema: document, kinds: [], said: {} }];
  for (const key of path.split(".")) {
    places = places.flatMap((place) => branches(place, document)).flatMap((place) => under(place, key));
  }
  const seen = new Set<string>();
  return places
    .map((place) => meaningOf(place, document))
    .filter((meaning) => {
      const text = JSON.stringify(meaning);
      return !seen.has(text) && seen.add(text);
    });
}

function meaningOf(place: Place, root: JsonSchema): FieldMeaning {
  const within = branches(place, root);
  const { description, default: value } = within[0]?.said ?? {};
  const fields = within.flatMap(({ schema }) => Object.keys(schema.properties ?? {}));
  return {
    kinds: place.kinds,
    ...(description !== undefined && { description }),
    ...(value !== undefined && { default: value }),
    fields: [...new Set(fields)],
  };
}

/** The alternatives that a schema stands for, references followed; what was said further out counts more. */
function branches(place: Place, root: JsonSchema, depth = 0): Place[] {
  const { schema, kinds } = place;
  if (depth > 12) return [];
  const said = { ...saidOf(schema), ...place.said };
  if (schema.$ref !== undefined) {
    const target = referred(schema.$ref, root);
    return target ? branches({ schema: target, kinds, said }, root, depth + 1) : [];
  }
  const options = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  if (options.length === 0) return [{ schema, kinds, said }];
  return options.flatMap((option) =>
    branches({ schema: option, kinds, said }, root, depth + 1).map((branch) => {
      const kind = kindOf(branch.schema, root);
      return kind === undefined || branch.kinds.includes(kind)
        ? branch
        : { ...branch, kinds: [...branch.kinds, kind] };
    }),
  );
}

function kindOf({ properties }: JsonSchema, root: JsonSchema): string | undefined {
  const kind = properties?.kind;
  const value = kind?.$ref === undefined ? kind?.const : referred(kind.$ref, root)?.const;
  return typeof value === "string" ? value : undefined;
}

const saidOf = ({ description, default: value }: JsonSchema): Said => ({
  ...(description !== undefined && { description }),
  ...(value !== undefined && { default: value }),
});

function under({ schema, kinds }: Place, key: string): Place[] {
  const own = schema.properties?.[key];
  const any = typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined;
  const items = /^\d+$/.test(key) ? schema.items : undefined;
  const child = own ?? any ?? items;
  return child ? [{ schema: child, kinds, said: {} }] : [];
}

function referred(reference: string, root: JsonSchema): JsonSchema | undefined {
  let place: unknown = root;
  for (const key of reference
    .replace(/^#\/?/, "")
    .split("/")
    .filter((part) => part !== "")) {
    place = (place as Record<string, unknown> | undefined)?.[key];
  }
  return place as JsonSchema | undefined;
}
