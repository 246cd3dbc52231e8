// The kinds of studies that shards can be made of: one line each.
import { UsageError } from "../stops.ts";
import { drill } from "./drill.ts";
import { outlook } from "./outlook.ts";
import { solve } from "./solve.ts";
import type { StudyDescription, StudyKind } from "./study-kind.ts";
import { sweepKind } from "./sweep.ts";

const kinds = [drill, outlook, sweepKind(), solve];

/** Throws UsageError for a kind of another version. */
export function studyKindOf(description: StudyDescription): StudyKind<StudyDescription> {
  const found = kinds.find(({ kind }) => kind === description.kind);
  if (!found) throw new UsageError(`${description.kind} is no kind of study of this version`);
  // Whoever wrote the kind wrote the rest of the description.
  return found as unknown as StudyKind<StudyDescription>;
}
