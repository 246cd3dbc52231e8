// What a stored document is about, in a word.
import { CHECK_SCHEMA, COMPARE_SCHEMA } from "../index.ts";
import { isResult, type StoredDocument } from "./stored-documents.ts";

/** What a file about it may be called. */
export function nameOf(stored: StoredDocument): string {
  if (isResult(stored)) return stored.result.scenario.name;
  const { other } = stored;
  if (other.schema === CHECK_SCHEMA) return "gate";
  return other.schema === COMPARE_SCHEMA ? `${other.old.name}-${other.new.name}` : other.scenario.name;
}
