// The evidence: runs are played again and compared with the stored ones, loudly where they differ; everything that a
// number rests on can be read and taken away.
import { readFileSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { estimatesCsv } from "../../reports/csv.ts";
import { type ExperimentResult, fingerprintOf, type RunResult, runLines } from "../../sim/index.ts";
import { hosted, startBrowser, watchedPage } from "./browser.ts";
import { DRILL, expectSound, openStored, type Stored, storedDrill, visit } from "./stored.ts";

describe("the evidence", () => {
  let browser: Browser;
  let server: Server;
  let address: string;
  let drill: Stored<ExperimentResult>;
  beforeAll(async () => {
    drill = await storedDrill(["failover.ttl=40s"]);
    browser = await startBrowser();
    ({ server, address } = await hosted());
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  it("plays stored runs again and finds them the same, to the last bit", async () => {
    const { page, wrong } = await watchedPage(browser);
    await openStored(page, address, drill);
    await visit(page, `#/r/${drill.id}/evidence`, "evidence");
    await page.getByRole("button", { name: "Verify" }).click();
    await page.waitForSelector("[data-verified='10']");
    await expect
      .poll(() => page.locator("[data-verified]").innerText())
      .toContain("10 of 10 are the stored runs");
    await expectSound(page, "evidence");
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  it("says loudly which runs are other runs", async () => {
    // Somebody changed one digit of one run, and the digest of all of them with it.
    const tampered: RunResult[] = drill.runs.map((run, i) =>
      i === 0 ? { ...run, fingerprint: { ...run.fingerprint, results: "0000000000000000" } } : run,
    );
    const result = { ...drill.result, fingerprint: fingerprintOf(tampered) };
    const [document = "", values = ""] = drill.files.map(
      (file) => `${file}.tampered${file.slice(file.lastIndexOf("."))}`,
    );
    writeFileSync(document, JSON.stringify(result));
    writeFileSync(values, runLines(tampered));
    const id = result.fingerprint.slice(0, 12);
    const { page, wrong } = await watchedPage(browser);
    await openStored(page, address, { files: [document, values], id });
    await visit(page, `#/r/${id}/evidence`, "evidence");
    await page.getByLabel(/stored runs again/).fill(String(tampered.length));
    await page.getByLabel(/stored runs again/).press("Tab");
    await page.getByRole("button", { name: "Verify" }).click();
    const alert = page.getByRole("alert");
    await alert.waitFor();
    await expect.poll(() => alert.innerText()).toContain("1 ARE NOT THE STORED RUNS");
    await expect.poll(() => alert.innerText()).toContain("other results");
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  it("shows the command, the digests, every assumption, and the scenario with all that is filled in", async () => {
    const { page, wrong } = await watchedPage(browser);
    await openStored(page, address, drill);
    await visit(page, `#/r/${drill.id}/evidence`, "evidence");
    const text = await page.locator("main").innerText();
    expect(text).toContain(
      `twinsite run ${DRILL}.yaml --set failover.ttl=40s --seed 42 -n 24 --resolution fluid`,
    );
    expect(text).toContain(drill.result.fingerprint);
    expect(text).toContain(drill.result.scenario.sha256);
    for (const { path } of drill.result.assumptions.list) expect(text).toContain(path);
    expect(text).toContain("order statistics");
    await page.getByText("With every preset and default filled in").click();
    await page.waitForSelector("[data-expanded]");
    const expanded = JSON.parse(await page.locator("[data-expanded]").innerText());
    expect(Object.keys(expanded.disruptions)).toEqual(drill.result.disruptions.map(({ name }) => name));
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  it("gives the document, the values of its runs and the estimates as files", async () => {
    const { page } = await watchedPage(browser);
    await openStored(page, address, drill);
    await visit(page, `#/r/${drill.id}/evidence`, "evidence");
    const saved = async (name: string): Promise<string> => {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name, exact: true }).click(),
      ]);
      return readFileSync(await download.path(), "utf8");
    };
    expect(JSON.parse(await saved("Document (JSON)"))).toMatchObject({
      fingerprint: drill.result.fingerprint,
    });
    expect(await saved("Values of every run (NDJSON)")).toBe(runLines(drill.runs));
    expect(await saved("Estimates (CSV)")).toBe(estimatesCsv([drill.result]));
    await page.context().close();
  });
});
