// The parts of one study as one store. Nothing is missing, and where two parts have the same unit they agree.
import { memoryStore, type PlannedUnit, type ResultStore, type UnitResult, unitsOf } from "../../index.ts";
import { IncompleteError } from "../stops.ts";
import type { OpenPart } from "./part.ts";

/** Throws IncompleteError with what is wrong. What is put is kept beside the parts. */
export function mergedParts(opened: readonly OpenPart[], plan: readonly PlannedUnit[]): ResultStore {
  const holders = new Map<string, OpenPart>();
  for (const part of opened) {
    const own = new Set(unitsOf(plan, part.about.shard).map(({ key }) => key));
    refuseForeign(part, own);
    for (const key of own) {
      const holder = holders.get(key);
      if (!holder) holders.set(key, part);
      else if (holder.payload(key) !== part.payload(key)) {
        throw new IncompleteError(
          `${holder.path} and ${part.path} differ in unit ${key}; one unit has one result, so this is a mistake of twinsite or of a machine`,
        );
      }
    }
  }
  const further = memoryStore();
  return {
    ...further,
    get(key) {
      const payload = holders.get(key)?.payload(key);
      return payload === undefined ? further.get(key) : (JSON.parse(payload) as UnitResult);
    },
  };
}

function refuseForeign(part: OpenPart, own: ReadonlySet<string>): void {
  const { number, of } = part.about.shard;
  const missing = [...own].filter((key) => part.payload(key) === undefined).length;
  if (missing > 0) {
    throw new IncompleteError(
      `${part.path} is damaged: ${missing} of its ${own.size} units are not readable: run --shard ${number}/${of} again`,
    );
  }
  if (part.keys.some((key) => !own.has(key))) {
    throw new IncompleteError(`${part.path} holds units that are not of shard ${number}/${of}`);
  }
}
