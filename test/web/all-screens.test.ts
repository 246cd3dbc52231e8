// Every screen of the page with every kind of result, from a server and from a disk, in both themes: nothing for axe to
// say, nothing on the console, nothing asked of anybody, nothing wider than the window; and a picture of each.
import { copyFileSync, mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { aFolder, twinsite } from "../cli/twinsite.ts";
import { violations } from "./axe.ts";
import { opened, pictures, startBrowser, watchedPage } from "./browser.ts";
import { type Serving, serving } from "./serving.ts";
import { linksOf, overflow, screensOf, settled, visit, watchWork } from "./visits.ts";

const WIDTHS = [1280, 400];
const { folder, file } = aFolder();
const out = join(folder, "out");
let browser: Browser;
let served: Serving;
let fromDisk: string;

beforeAll(async () => {
  const other = aFolder((text) => text.replace("rtt: 27 ms", "rtt: 60 ms"));
  const rest = ["-n", "20", "--resolution", "fluid", "-q", "--out", out];
  const second = join(folder, "slower.yaml");
  copyFileSync(other.file, second);
  const commands = [
    ["run", file, ...rest],
    ["run", file, "--outlook", "--years", "60", "-q", "--out", out],
    ["compare", file, second, ...rest],
    ["sweep", file, "--grid", "links.carrier-1.rtt=10ms,30ms,60ms", "--grid", "run.limit=10min,1h", ...rest],
  ];
  for (const args of commands) {
    const { code, stderr } = await twinsite(args);
    expect(code, stderr).toBe(0);
  }
  const report = join(mkdtempSync(join(tmpdir(), "twinsite-")), "report.html");
  const { code, stderr } = await twinsite(["report", out, "--html", report]);
  expect(code, stderr).toBe(0);
  fromDisk = pathToFileURL(report).href;
  served = await serving(out);
  browser = await startBrowser();
  mkdirSync(pictures, { recursive: true });
}, 240_000);
afterAll(async () => {
  await browser.close();
  await served.end();
});

const ways: Readonly<Record<string, () => string>> = {
  served: () => served.address,
  disk: () => fromDisk,
};
const cases = Object.keys(ways).flatMap((way) =>
  (["light", "dark"] as const).map((theme) => [way, theme] as const),
);

it.each(cases)(
  "%s, %s",
  async (way, colorScheme) => {
    const watched = await watchedPage(browser, { colorScheme });
    const { page, wrong } = watched;
    await watchWork(page);
    await opened(page, (ways[way] as () => string)());
    const ids = await page
      .getByLabel("Result")
      .locator("option")
      .evaluateAll((all) =>
        all.map((each) => (each as { value?: string }).value ?? "").filter((id) => id !== ""),
      );
    expect(ids).toHaveLength(4);
    const found: string[] = [];
    const seen = new Set<string>();
    const look = async (hash: string, picture: string): Promise<void> => {
      if (seen.has(hash)) return;
      seen.add(hash);
      await visit(page, hash);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        await settled(page);
        const more = await overflow(page);
        if (more > 0) found.push(`${hash}: ${more} px wider than ${width}`);
        for (const each of await violations(page)) found.push(`${hash} at ${width}: ${each}`);
        const path = join(pictures, `all-${picture}-${colorScheme}${width === 400 ? "-narrow" : ""}.png`);
        if (way === "served") await page.screenshot({ path });
      }
      found.push(...wrong.splice(0).map((each) => `${hash}: ${each}`));
    };
    await look("#/", "start");
    await look("#/tour", "tour");
    for (const [i, id] of ids.entries()) {
      await visit(page, `#/r/${id}/verdict`);
      for (const screen of await screensOf(page)) {
        const name = /([^/?]*)(?:\?|$)/.exec(screen)?.[1] ?? "";
        await look(screen, `${i + 1}-${name}`);
        for (const [k, link] of (await linksOf(page, 1)).entries())
          if (link.includes(id)) await look(link, `${i + 1}-${name}-link-${k + 1}`);
      }
    }
    expect(found).toEqual([]);
    await page.context().close();
  },
  280_000,
);
