// The built page with results written into it, as a report has them; and what its worker says can be changed on the way.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { documentId } from "../../reports/view/document-id.ts";
import { type OfferWithin, valuesElement } from "../../reports/view/offer.ts";
import { type ExperimentResult, type OutlookResult, type RunResult, runExperiment } from "../../sim/index.ts";
import { built } from "./browser.ts";
import { changingFilms } from "./scrub.ts";
import { opening } from "./stored.ts";

export interface Given {
  readonly name: string;
  readonly document: ExperimentResult | OutlookResult;
  readonly runs: readonly RunResult[];
}

/** Of a shipped one. */
export const scenarioText = (name: string): string =>
  readFileSync(join(import.meta.dirname, `../../scenarios/${name}.yaml`), "utf8");

/** Two fluid runs of each of its disruptions. */
export async function drilled(name: string): Promise<Given> {
  const { scenario, options } = opening(name);
  const { result, runs } = await runExperiment(scenario, {
    ...options,
    replications: 2,
    resolution: "fluid",
  });
  return { name, document: result, runs };
}

export const idOf = ({ document }: Given): string => documentId(document);

export async function givePage(page: Page, address: string, given: readonly Given[]): Promise<void> {
  const offers = given.map((each): OfferWithin => {
    const { name, document, runs } = each;
    return { id: idOf(each), name, schema: document.schema, hasValues: runs.length > 0, document };
  });
  const values = given.map((each) => {
    const lines = each.runs.map((run) => JSON.stringify(run)).join("\n");
    const packed = gzipSync(lines).toString("base64");
    return `<script type="text/plain" id="${valuesElement(idOf(each))}">${packed}</script>`;
  });
  const html = readFileSync(join(built, "web/index.html"), "utf8").replace(
    /(<script type="application\/json" id="results">)<\/script>/,
    (_, tag: string) =>
      `${tag}${JSON.stringify(offers).replaceAll("<", "\\u003c")}</script>${values.join("")}`,
  );
  await page.route(address, (route) => route.fulfill({ body: html, contentType: "text/html" }));
}

/** `change` is the text of a function that gets every film before the page does. */
export async function changeFilms(page: Page, change: string): Promise<void> {
  await page.addInitScript(changingFilms(change));
}
