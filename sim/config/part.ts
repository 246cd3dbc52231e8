// A part: one choosable piece of the model (a failover policy, a fault, an arrival process …). Its
// configuration is a zod schema with a literal `kind`; from the list of parts follow the scenario's schema, its
// messages, `list kinds` and the types. Leaves out: behaviour, which each noun adds to its own Part type.
import { z } from "zod";

/** How far a value was checked: read in the named source, written from memory, or assumed by us. */
export type Mark = "verified" | "memory" | "assumption";

/**
 * What a field with a default says about it, for `.meta(…)`: meaning, source of the default, how far it was
 * checked.
 */
export const verified = (description: string, source: string) =>
  ({ description, source, mark: "verified" }) as const;
export const remembered = (description: string, source: string) =>
  ({ description, source, mark: "memory" }) as const;
export const assumed = (description: string, source: string) =>
  ({ description, source, mark: "assumption" }) as const;

/** The configuration of one kind: a strict object with a literal `kind`. */
export type KindSchema = z.ZodObject<{ kind: z.ZodLiteral<string> }>;

export interface Part<Config extends KindSchema = KindSchema> {
  readonly title: string;
  /** Where the behaviour is described: manual section, RFC, paper, or "our simplification, because …". */
  readonly source: string;
  readonly mark?: Mark;
  readonly config: Config;
}

/** A configuration of one of these parts, as the scenario holds it. */
export type ConfigOf<Kinds extends Readonly<Record<string, Part>>> = z.output<Kinds[keyof Kinds]["config"]>;

/**
 * The parts of one noun. `get` gives the union of the parts; assign it to the noun's own type to call its behaviour:
 * `const fault: Fault = faults.get(config.kind)`.
 */
export interface PartRegistry<Kinds extends Readonly<Record<string, Part>>> {
  readonly noun: string;
  readonly parts: ReadonlyMap<string, Kinds[keyof Kinds]>;
  readonly config: z.ZodType<ConfigOf<Kinds>>;
  /** Throws RangeError for a kind that is not registered. */
  readonly get: (kind: string) => Kinds[keyof Kinds];
}

type Options = [KindSchema, ...KindSchema[]];

/** Turns the exports of `kinds/index.ts` into a schema, a map in order of kind, and a look-up. */
export function partRegistry<const Kinds extends Readonly<Record<string, Part>>>(
  noun: string,
  kinds: Kinds,
): PartRegistry<Kinds> {
  const list = Object.values(kinds) as Kinds[keyof Kinds][];
  const named = list.map((part) => [kindOf(part), part] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = new Map(named);
  if (parts.size !== list.length) throw new RangeError(`two ${noun} parts share a kind`);
  const options = named.map(([, { title, source, mark, config }]) =>
    config.meta({ title, source, mark }),
  ) as Options;
  const config = z.discriminatedUnion("kind", options).meta({ noun });
  return {
    noun,
    parts,
    config: config as unknown as z.ZodType<ConfigOf<Kinds>>,
    get(kind) {
      const part = parts.get(kind);
      if (!part) throw new RangeError(`no ${noun} of kind ${kind}; known: ${[...parts.keys()].join(", ")}`);
      return part;
    },
  };
}

export const kindOf = (part: Part): string => part.config.shape.kind.value;
