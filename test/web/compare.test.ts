// Two results beside each other: the page says what `compare` of the command line says, and shows the run in which they
// differ most.
import type { Server } from "node:http";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compareRows } from "../../reports/view/compare-rows.ts";
import { type Comparison, compare, type ExperimentResult, samplesOfRuns } from "../../sim/index.ts";
import { hosted, startBrowser, watchedPage } from "./browser.ts";
import { expectSound, openStored, type Stored, storedDrill, visit } from "./stored.ts";

const METRIC = "rtoAchievedSeconds";

describe("two results", () => {
  let browser: Browser;
  let server: Server;
  let address: string;
  let old: Stored<ExperimentResult>;
  let next: Stored<ExperimentResult>;
  let comparison: Comparison;
  beforeAll(async () => {
    [old, next] = [await storedDrill(), await storedDrill(["failover.ttl=60s"])];
    const side = ({ result, runs }: Stored<ExperimentResult>) => ({
      design: { name: "", title: "", file: "", sha256: "", fingerprint: "" },
      samples: samplesOfRuns(runs, 1, result.replications),
    });
    comparison = compare({
      question: "drill",
      resolution: "fluid",
      seed: "42",
      disruptions: old.result.disruptions.map(({ name }) => name),
      old: side(old),
      new: side(next),
    });
    browser = await startBrowser();
    ({ server, address } = await hosted());
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  async function comparing(query = "") {
    const watched = await watchedPage(browser);
    await openStored(watched.page, address, old, next);
    await visit(watched.page, `#/r/${old.id}/compare?with=${next.id}${query}`, "compare");
    await watched.page.getByRole("heading", { name: "What that does" }).waitFor();
    return watched;
  }

  it("are paired run by run, with the numbers of the command line, and with what differs in the scenarios", async () => {
    const { page, wrong } = await comparing();
    const cells = page.locator(".pair table").last().locator("tbody tr");
    const shown = await cells.evaluateAll((rows) =>
      rows.map((row) =>
        [...(row as unknown as { cells: { innerText: string }[] }).cells].map((cell) =>
          cell.innerText.trim(),
        ),
      ),
    );
    const expected = compareRows(comparison, false);
    expect(expected.length).toBeGreaterThan(0);
    expect(shown.map((row) => row.slice(0, 5))).toEqual(
      expected.map((row) => [
        row.disruption || "nothing breaks",
        row.metric,
        row.old,
        row.new,
        row.difference,
      ]),
    );
    await expect.poll(() => page.locator(".pair table").first().innerText()).toContain("failover.ttl");
    await page.waitForSelector("path.served");
    await expectSound(page, "compare");
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  it("the run with the largest difference is laid over its twin, aligned on the fault, and leads to both", async () => {
    const { page, wrong } = await comparing(`&d=node-crash&m=${METRIC}`);
    const row = comparison.rows.find(
      ({ metric, disruption }) => metric === METRIC && disruption === "node-crash",
    );
    const values = [old, next].map(({ runs }) =>
      runs
        .filter(({ disruption }) => disruption === "node-crash")
        .map((run): [number, number] => [run.replication, run.values[METRIC] as number]),
    );
    const [before, after] = values.map((pairs) => new Map(pairs));
    const gap = (n: number): number => Math.abs((after?.get(n) ?? 0) - (before?.get(n) ?? 0));
    const most = Math.max(...[...(before?.keys() ?? [])].map(gap));
    expect(row?.word).toBe("worse");
    const button = page.getByRole("button", { name: /^Look at the run with the largest difference/ });
    await button.click();
    await page.waitForURL(/n=\d+/);
    const n = Number(/[?&]n=(\d+)/.exec(page.url())?.[1]);
    expect(gap(n)).toBeCloseTo(most, 9);
    await page.waitForSelector("path.served");
    await expect.poll(() => page.locator("path.served").count()).toBe(2);
    await expect.poll(() => page.locator("path.mark").count()).toBe(24);
    const links = await page
      .getByRole("link", { name: /^Watch it in/ })
      .evaluateAll((all) => all.map((link) => (link as unknown as { hash: string }).hash));
    expect(links).toEqual([old.id, next.id].map((id) => `#/r/${id}/incident/node-crash/${n}`));
    // One instant in both, without a mouse.
    const slider = page.getByLabel(/^at /);
    await slider.focus();
    await slider.press("End");
    await page
      .getByText(/100 % served/)
      .first()
      .waitFor();
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  it("change places by a key; the address says so", async () => {
    const { page, wrong } = await comparing("&d=node-crash");
    await page.locator("h1").click();
    await page.keyboard.press("x");
    await page.waitForURL(`**#/r/${next.id}/compare?*with=${old.id}*`);
    await page.getByRole("heading", { name: "What that does" }).waitFor();
    expect(page.url()).toContain("d=node-crash");
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  it("without the values of their runs are not paired, and it is said why", async () => {
    const { page } = await watchedPage(browser);
    await openStored(page, address, { ...old, files: old.files.slice(0, 1) }, next);
    await visit(page, `#/r/${old.id}/compare?with=${next.id}`, "compare");
    await page.getByText(/^Their runs cannot be paired: the values of the runs of/).waitFor();
    await page.context().close();
  });
});
