// 120 names that nobody would wish to read, in every place of a result that has a name: each is text on every screen,
// and breaks nothing.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadScenario, type RunResult } from "../../sim/index.ts";
import { aFolder, twinsite } from "../cli/twinsite.ts";
import { SMALL } from "../experiment/runs.ts";
import { opened, startBrowser, type Watched, watchedPage } from "./browser.ts";
import { HOSTILE_NAMES } from "./hostile-names.ts";
import { type Drilled, renamed, renamedThroughout, store } from "./hostile-results.ts";
import { type Serving, whileServing } from "./serving.ts";
import { linksOf, overflow, screensOf, settled, visit, watchWork } from "./visits.ts";

const PER_RESULT = 12;
const WIDTHS = [1280, 400];
const { folder, file } = aFolder();
let drilled: Drilled;
let browser: Browser;

beforeAll(async () => {
  const { code, stderr } = await twinsite(["run", file, "-n", "12", "--out", folder, "-q"]);
  expect(code, stderr).toBe(0);
  const lines = readFileSync(join(folder, "small.values.ndjson"), "utf8").trimEnd().split("\n");
  drilled = {
    result: JSON.parse(readFileSync(join(folder, "small.result.json"), "utf8")),
    runs: lines.map((line) => JSON.parse(line) as RunResult),
  };
  browser = await startBrowser();
});
afterAll(async () => browser.close());

it("there are 120 of them", () => {
  expect(new Set(HOSTILE_NAMES).size).toBe(120);
});

/** What names may have become, and how far the page is wider than its window. */
async function troubles({ page, wrong }: Watched, where: string): Promise<string[]> {
  const found = wrong.splice(0).map((each) => `${where}: ${each}`);
  const made = await page.evaluate(`[
    ...document.querySelectorAll("iframe, object, embed, base, form, img, video, template, [onerror], [onload]"),
    ...[...document.querySelectorAll("h1, h2, b, a")].filter(({ textContent, href }) =>
      /^(?:gone|large|bold)$/.test(textContent) || /^(?:javascript|data):/i.test(href ?? "")),
    ...document.querySelectorAll("meta[http-equiv=refresh]"),
  ].map(({ outerHTML }) => outerHTML.slice(0, 100))`);
  for (const each of made as string[]) found.push(`${where}: became ${each}`);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await settled(page);
    const more = await overflow(page);
    if (more > 0) found.push(`${where}: ${more} px wider than ${width}`);
  }
  return found;
}

/** Every screen of every result that is served, and views that their links lead to. */
async function toured(served: Serving, links: number): Promise<string[]> {
  const watched = await watchedPage(browser);
  const { page } = watched;
  page.setDefaultTimeout(30_000);
  await watchWork(page);
  await opened(page, served.address);
  const ids = await idsOf(page);
  const found: string[] = [];
  for (const id of ids) {
    await visit(page, `#/r/${id}/verdict`);
    await page.locator("nav[aria-label=Screens] a[aria-current=page]").waitFor();
    const seen = new Set<string>();
    const screens = ["#/", ...(await screensOf(page))];
    const look = async (hash: string): Promise<void> => {
      if (seen.has(hash)) return;
      seen.add(hash);
      const where = hash.slice(0, 100);
      await visit(page, hash)
        .then(async () => found.push(...(await troubles(watched, where))))
        .catch((error) => found.push(`${where}: ${error}`));
    };
    for (const screen of screens) {
      await look(screen);
      if (screen !== "#/")
        for (const link of await linksOf(page, links)) if (link.includes(id)) await look(link);
    }
  }
  await page.context().close();
  return [...new Set(found)];
}

const idsOf = (page: Page): Promise<string[]> =>
  page
    .getByLabel("Result")
    .locator("option")
    .evaluateAll((options) =>
      options.map((option) => (option as { value?: string }).value ?? "").filter(Boolean),
    );

