// Where results come from: written into the page, or offered by the server it came from. Both are a list first; a
// document is opened when it is asked for, the values of its runs with it.

import { documentId } from "../../reports/view/document-id.ts";
import { type Offer, type OfferWithin, valuesElement, WITHIN_ELEMENT } from "../../reports/view/offer.ts";
import { type RunResult, runsOfLines } from "../../sim/index.ts";
import type { AnyDocument, Held } from "./library.ts";
import { isServed, servedDocument, servedList, servedValues } from "./served.ts";

/** A document as it travels, with the values of its runs if they were kept. */
export interface Packed {
  readonly name: string;
  readonly document: AnyDocument;
  readonly runs?: readonly RunResult[];
  readonly attachments?: Readonly<Record<string, string>>;
}

/** What can be opened. */
export interface Openable extends Offer {
  readonly open: () => Promise<Held>;
}

/** Written into the page by `report --html`. */
export function resultsWithin(): readonly Openable[] {
  const text = document.getElementById(WITHIN_ELEMENT)?.textContent?.trim() ?? "";
  const within = text === "" ? [] : (JSON.parse(text) as readonly OfferWithin[]);
  return within.map(({ document: found, ...offer }) => ({
    ...offer,
    open: () =>
      opened(
        offer,
        async () => found,
        async () => unpacked(document.getElementById(valuesElement(offer.id))?.textContent ?? ""),
      ),
  }));
}

/** Offered by `serve`; none from anywhere else. */
export async function servedResults(): Promise<readonly Openable[]> {
  if (!isServed()) return [];
  const { results } = await servedList();
  return results.map((offer) => ({
    ...offer,
    open: () =>
      opened(
        offer,
        () => servedDocument(offer.id),
        () => servedValues(offer.id),
      ),
  }));
}

async function opened(
  { name, hasValues }: Offer,
  readDocument: () => Promise<object>,
  readValues: () => Promise<string>,
): Promise<Held> {
  const [found, values] = await Promise.all([readDocument(), hasValues ? readValues() : ""]);
  const runs = runsOfLines(values) ?? [];
  return heldOf({ name, document: found as AnyDocument, runs });
}

/** gzip in base64. */
async function unpacked(text: string): Promise<string> {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

export const heldOf = ({ name, document, runs = [], attachments = {} }: Packed): Held => ({
  id: documentId(document),
  name,
  document,
  runs,
  attachments,
});
