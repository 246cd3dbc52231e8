// What a shard leaves behind: its part once it is complete, and a word about it.
import { type PlannedUnit, type ResultStore, type Shard, studyDigest } from "../../index.ts";
import { sha256 } from "../sha256.ts";
import { writePart } from "../store/part.ts";
import { isComplete, type StudyOutcome } from "../study.ts";
import type { Showing, StudyDescription } from "./study-kind.ts";

export interface DoneShard {
  readonly description: StudyDescription;
  readonly shard: Shard;
  /** Of the whole study, and of this shard. */
  readonly plan: readonly PlannedUnit[];
  readonly own: readonly PlannedUnit[];
  readonly outcome: StudyOutcome;
  readonly store: ResultStore;
}

export function concludeShard(done: DoneShard, out: string, { json, console }: Omit<Showing, "out">): void {
  const { description, shard, plan, own, outcome, store } = done;
  const study = studyDigest(description, plan, sha256);
  const about = { study, shard, units: plan.length, description };
  const keys = own.map(({ key }) => key);
  const file = isComplete(outcome) ? writePart(out, { about, keys, store }) : undefined;
  const finished = outcome.known + outcome.done;
  const name = `shard ${shard.number} of ${shard.of}`;
  if (json) {
    const schema = "twinsite/part/v1";
    console.json({
      schema,
      study,
      shard,
      units: own.length,
      finished,
      of: plan.length,
      ...(file && { file }),
    });
  } else if (file) console.result(`${name}: ${own.length} of the ${plan.length} units are in ${file}\n`);
  else
    console.result(`${name} is not complete: ${finished} of its ${own.length} units; no part is written\n`);
}
