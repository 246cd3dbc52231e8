// What stands in Redis under which name, and for how long. Nothing stays for ever, whoever dies: coordinator and
// workers put off the end of what they use for as long as they live.
import { ENGINE_VERSION } from "../../index.ts";

/** Of every key of ours. */
export const PREFIX = "twinsite";
/** Workers of another version wait at another queue: they never see what they could not do. */
export const QUEUE = `units-${ENGINE_VERSION}`;
/** By unit: what came of it. The unit's key names the engine's version too. */
export const resultName = (key: string): string => `${PREFIX}:result:${key}`;
/** Who is there: hashes of records by an id. */
export const WORKERS = `${PREFIX}:workers`;
export const STUDIES = `${PREFIX}:studies`;

/** After the last sign of life of whoever used it. */
export const LIFETIME_MILLIS = 24 * 3600 * 1000;
/** Of a result that its study has: another study may want the same. */
export const TAKEN_MILLIS = 60_000;

/** What BullMQ keeps of a queue besides its jobs; locks, and the mark of the last look at them, end by themselves. */
export const QUEUE_PARTS = [
  "wait",
  "active",
  "delayed",
  "prioritized",
  "failed",
  "completed",
  "events",
  "marker",
  "meta",
  "id",
  "pc",
  "stalled",
] as const;
