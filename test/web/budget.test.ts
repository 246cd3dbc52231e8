// What the first load costs: everything that is fetched until the page is ready, as a server would send it compressed.
import type { Server } from "node:http";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hosted, opened, startBrowser, watchedPage } from "./browser.ts";

/** Bytes; without the editor, the map and the simulator, which are fetched when they are asked for. */
const BUDGET = 100_000;

describe("the first load", () => {
  let browser: Browser;
  let server: Server;
  let root: string;
  beforeAll(async () => {
    browser = await startBrowser();
    ({ address: root, server } = await hosted());
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  for (const hash of ["", "#/what-if", "#/sweep", "#/compare"])
    it(`of ${hash || "the first page"} is within 100 KB`, async () => {
      const { page, wrong } = await watchedPage(browser);
      const fetched: { readonly url: string; readonly body: Promise<Buffer> }[] = [];
      page.on("response", (response) => {
        // What is fetched for the worker is not needed to show anything.
        if (!/worker-/.test(response.url())) fetched.push({ url: response.url(), body: response.body() });
      });
      await opened(page, `${root}${hash}`);
      const sizes = await Promise.all(
        fetched.map(async ({ url, body }) => ({ url, size: gzipSync(await body).length })),
      );
      const total = sizes.reduce((sum, { size }) => sum + size, 0);
      console.log(`first load of ${hash || "/"}: ${(total / 1000).toFixed(1)} KB in ${sizes.length} files`);
      expect(sizes.length).toBeGreaterThan(2);
      expect(total).toBeLessThanOrEqual(BUDGET);
      expect(wrong).toEqual([]);
      await page.context().close();
    });
});
