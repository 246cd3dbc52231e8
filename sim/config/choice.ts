// A field that holds one of a registry's kinds, in the two ways it may be written: `{ kind: dns, ttl: 30 s }`
// or, when the defaults will do, `dns`. With a default kind, a mapping may leave `kind` out: `{ ttl: 30 s }`.
import { z } from "zod";
import type { ConfigOf, Part, PartRegistry } from "./part.ts";

/** The schema of a choice among the registry's kinds; `usual` is the kind meant when none is written. */
export function choiceOf<Kinds extends Readonly<Record<string, Part>>>(
  registry: PartRegistry<Kinds>,
  usual?: string,
): z.ZodType<ConfigOf<Kinds>> {
  const kinds = [...registry.parts.keys()];
  const noun = registry.noun;
  const names = z.enum(kinds).meta({ noun });
  const shorthand = names.transform((kind, context) => {
    const full = registry.config.safeParse({ kind });
    if (full.success) return full.data;
    for (const { path, message } of full.error.issues) {
      const key = path.join(".");
      context.issues.push({
        code: "custom",
        message: key ? `${noun} \`${kind}\` needs \`${key}\`` : message,
        input: kind,
        params: { code: "TWIN1004", hint: `write { kind: ${kind}, ${key}: … }` },
      });
    }
    return z.NEVER;
  });
  const mapping = z.preprocess((input) => withKind(input, usual), registry.config);
  return z.union([shorthand, mapping]).meta({ noun }) as unknown as z.ZodType<ConfigOf<Kinds>>;
}

const withKind = (input: unknown, usual: string | undefined): unknown =>
  usual !== undefined &&
  typeof input === "object" &&
  input !== null &&
  !Array.isArray(input) &&
  !("kind" in input)
    ? { kind: usual, ...input }
    : input;
