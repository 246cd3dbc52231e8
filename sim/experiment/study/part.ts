// What the part of a shard says about itself, and whether parts make a whole. Results are checked apart, by key.
import type { Shard } from "./shard.ts";

export interface PartAbout<D = unknown> {
  readonly engine: string;
  /** studyDigest: which study it is a part of. */
  readonly study: string;
  readonly shard: Shard;
  /** Of the whole study. */
  readonly units: number;
  /** What the result files are made from, besides the units. */
  readonly description: D;
}

export interface NamedPart {
  readonly name: string;
  readonly about: PartAbout;
}

/** Why these are not all parts of one study; undefined if they are. A part may be there twice. */
export function partRefusal(parts: readonly NamedPart[], engine: string): string | undefined {
  const [first] = parts;
  if (!first) return "there is no part";
  for (const { name, about } of parts) {
    if (about.engine !== engine)
      return `${name} was made by version ${about.engine}, this is ${engine}, whose numbers may differ`;
    if (about.study !== first.about.study)
      return `${name} is a part of another study than ${first.name}: ${wordsFor(about)}, and ${wordsFor(first.about)}`;
    if (about.shard.of !== first.about.shard.of)
      return `${name} is one of ${about.shard.of} parts, ${first.name} one of ${first.about.shard.of}`;
  }
  const { of } = first.about.shard;
  const missing = Array.from({ length: of }, (_, i) => i + 1).filter(
    (number) => !parts.some(({ about }) => about.shard.number === number),
  );
  if (missing.length === 0) return undefined;
  const [number] = missing;
  const hint = `each comes from the same command with --shard, here ${number}/${of}`;
  return `the parts of these shards are missing: ${missing.join(", ")} of ${of} (${hint})`;
}

/** As it was asked for, where the description says so. */
const wordsFor = ({ description, units }: PartAbout): string => {
  const { again } = description as { again?: unknown };
  return `${typeof again === "string" ? again : "?"} (${units} units)`;
};
