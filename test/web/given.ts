// The built page with results written into it, as a report has them; and what its worker says can be changed on the way.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { ExperimentResult, RunResult } from "../../sim/index.ts";
import { built } from "./browser.ts";

export interface Given {
  readonly name: string;
  readonly document: ExperimentResult;
  readonly runs: readonly RunResult[];
}

export async function givePage(page: Page, address: string, given: readonly Given[]): Promise<void> {
  const text = JSON.stringify(given).replaceAll("<", "\\u003c");
  const html = readFileSync(join(built, "web/index.html"), "utf8").replace(
    /(<script type="application\/json" id="results">)[^<]*/,
    (_, tag: string) => `${tag}${text}`,
  );
  await page.route(address, (route) => route.fulfill({ body: html, contentType: "text/html" }));
}

/** `change` is the text of a function that gets every film before the page does. */
export async function changeFilms(page: Page, change: string): Promise<void> {
  await page.addInitScript(`{
    const Before = Worker;
    globalThis.Worker = class extends Before {
      constructor(...given) {
        super(...given);
        this.addEventListener("message", ({ data }) => {
          if (data?.value?.samples) (${change})(data.value);
        });
      }
    };
  }`);
}
