// The part of a shard: a file with all that is needed to put a study together again, and the results of its units.
import { ENGINE_VERSION, type PartAbout, type ResultStore } from "../../index.ts";
import { writeWhole } from "../files.ts";
import { IncompleteError, UsageError } from "../stops.ts";
import type { StudyDescription } from "../studies/study-kind.ts";
import { nodeDisk } from "./disk.ts";
import { encodeHead, encodeRecord, readPayload, scan } from "./records.ts";

const FORMAT = "twinsite/part/v1";

export interface OpenPart {
  /** As named on the command line. */
  readonly path: string;
  readonly about: PartAbout<StudyDescription>;
  readonly keys: readonly string[];
  /** Undefined if it is not there, or damaged. */
  payload(key: string): string | undefined;
  close(): void;
}

/** Returns where it is. `keys`: all of them are in the store. */
export function writePart(
  folder: string,
  part: {
    readonly about: Omit<PartAbout<StudyDescription>, "engine">;
    readonly keys: readonly string[];
    readonly store: ResultStore;
  },
): string {
  const { about, keys, store } = part;
  const { shard, description } = about;
  const head = encodeHead(FORMAT, JSON.stringify({ engine: ENGINE_VERSION, ...about }));
  const records = keys.map((key) => encodeRecord(key, JSON.stringify(store.get(key))));
  const name = `${description.name}.part-${shard.number}-of-${shard.of}`;
  return writeWhole(folder, name, Buffer.concat([head, ...records]));
}

export function openPart(path: string): OpenPart {
  const file = nodeDisk.open(path, "read");
  const found = scan(nodeDisk, file, FORMAT);
  const close = (): void => nodeDisk.close(file);
  if (found?.about === undefined) {
    close();
    if (!found) throw new UsageError(`${path} is not a part of a study (${FORMAT})`);
    throw new IncompleteError(`${path}: its head is damaged: run its shard again`);
  }
  const places = new Map(found.records.map((place) => [place.key, place]));
  return {
    path,
    about: JSON.parse(found.about) as PartAbout<StudyDescription>,
    keys: [...places.keys()],
    payload(key) {
      const place = places.get(key);
      return place && readPayload(nodeDisk, file, place);
    },
    close,
  };
}
