// The verdict: a stored result is opened, its worst row stands first, every number leads to the runs behind it.
import type { Server } from "node:http";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { worstFirst } from "../../reports/view/drill-rows.ts";
import { duration } from "../../reports/view/format.ts";
import { levers } from "../../reports/view/levers.ts";
import type { ExperimentResult, OutlookResult } from "../../sim/index.ts";
import { hosted, startBrowser, watchedPage } from "./browser.ts";
import { expectSound, openStored, type Stored, storedDrill, storedOutlook } from "./stored.ts";

describe("the verdict", () => {
  let browser: Browser;
  let server: Server;
  let address: string;
  let drill: Stored<ExperimentResult>;
  let years: Stored<OutlookResult>;
  beforeAll(async () => {
    [drill, years] = [await storedDrill(), await storedOutlook(40)];
    browser = await startBrowser();
    ({ server, address } = await hosted());
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  const rowNames = (page: Page): Promise<string[]> =>
    page.locator("table.drill tbody th .name").allInnerTexts();

  it("of a drill has a row for each disruption, worst first; how soon is printed", async () => {
    const { page, wrong } = await watchedPage(browser);
    await openStored(page, address, drill);
    // Opening a second time: the code is there, the document is new.
    await page.goto(address);
    await page.waitForSelector("html[data-ready]");
    const began = performance.now();
    await page.setInputFiles("input[type=file]", [...drill.files]);
    await page.waitForSelector("table.drill tbody tr");
    console.log(
      `verdict of a stored result of ${drill.runs.length} runs: ${Math.round(performance.now() - began)} ms`,
    );
    expect(await rowNames(page)).toEqual(worstFirst(drill.result).map(({ name }) => name));
    await expect.poll(() => page.locator(".verdict.beyond").first().innerText()).toContain("24 of 24");
    for (const { expression } of drill.result.objectives)
      await expect.poll(() => page.getByText(expression, { exact: true }).count()).toBe(1);
    await expectSound(page, "verdict");
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  it("each number leads to its runs, the worst run to its incident, a lever to What-if with its value", async () => {
    const { page, wrong } = await watchedPage(browser);
    await openStored(page, address, drill);
    const { worst } = drill.result.disruptions.find(({ name }) => name === "node-crash") ?? {};
    const row = page.locator("table.drill tbody tr", { hasText: "node-crash" });
    await expect
      .poll(() => row.locator("a.worst").getAttribute("href"))
      .toBe(`#/r/${drill.id}/incident/node-crash/${worst?.replication}`);
    const most = drill.result.disruptions.find(({ name }) => name === "node-crash")?.metrics
      .rtoAchievedSeconds?.max as number;
    await row
      .getByRole("link", { name: `max of outage (95 % served) in node-crash: ${duration(most)}` })
      .click();
    await page.waitForURL(`**/distribution/node-crash/rtoAchievedSeconds?from=${most}`);
    // Of all runs those at the longest outage are chosen.
    const longest = drill.runs.filter(
      ({ disruption, values }) => disruption === "node-crash" && values.rtoAchievedSeconds === most,
    );
    const shown = page.locator("table.runs tbody th a");
    await shown.first().waitFor();
    expect((await shown.allInnerTexts()).map(Number).sort()).toEqual(
      longest.map(({ replication }) => replication).sort(),
    );
    await page.goBack();
    const [lever] = levers(drill.result);
    const link = page
      .locator(".strip")
      .getByRole("link", { name: lever?.path as string })
      .first();
    await expect
      .poll(() => link.getAttribute("href"), { timeout: 20_000 })
      .toMatch(/what-if\?set=failover\.ttl%3D\d/);
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  it("over the years says what a year has and how often it is worse", async () => {
    const { page, wrong } = await watchedPage(browser);
    await openStored(page, address, years);
    await page.getByRole("heading", { name: "What would change the verdict" }).waitFor();
    await expect.poll(() => page.getByRole("row", { name: /^downtime/ }).count()).toBe(1);
    await expect
      .poll(() => page.getByText("How often a calendar year has more than so much").count())
      .toBe(1);
    await expectSound(page, "verdict-years");
    await page.getByRole("link", { name: /^downtime:/ }).click();
    await page.waitForURL("**/distribution?curve=downtime");
    await page.waitForSelector("main[data-screen=distribution] figure svg path");
    await expectSound(page, "distribution-years");
    expect(wrong).toEqual([]);
    await page.context().close();
  });
});
