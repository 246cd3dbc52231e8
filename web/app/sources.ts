// Where results come from: written into the page, or offered by the server it came from.
import type { RunResult } from "../../sim/index.ts";
import type { AnyDocument, Held } from "./library.ts";

/** A document as it travels, with the values of its runs if they were kept. */
export interface Packed {
  readonly name: string;
  readonly document: AnyDocument;
  readonly runs?: readonly RunResult[];
  readonly attachments?: Readonly<Record<string, string>>;
}

/** Written into the page by `report --html`. */
export async function resultsWithin(): Promise<readonly Held[]> {
  const text = document.getElementById("results")?.textContent?.trim() ?? "";
  return text === "" ? [] : (JSON.parse(text) as Packed[]).map(heldOf);
}

/** Offered by `serve`; none from anywhere else. */
export async function servedResults(): Promise<readonly Held[]> {
  return [];
}

export const heldOf = ({ name, document, runs = [], attachments = {} }: Packed): Held => ({
  id: idOf(document),
  name,
  document,
  runs,
  attachments,
});

/** Equal documents have equal ids. */
export function idOf(document: AnyDocument): string {
  if ("fingerprint" in document && typeof document.fingerprint === "string")
    return document.fingerprint.slice(0, 12);
  return digest(JSON.stringify(document));
}

/** FNV-1a over UTF-16 units, twice with different offsets: names a document, protects nothing. */
function digest(text: string): string {
  const half = (offset: number): string => {
    let hash = offset;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    return (hash >>> 0).toString(16).padStart(8, "0");
  };
  return `${half(0x811c9dc5)}${half(0x01234567)}`.slice(0, 12);
}
