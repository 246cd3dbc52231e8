// The scenario that a held result, or a study, was made from, as the simulator takes it.
import type { Held } from "../app/library.ts";
import type { Source } from "../engine/api.ts";

/** Undefined where the document does not carry its scenario: the run cannot be played again here. */
export function sourceOf({ document, attachments }: Held): Source | undefined {
  if (!("scenario" in document)) return undefined;
  const { name, text, overrides = [] } = document.scenario;
  return text === undefined ? undefined : { name, text, overrides, attachments };
}
