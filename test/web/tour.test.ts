// The tour: one failover of a shipped scenario, step by step to its end, with nothing in it that the run does not say.
import { mkdirSync, readFileSync } from "node:fs";
import type { Server } from "node:http";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { duration } from "../../reports/view/format.ts";
import { loadScenarioOrThrow, runOnce } from "../../sim/index.ts";
import { otherValues } from "../../web/screens/tour/other-value.ts";
import { violations } from "./axe.ts";
import { hosted, opened, pictures, startBrowser, watchedPage } from "./browser.ts";

const text = readFileSync(join(import.meta.dirname, "../../scenarios/two-cities.yaml"), "utf8");

describe("the tour", () => {
  let browser: Browser;
  let server: Server;
  let address: string;
  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    browser = await startBrowser();
    ({ address, server } = await hosted());
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  it("is completed with the keys; each phase says what set it and what another value would have done", async () => {
    const scenario = loadScenarioOrThrow(text);
    const job = { disruption: "site-loss", replication: 1, seed: scenario.run.seed } as const;
    const run = runOnce(scenario, job);
    const { page, wrong } = await watchedPage(browser);
    await opened(page, `${address}#/tour`);
    await page.locator("[data-tour='1']").waitFor();
    const steps = page.locator("progress[aria-label=steps]");
    const count = Number(await steps.getAttribute("max"));
    // Before, the fault, what was lost, the end; and one for each phase.
    expect(count).toBe(4 + run.phases.length);
    await page.keyboard.press("ArrowRight");
    await page.locator("[data-tour='2']").waitFor();
    for (const [i, { setBy, micros }] of run.phases.entries()) {
      await page.keyboard.press("ArrowRight");
      const step = page.locator(`[data-tour='${i + 3}']`);
      await step.getByText(setBy, { exact: true }).waitFor();
      await expect.poll(() => step.textContent()).toContain(`In this run it takes ${duration(micros / 1e6)}`);
      const other = step.locator("[data-other]");
      await other.waitFor();
      const value = await other.getAttribute("data-other");
      const changed = runOnce(loadScenarioOrThrow(text, { overrides: [`${setBy}=${value}`] }), job);
      await expect
        .poll(() => other.textContent())
        .toContain(duration(changed.values.rtoAchievedSeconds ?? 0));
      const link = await other.getByRole("link").getAttribute("href");
      expect(new URLSearchParams(link?.split("?")[1]).get("set")).toBe(`${setBy}=${value}`);
    }
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.locator("[data-tour=done]").waitFor();
    expect(page.url()).toContain(`#/tour/${count}`);
    const sum = run.phases.reduce((all, { micros }) => all + micros, 0);
    await expect
      .poll(() => page.locator("[data-tour=done]").textContent())
      .toContain(`= ${duration(sum / 1e6)}`);
    await page.goBack();
    await page.locator(`[data-tour='${count - 1}']`).waitFor();
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  for (const colorScheme of ["light", "dark"] as const)
    it(`is accessible and has its picture taken: ${colorScheme}`, async () => {
      const { page, wrong } = await watchedPage(browser, { colorScheme });
      await opened(page, `${address}#/tour/3`);
      await page.locator("[data-other]").waitFor();
      await page.locator(".land path").waitFor({ state: "attached" });
      expect(await violations(page)).toEqual([]);
      await page.screenshot({ path: join(pictures, `tour-${colorScheme}.png`), fullPage: true });
      expect(wrong).toEqual([]);
      await page.context().close();
    });
});

it("another value is half of it, then twice; what has no number has none", () => {
  expect(otherValues("30 s")).toEqual(["15 s", "60 s"]);
  expect(otherValues("2")).toEqual(["1", "4"]);
  expect(otherValues("1")).toEqual(["2"]);
  expect(otherValues("{ kind: uniform, from: 0.3 s, to: 0.8 s }")).toEqual([
    "{ kind: uniform, from: 0.15 s, to: 0.4 s }",
    "{ kind: uniform, from: 0.6 s, to: 1.6 s }",
  ]);
  expect(otherValues("self-demotion")).toEqual([]);
});
