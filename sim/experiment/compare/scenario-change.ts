// A difference between two scenarios, by path: what was in force, what is now, and where it is written.
import type { Span } from "../../scenario/located.ts";

export interface ScenarioChange {
  /** In the notation of --set: `clients.east.redirect.ttl`. */
  readonly path: string;
  /** As written; a default or preset value where nothing is written. Absent: there is no such field. */
  readonly old?: string;
  readonly new?: string;
  /** Somebody wrote it; false: it follows from what was written (a preset, a default, a derived value). */
  readonly isWritten: boolean;
  /** In the new scenario: the field, or what it stands in. `--set` is the file of an override. */
  readonly place: Span;
  /** In the old scenario. */
  readonly oldPlace: Span;
}
