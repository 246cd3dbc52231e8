// The page as one file with results in it: `report --html`. Documents are JSON that anybody can read in the file; the
// values of every run, ten times as much, are packed.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { element } from "../../reports/markup.ts";
import { type OfferWithin, valuesElement, WITHIN_ELEMENT } from "../../reports/view/offer.ts";
import { builtPage } from "./built-page.ts";
import { readText } from "./files.ts";
import type { Offered } from "./serve/offered.ts";

const within = (id: string, type: string, content: string): string =>
  element("script", { type, id }, { markup: content }).markup;

/** As the build writes them, once. */
const EMPTY = within(WITHIN_ELEMENT, "application/json", "");
const TITLE = "<title>Twinsite</title>";

export function reportPage(title: string, results: readonly Offered[]): string {
  const page = readFileSync(join(builtPage("report"), "index.html"), "utf8");
  const at = page.lastIndexOf(EMPTY);
  if (at < 0 || !page.includes(TITLE)) throw new Error("the built page has no place for results");
  const documents: OfferWithin[] = results.map(({ offer, document }) => ({ ...offer, document }));
  const blocks = [
    within(WITHIN_ELEMENT, "application/json", safeJson(documents)),
    ...results.flatMap(({ offer, valuesFile }) => {
      if (valuesFile === undefined) return [];
      return within(valuesElement(offer.id), "text/plain", packed(readText(valuesFile, valuesFile)));
    }),
  ];
  const whole = `${page.slice(0, at)}${blocks.join("\n    ")}${page.slice(at + EMPTY.length)}`;
  const { markup } = element("title", {}, title);
  return whole.replace(TITLE, () => markup);
}

/** JSON knows "<" only within strings, and no element ends or begins without one. */
const safeJson = (value: object): string => JSON.stringify(value).replaceAll("<", "\\u003c");

/** Of the system that packed it, gzip says nothing here: the file is to be the same everywhere. */
function packed(text: string): string {
  const bytes = gzipSync(text, { level: 9 });
  bytes[OPERATING_SYSTEM] = UNKNOWN;
  return bytes.toString("base64");
}
const OPERATING_SYSTEM = 9;
const UNKNOWN = 255;
