// The simulator in the page is the one of the command line: the same scenario gives the same runs.
import { readFileSync } from "node:fs";
import type { Server } from "node:http";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inProcessExecutor, loadScenarioOrThrow, runExperiment, runOnce } from "../../sim/index.ts";
import { hosted, opened, reportAddress, startBrowser, watchedPage } from "./browser.ts";

const text = readFileSync(join(import.meta.dirname, "../../scenarios/two-sites-no-witness.yaml"), "utf8");

describe("the page", () => {
  let browser: Browser;
  let server: Server;
  const addresses: Record<string, string> = { "as one file from a disk": reportAddress() };
  beforeAll(async () => {
    browser = await startBrowser();
    const host = await hosted();
    server = host.server;
    addresses["over http"] = host.address;
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  for (const how of ["over http", "as one file from a disk"])
    it(`${how}: a drill in its worker has the fingerprint that Node gives it`, async () => {
      const { page, wrong } = await watchedPage(browser);
      await opened(page, addresses[how] as string);
      await page
        .getByRole("listitem")
        .filter({ hasText: "two-sites-no-witness" })
        .getByRole("button")
        .first()
        .click();
      await page.waitForURL(/#\/r\/\w+\/verdict/);
      const id = /#\/r\/(\w+)/.exec(page.url())?.[1];
      const scenario = loadScenarioOrThrow(text, { file: "two-sites-no-witness.yaml" });
      const { result } = await runExperiment(scenario, {
        replications: 20,
        resolution: "fluid",
        identity: { sha256: "" },
        executor: inProcessExecutor(scenario),
      });
      expect(id).toBe(result.fingerprint.slice(0, 12));
      const [disruption = ""] = Object.keys(scenario.disruptions);
      await page.evaluate(`location.hash = "#/r/${id}/incident/${disruption}/3"`);
      const shown = page.locator("[data-fingerprint]");
      await shown.waitFor();
      const run = runOnce(scenario, {
        disruption,
        replication: 3,
        seed: scenario.run.seed,
        resolution: "fluid",
      });
      await expect.poll(() => shown.getAttribute("data-fingerprint")).toBe(run.fingerprint.trajectory);
      expect(wrong).toEqual([]);
      await page.context().close();
    });
});
