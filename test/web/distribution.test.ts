// A distribution: a stretch of it is chosen with the mouse, with sliders or by an address, and the runs in it are named.
import { readFileSync } from "node:fs";
import type { Server } from "node:http";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ExperimentResult } from "../../sim/index.ts";
import { hosted, opened, startBrowser, watchedPage } from "./browser.ts";
import { expectSound, openStored, type Stored, storedDrill, visit } from "./stored.ts";

const METRIC = "rtoAchievedSeconds";
const DISRUPTION = "node-crash";

describe("a distribution", () => {
  let browser: Browser;
  let server: Server;
  let address: string;
  let drill: Stored<ExperimentResult>;
  let values: readonly { readonly replication: number; readonly value: number }[];
  beforeAll(async () => {
    drill = await storedDrill();
    values = drill.runs
      .filter(({ disruption }) => disruption === DISRUPTION)
      .map((run) => ({ replication: run.replication, value: run.values[METRIC] as number }))
      .sort((a, b) => b.value - a.value);
    browser = await startBrowser();
    ({ server, address } = await hosted());
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  async function shownPage() {
    const watched = await watchedPage(browser);
    await openStored(watched.page, address, drill);
    await visit(watched.page, `#/r/${drill.id}/distribution/${DISRUPTION}/${METRIC}`, "distribution");
    await watched.page.waitForSelector("path.steps");
    return watched;
  }
  const listed = async (page: Page): Promise<number[]> =>
    (await page.locator("table.runs tbody th a").allInnerTexts()).map(Number);

  it("brushing its tail lists the runs in it, and each leads to its incident", async () => {
    const { page, wrong } = await shownPage();
    const area = await page.locator("g.brush rect.overlay").boundingBox();
    const curve = await page.locator("path.steps").first().boundingBox();
    if (!area || !curve) throw new Error("nothing is drawn");
    // From the middle of the curve to the end of the axis, where no quantile is in the way.
    const y = area.y + 0.9 * area.height;
    await page.mouse.move(curve.x + curve.width / 2, y);
    await page.mouse.down();
    await page.mouse.move(area.x + area.width - 2, y, { steps: 4 });
    await page.mouse.up();
    await page.waitForURL(/from=/);
    const query = new URLSearchParams(page.url().split("?")[1]);
    const [from, to] = [Number(query.get("from")), Number(query.get("to"))];
    const expected = values.filter(({ value }) => value >= from && value <= to);
    expect(expected.length).toBeGreaterThan(0);
    expect(expected.length).toBeLessThan(values.length);
    expect(to).toBe(values[0]?.value);
    await page
      .getByRole("heading", { name: `${expected.length} of ${values.length} runs are chosen` })
      .waitFor();
    expect((await listed(page)).sort()).toEqual(expected.map(({ replication }) => replication).sort());
    await page.locator("table.runs tbody th a").first().click();
    await page.waitForURL(`**/r/${drill.id}/incident/${DISRUPTION}/${(await firstOf(expected)).replication}`);
    expect(wrong).toEqual([]);
    await page.context().close();
  });
  const firstOf = async <T>(all: readonly T[]): Promise<T> => all[0] as T;

  it("sliders choose the same runs without a mouse, and the address brings them back", async () => {
    const { page, wrong } = await shownPage();
    const slider = page.getByLabel(/^from rank/);
    await slider.focus();
    for (let i = 0; i < 20; i++) await page.keyboard.press("ArrowRight");
    await page.getByRole("heading", { name: /^4 of 24 runs are chosen/ }).waitFor();
    const expected = values.slice(0, 4).map(({ replication }) => replication);
    expect((await listed(page)).sort()).toEqual([...expected].sort());
    const hash = new URL(page.url()).hash;
    await visit(page, "#/", '""');
    await visit(page, hash, "distribution");
    await page.getByRole("heading", { name: /^4 of 24 runs are chosen/ }).waitFor();
    expect((await listed(page)).sort()).toEqual([...expected].sort());
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  it("is saved as a drawing, a picture and a table", async () => {
    const { page, wrong } = await shownPage();
    const saved = async (what: string): Promise<Buffer> => {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.locator("figure").first().getByRole("button", { name: what }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`${DISRUPTION}-${METRIC}.${what.toLowerCase()}`);
      return readFileSync(await download.path());
    };
    const svg = (await saved("SVG")).toString();
    expect(svg).toMatch(/^<svg[^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(svg).toContain("p50");
    expect((await saved("PNG")).subarray(1, 4).toString()).toBe("PNG");
    const [heads, ...rows] = (await saved("CSV")).toString().trimEnd().split("\r\n");
    expect(heads).toBe("statistic,value,95 % interval");
    // 24 runs are enough for a p95, and not for a p99.
    expect(rows.map((row) => row.split(",")[0])).toEqual(["least", "mean", "p50", "p95", "most"]);
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  it("runs that were never over are a part of it and can be chosen", async () => {
    const { page, wrong } = await shownPage();
    await visit(page, `#/r/${drill.id}/distribution/site-loss/${METRIC}`, "distribution");
    await page.getByRole("button", { name: "Runs beyond the horizon" }).click();
    await page.waitForURL(/from=never/);
    await page.getByRole("heading", { name: /^24 of 24 runs are chosen/ }).waitFor();
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  it("without the values of the runs they are made again here, and are the same", async () => {
    const { page, wrong } = await watchedPage(browser);
    await openStored(page, address, { ...drill, files: drill.files.slice(0, 1) });
    await visit(page, `#/r/${drill.id}/distribution/${DISRUPTION}/${METRIC}`, "distribution");
    await page.getByRole("button", { name: /^Make the 24 runs again/ }).click();
    await page.waitForSelector("table.runs tbody tr");
    await expect.poll(() => listed(page)).toHaveLength(24);
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  it("looks right with a stretch chosen, on an axis of powers", async () => {
    const { page, wrong } = await shownPage();
    await visit(
      page,
      `#/r/${drill.id}/distribution/${DISRUPTION}/${METRIC}?from=${values[5]?.value}&log=1`,
      "distribution",
    );
    await page.getByRole("heading", { name: /^6 of 24 runs are chosen/ }).waitFor();
    await expectSound(page, "distribution");
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  it("a link to a result that the page does not hold says so", async () => {
    const { page } = await watchedPage(browser);
    await opened(page, `${address}#/r/0123456789ab/distribution`);
    await page.getByRole("heading", { name: "This page does not hold that result" }).waitFor();
    await page.context().close();
  });
});
