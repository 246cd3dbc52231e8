// What-if in the page: what is turned changes the numbers as it does in Node, what is wrong is said as on the command line,
// and twenty of them leave no heap behind.
import { mkdirSync, readFileSync } from "node:fs";
import type { Server } from "node:http";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  inProcessExecutor,
  loadScenario,
  loadScenarioOrThrow,
  renderDiagnostic,
  runExperiment,
} from "../../sim/index.ts";
import { hosted, opened, pictures, startBrowser, watchedPage } from "./browser.ts";

const NAME = "two-sites-no-witness";
const text = readFileSync(join(import.meta.dirname, `../../scenarios/${NAME}.yaml`), "utf8");
const TURNED = "failover.ttl=60 s";
const address = (query: Readonly<Record<string, string>>): string =>
  `#/what-if?${new URLSearchParams({ example: NAME, ...query })}`;

/** The edited text that an address holds. */
const textOf = (url: string): string => {
  const code = new URLSearchParams(url.split("?")[1]).get("text") ?? "";
  return code === "" ? "" : inflateRawSync(Buffer.from(code, "base64url")).toString();
};

describe("what-if", () => {
  let browser: Browser;
  let server: Server;
  let root: string;
  beforeAll(async () => {
    browser = await startBrowser();
    ({ address: root, server } = await hosted());
    mkdirSync(pictures, { recursive: true });
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  /** First numbers are there, and what can be turned is known. */
  const start = async (hash: string, theme: "light" | "dark" = "light") => {
    const watched = await watchedPage(browser, { colorScheme: theme });
    await opened(watched.page, `${root}${hash}`);
    await watched.page.locator("[data-numbers][data-first]").waitFor();
    await watched.page.locator("[data-sliders]:not([data-sliders='0'])").waitFor();
    return watched;
  };
  /** Asked from outside: the page's policy allows no code from text within. */
  const until = (page: Page, condition: string) =>
    expect.poll(() => page.evaluate(condition), { timeout: 60_000, interval: 20 }).toBe(true);
  const enough = (page: Page, runs: number) =>
    until(
      page,
      `(() => {
        const rows = [...document.querySelectorAll("tr[data-disruption]")];
        return rows.length > 0 && rows.every(({ dataset }) => Number(dataset.runs) >= ${runs});
      })()`,
    );
  const textIn = (selector: string, words: string): string =>
    `[...document.querySelectorAll(${JSON.stringify(selector)})].some((each) => each.textContent.includes(${JSON.stringify(words)}))`;
  /** With a key on its slider; how long the page says it took to the first numbers, in ms. */
  const turn = async (page: Page, path: string, key: string): Promise<number> => {
    const before = (await page.locator(".sets code").allTextContents()).join();
    await page.getByRole("slider", { name: path, exact: true }).focus();
    await page.keyboard.press(key);
    await until(
      page,
      `[...document.querySelectorAll(".sets code")].map((each) => each.textContent).join() !== ${JSON.stringify(before)}`,
    );
    const table = page.locator("[data-numbers][data-first]");
    await table.waitFor();
    return Number(await table.getAttribute("data-first"));
  };

  it("a deep link brings back what was turned, the numbers are Node's, and what is kept has a verdict", async () => {
    const { page, wrong } = await start(address({ set: TURNED, d: "node-crash", m: "rtoAchievedSeconds" }));
    await expect.poll(() => page.locator(".sets code").allTextContents()).toEqual([TURNED]);
    await enough(page, 20);
    const row = page.locator("tr[data-disruption='node-crash']");
    await expect.poll(() => row.getAttribute("aria-current")).toBe("true");
    await expect.poll(() => row.textContent()).toMatch(/worse \(worse in \d+ of \d+\)\d+ fluid/);
    await page.getByRole("button", { name: "Stop" }).click();
    await page.locator("[data-phase='stopped']").waitFor();
    await page.getByRole("button", { name: /^Keep/ }).click();
    const kept = page.locator("[data-kept]");
    const id = await kept.getAttribute("data-kept");
    const replications = Number(/of (\d+) runs/.exec((await kept.textContent()) ?? "")?.[1]);
    expect(replications).toBeGreaterThanOrEqual(20);
    const scenario = loadScenarioOrThrow(text, { file: `${NAME}.yaml`, overrides: [TURNED] });
    const { result } = await runExperiment(scenario, {
      replications,
      resolution: "fluid",
      identity: { sha256: "" },
      executor: inProcessExecutor(scenario),
    });
    expect(id).toBe(result.fingerprint.slice(0, 12));
    await kept.getByRole("link").click();
    await page.waitForURL(new RegExp(`#/r/${id}/verdict`));
    await page.evaluate(`location.hash = "#/r/${id}/what-if"`);
    await page.locator("[data-numbers][data-first]").waitFor();
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  it("what is turned is answered at once, then write by write; every number says which it is", async () => {
    const { page, wrong } = await start(address({ d: "node-crash" }));
    await enough(page, 20);
    const first: number[] = [];
    for (const key of ["PageUp", "ArrowRight", "ArrowRight"]) {
      first.push(await turn(page, "failover.ttl", key));
      await enough(page, 1);
    }
    console.log(`first numbers of a what-if after ${first.join(", ")} ms`);
    await until(
      page,
      `[...document.querySelectorAll("tr[data-runs='400']")].some(({ dataset }) => Number(dataset.writes) >= 3)`,
    );
    const said = await page.locator("[data-numbers]").textContent();
    expect(said).toContain("400 fluid");
    expect(said).toMatch(/\d+ write by write/);
    await expect.poll(() => page.locator("[data-changes='1']").textContent()).toContain("failover.ttl");
    await page.getByRole("button", { name: /^Undo failover.ttl/ }).click();
    await expect.poll(() => page.locator(".sets").count()).toBe(0);
    await until(page, `!location.hash.includes("set=")`);
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  it("the editor says what the command line says, completes, and its text is in the address", async () => {
    const { page, wrong } = await start(address({}));
    await page.getByText("Edit the scenario").click();
    const editor = page.getByRole("textbox", { name: "Text of the scenario" });
    await editor.click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("\nfoo: 3\n");
    await page.locator("[data-phase='wrong']").waitFor();
    const edited = `${text}\nfoo: 3\n`;
    const { diagnostics } = loadScenario(edited, { file: `${NAME}.yaml` });
    expect(diagnostics.some(({ severity }) => severity === "error")).toBe(true);
    await expect
      .poll(() => page.locator(".diagnostics pre").allTextContents())
      .toEqual(diagnostics.map((each) => renderDiagnostic(each, edited)));
    await page.locator(".cm-lintPoint-error, .cm-lintRange-error").first().waitFor();
    await page.screenshot({ path: join(pictures, "what-if-editor.png") });
    for (let i = 0; i < "foo: 3\n".length; i++) await page.keyboard.press("Backspace");
    await page.keyboard.type("routing:\ndet");
    await page.keyboard.press("Home");
    await page.keyboard.type("  ");
    await page.keyboard.press("End");
    await page.keyboard.press("Control+Space");
    await page.locator(".cm-tooltip-autocomplete").getByText("detection").click();
    await page.keyboard.type("3 s");
    await until(page, textIn("[data-changes]", "3 s"));
    await expect.poll(() => textOf(page.url())).toContain("detection: 3 s");
    const link = page.url();
    const again = await watchedPage(browser);
    await opened(again.page, link);
    await until(again.page, textIn("[data-changes]", "detection: 3 s"));
    expect([...wrong, ...again.wrong]).toEqual([]);
    await page.context().close();
    await again.page.context().close();
  });

  it("a scenario from the disk is opened, its names are data, and the address holds it", async () => {
    const { page, wrong } = await start(address({}));
    const title = `<img src=x onerror=alert(1)> \u202e"'&amp; 💥 ${"long".repeat(50)}`;
    const own = text.replace(/^title:.*$/m, `title: ${JSON.stringify(title)}`);
    await page.locator("input[type=file]").setInputFiles({
      name: "my own.yaml",
      mimeType: "text/yaml",
      buffer: Buffer.from(own),
    });
    await expect.poll(() => page.locator("h1 bdi").textContent()).toBe(title);
    await expect.poll(() => page.url()).toContain("base=");
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(1280);
    await turn(page, "failover.ttl", "PageUp");
    await expect.poll(() => page.url()).toContain("set=");
    const again = await watchedPage(browser);
    await opened(again.page, page.url());
    await again.page.locator("[data-numbers][data-first]").waitFor();
    await expect.poll(() => again.page.locator("h1 bdi").textContent()).toBe(title);
    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download YAML" }).click(),
    ]);
    const yaml = readFileSync(await saved.path(), "utf8");
    const [set] = await page.locator(".sets code").allTextContents();
    expect(yaml).toContain(`#   ${set}\n# twinsite run 'my own.yaml' --set '${set}'\n`);
    expect(yaml.endsWith(own)).toBe(true);
    expect([...wrong, ...again.wrong]).toEqual([]);
    await page.context().close();
    await again.page.context().close();
  });

  it("a worker that dies says of which runs, with their seed", async () => {
    const { page } = await watchedPage(browser);
    await page.route(/\/worker-[^/]*\.js$/, async (route) => {
      const response = await route.fetch();
      const dies = `;addEventListener("message", ({ data }) => {
        if (data.path?.[0] === "runs") setTimeout(() => { throw new Error("on purpose"); });
      });`;
      await route.fulfill({ response, body: dies + (await response.text()) });
    });
    await opened(page, `${root}${address({})}`);
    const said = page.getByRole("alert");
    await said.waitFor();
    await expect
      .poll(() => said.textContent())
      .toMatch(/crashed \(.*seed 42, replications? \d.*\).*on purpose/);
    await page.context().close();
  });

  it("twenty what-ifs leave less than 300 MB of heap, workers included", async () => {
    const { page, wrong } = await start(address({ d: "node-crash" }));
    const first: number[] = [];
    for (let i = 0; i < 20; i++) {
      first.push(await turn(page, "failover.ttl", "ArrowRight"));
      await enough(page, 5);
    }
    const heaps = await heapsOf(page);
    const median = first.sort((a, b) => a - b)[10];
    console.log(
      `after twenty what-ifs (first numbers after ${median} ms at the median): ` +
        `${heaps.map((each) => (each / 1e6).toFixed(1)).join(" + ")} MB of heap, page and workers`,
    );
    expect(heaps).toHaveLength(1 + page.workers().length);
    expect(heaps.reduce((sum, each) => sum + each, 0) / 1e6).toBeLessThan(300);
    await page.evaluate(`location.hash = "#/"`);
    await page.locator("main[data-screen='']").waitFor();
    await expect.poll(() => page.workers().length).toBeLessThanOrEqual(1);
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  for (const theme of ["light", "dark"] as const)
    it(`axe finds nothing, ${theme}`, async () => {
      const { page, wrong } = await start(address({ set: TURNED, d: "node-crash" }), theme);
      await enough(page, 20);
      await page.locator("figure").first().waitFor();
      await page.getByText("Edit the scenario").click();
      await page.locator("[data-editor]").waitFor();
      await page.screenshot({ path: join(pictures, `what-if-${theme}.png`), fullPage: true });
      await page.evaluate(axe.source);
      const found = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
        `axe.run(document, { resultTypes: ["violations"] }).then((found) => found.violations)`,
      );
      expect(found.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      await page.setViewportSize({ width: 400, height: 900 });
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(400);
      await page.screenshot({ path: join(pictures, `what-if-${theme}-narrow.png`), fullPage: true });
      expect(wrong).toEqual([]);
      await page.context().close();
    });
});

/** Bytes in use after a collection: of the page, then of each of its workers. */
async function heapsOf(page: Page): Promise<number[]> {
  const session = await page.context().newCDPSession(page);
  const answers = new Map<number, (message: { result?: { usedSize?: number } }) => void>();
  session.on("Target.receivedMessageFromTarget", ({ message }) => {
    const answer = JSON.parse(message) as { id: number };
    answers.get(answer.id)?.(answer as never);
  });
  const targets: string[] = [];
  session.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
    if (targetInfo.type === "worker") targets.push(sessionId);
  });
  await session.send("Target.setAutoAttach", {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  let id = 0;
  const ask = (sessionId: string, method: string) =>
    new Promise<{ result?: { usedSize?: number } }>((done) => {
      answers.set(++id, done);
      void session.send("Target.sendMessageToTarget", { sessionId, message: JSON.stringify({ id, method }) });
    });
  await session.send("HeapProfiler.collectGarbage");
  const heaps = [(await session.send("Runtime.getHeapUsage")).usedSize];
  for (const target of targets) {
    await ask(target, "HeapProfiler.collectGarbage");
    heaps.push((await ask(target, "Runtime.getHeapUsage")).result?.usedSize ?? Number.NaN);
  }
  await session.detach();
  return heaps;
}
