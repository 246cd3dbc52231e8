// Stored documents as the page is offered them: one of each id.
import { documentId } from "../../../reports/view/document-id.ts";
import type { Offer } from "../../../reports/view/offer.ts";
import type { Console } from "../console.ts";
import { nameOf } from "../document-name.ts";
import { isResult, type StoredDocument, valuesFileOf } from "../stored-documents.ts";

export interface Offered {
  readonly offer: Offer;
  readonly document: object;
  /** As named on the command line. */
  readonly file: string;
  /** Where the values of its runs are, one run a line. */
  readonly valuesFile: string | undefined;
}

export function offeredOf(all: readonly StoredDocument[], console: Console): Offered[] {
  const found = new Map<string, Offered>();
  for (const stored of all) {
    const document = isResult(stored) ? stored.result : stored.other;
    const id = documentId(document);
    const { file } = stored;
    const before = found.get(id)?.file;
    if (before !== undefined) console.note(`${file} has the same runs as ${before}: shown once`);
    else {
      const valuesFile = valuesFileOf(stored);
      const hasValues = valuesFile !== undefined;
      const offer = { id, name: nameOf(stored), schema: document.schema, hasValues };
      found.set(id, { offer, document, file, valuesFile });
    }
  }
  return [...found.values()];
}