describe("in results from somewhere", () => {
  const groups = Array.from({ length: HOSTILE_NAMES.length / PER_RESULT }, (_, i) =>
    HOSTILE_NAMES.slice(i * PER_RESULT, (i + 1) * PER_RESULT),
  );
  it.each(groups.map((names, i) => [i + 1, names] as const))(
    "drills, names %i of 10",
    async (number, names) => {
      const place = mkdtempSync(join(tmpdir(), "twinsite-"));
      store(place, `hostile-${number}`, renamed(drilled, names));
      expect(await whileServing([place], (served) => toured(served, 2))).toEqual([]);
    },
  );

  it("years, sweeps, thresholds, comparisons and the gate", async () => {
    const place = mkdtempSync(join(tmpdir(), "twinsite-"));
    const other = aFolder((text) => text.replace("rtt: 27 ms", "rtt: 60 ms"));
    const fast = ["--resolution", "fluid", "-q", "--json"];
    const made = [
      ["run", file, "--outlook", "--years", "40", ...fast],
      ["sweep", file, "--grid", "links.carrier-1.rtt=10ms,60ms", "-n", "10", ...fast],
      ["compare", file, other.file, "-n", "10", ...fast],
      ["check", file, "--baseline", folder, "-n", "10", ...fast],
    ];
    for (const [i, args] of made.entries()) {
      const { stdout, stderr } = await twinsite(args);
      expect(stdout, stderr).toContain('"schema"');
      const document = renamedThroughout(JSON.parse(stdout), HOSTILE_NAMES.slice(i * 25));
      writeFileSync(join(place, `${i}.json`), JSON.stringify(document));
    }
    expect(await whileServing([place], (served) => toured(served, 2))).toEqual([]);
  });
});

const FIELDS: Readonly<Record<string, (name: string) => string>> = {
  sites: (name) => SMALL.replaceAll("shanghai", () => name),
  links: (name) => SMALL.replace("carrier-1", () => name),
  clusters: (name) => SMALL.replaceAll("orders:", () => `${name}:`),
  disruptions: (name) => SMALL.replace("node-crash:", () => `${name}:`).replace("for site-loss", ""),
  clients: (name) => `${SMALL}clients:\n  ${name}: { near: beijing }\n`,
  title: (name) => SMALL.replace("Two cities, small", () => name),
  question: (name) => `${SMALL}question: ${name}\n`,
  objective: (name) => SMALL.replace("rtoAchieved p50 <= 24 h for site-loss", () => name),
  kind: (name) => SMALL.replace("kind: node-crash", () => `kind: ${name}`),
  unit: (name) => SMALL.replace("27 ms", () => name),
  key: (name) => `${SMALL}${name}: 1\n`,
};

describe("in scenarios", () => {
  it("each is taken as it is, or refused with a diagnostic that says where", () => {
    const wrong: string[] = [];
    let taken = 0;
    for (const [field, text] of Object.entries(FIELDS))
      for (const name of HOSTILE_NAMES) {
        const { scenario, diagnostics } = loadScenario(text(JSON.stringify(name)), { file: "x.yaml" });
        if (scenario) taken++;
        else if (!diagnostics.some(({ severity, line }) => severity === "error" && line > 0))
          wrong.push(`${field} ${name}`);
      }
    expect(wrong).toEqual([]);
    // Titles and questions are free texts.
    expect(taken).toBeGreaterThan(200);
  });

  it("the longest names that there may be are shown on every screen, in a film too", async () => {
    const name = (letter: string): string => letter.repeat(64);
    const renaming: [RegExp, string][] = [
      [/shanghai/g, name("W")],
      [/beijing/g, name("M")],
      [/carrier-1/g, name("m")],
      [/orders/g, name("w")],
      [/site-loss(?!, site)/g, name("Q")],
      [new RegExp(`kind: ${name("Q")}`, "g"), "kind: site-loss"],
      [/Two cities, small/, HOSTILE_NAMES[3] as string],
    ];
    const long = aFolder((text) =>
      renaming
        .reduce((now, [what, by]) => now.replace(what, () => by), text)
        .replace(/^title: (.*)$/m, (_, title) => `title: ${JSON.stringify(title)}`),
    );
    const { code, stderr } = await twinsite(["run", long.file, "-n", "8", "--out", long.folder, "-q"]);
    expect(code, stderr).toBe(0);
    expect(await whileServing([long.folder], (served) => toured(served, 3))).toEqual([]);
  });
});
