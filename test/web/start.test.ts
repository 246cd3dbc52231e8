// The first page: a question is simulated, stopped, or crashes with its seed; files are opened, and what cannot be is
// said.
import type { Server } from "node:http";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hosted, opened, startBrowser, watchedPage } from "./browser.ts";
import { DRILL, expectSound, openStored, storedDrill } from "./stored.ts";

describe("the first page", () => {
  let browser: Browser;
  let server: Server;
  let address: string;
  beforeAll(async () => {
    browser = await startBrowser();
    ({ server, address } = await hosted());
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  it("offers every shipped scenario by its question", async () => {
    const { page, wrong } = await watchedPage(browser);
    await opened(page, address);
    await expect.poll(() => page.locator(".examples li").count()).toBeGreaterThanOrEqual(15);
    await page
      .getByRole("heading", { name: "Can two sites alone survive the loss of one of them?" })
      .waitFor();
    await expectSound(page, "start");
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  it("lives years where the question is about years", async () => {
    const { page, wrong } = await watchedPage(browser);
    await opened(page, address);
    await page.getByRole("button", { name: "Live 40 years: bench-pair" }).click();
    await page.waitForURL(/#\/r\/\w+\/verdict/);
    await page.getByRole("row", { name: /^downtime/ }).waitFor();
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  it("a simulation can be stopped, and another one begun", async () => {
    const { page, wrong } = await watchedPage(browser);
    await opened(page, address);
    await page.getByRole("button", { name: "Break it 20 times: two-cities", exact: true }).click();
    await page.getByRole("button", { name: "Stop" }).click();
    await expect.poll(() => page.locator(".running").count()).toBe(0);
    expect(page.url()).not.toContain("/r/");
    await page.getByRole("button", { name: `Break it 20 times: ${DRILL}` }).click();
    await page.waitForURL(/#\/r\/\w+\/verdict/);
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  it("a crash of the simulator says what it did, with which seed", async () => {
    const { page } = await watchedPage(browser);
    await opened(page, address);
    // A worker that fails at its second task, as one would that runs out of memory.
    await page.evaluate(`{
      const Before = Worker;
      globalThis.Worker = class extends Before {
        tasks = 0;
        postMessage(message, ...rest) {
          if (message?.type === "APPLY" && ++this.tasks === 2)
            this.dispatchEvent(new ErrorEvent("error", { message: "out of memory", cancelable: true }));
          else super.postMessage(message, ...rest);
        }
      };
    }`);
    await page.getByRole("button", { name: `Break it 20 times: ${DRILL}` }).click();
    const alert = page.getByRole("alert");
    await alert.waitFor();
    await expect
      .poll(() => alert.innerText())
      .toBe(`The simulator crashed (${DRILL}, seed 42): out of memory`);
    await page.context().close();
  });

  it("says why a file cannot be opened, and takes the values of runs only beside their document", async () => {
    const drill = await storedDrill([], 4);
    const other = await storedDrill(["failover.ttl=60s"], 4);
    const { page, wrong } = await watchedPage(browser);
    await opened(page, address);
    const file = (name: string, text: string) => ({
      name,
      mimeType: "application/octet-stream",
      buffer: Buffer.from(text),
    });
    await page.setInputFiles("input[type=file]", [
      file("a.json", "{"),
      file("b.json", '{"schema":"x/y"}'),
      file("c.json", '{"schema":"twinsite/solve/v1","scenario":{}}'),
      file("d.txt", ""),
    ]);
    await page.getByText("a.json is not JSON").waitFor();
    const told = (await page.getByRole("alert").allInnerTexts()).join("\n");
    expect(told).toContain("b.json is x/y; known are twinsite/result/v1");
    expect(told).toContain("c.json is damaged: scenario.name");
    expect(told).toContain("d.txt: a result (.json)");
    // The runs of another result are refused, its own are taken.
    await page.setInputFiles("input[type=file]", [drill.files[0] as string, other.files[1] as string]);
    await page.waitForURL(`**#/r/${drill.id}/verdict`);
    await page.goto(`${address}#/`);
    await page.getByText("holds the runs of a result that is not open").waitFor();
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  it("a scenario from a file goes to What-if", async () => {
    const { page, wrong } = await watchedPage(browser);
    await opened(page, address);
    await page.setInputFiles("input[type=file]", {
      name: "mine.yaml",
      mimeType: "text/yaml",
      buffer: Buffer.from("twinsite: 1\ntitle: My own\n"),
    });
    await page.waitForURL(/#\/what-if\?base=.*name=mine/);
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  it("lists what it holds", async () => {
    const drill = await storedDrill([], 4);
    const { page } = await watchedPage(browser);
    await openStored(page, address, drill);
    await page.evaluate('location.hash = "#/"');
    await page.locator(".held").getByRole("link", { name: DRILL }).click();
    await page.waitForURL(`**#/r/${drill.id}/verdict`);
    await page.context().close();
  });
});
