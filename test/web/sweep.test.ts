// Sweeps and thresholds in the page: the map, the front and the curve of documents from the command line; a sweep made in
// the page is the one that Node makes.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import type { Server } from "node:http";
import { join } from "node:path";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { documentId } from "../../reports/view/document-id.ts";
import type { OfferWithin } from "../../reports/view/offer.ts";
import {
  conduct,
  inProcessExecutor,
  memoryStore,
  openSolve,
  openSweep,
  Search,
  type SolveResult,
  type StudyPart,
  Sweep,
  type SweepResult,
  type SweepTerms,
  solveResult,
  sweepResult,
} from "../../sim/index.ts";
import { hosted, opened, pictures, startBrowser, watchedPage } from "./browser.ts";

const NAME = "two-sites-no-witness";
const shipped = readFileSync(join(import.meta.dirname, `../../scenarios/${NAME}.yaml`), "utf8");
/** With a target that some of the points keep. */
const text = shipped.replace(/\nexpect:[\s\S]*$/, "\nexpect: [rtoAchieved p50 <= 60 s for node-crash]\n");
const hash = (of: string): string => createHash("sha256").update(of).digest("hex");

const terms: SweepTerms = {
  file: `${NAME}.yaml`,
  text,
  attachments: {},
  overrides: [],
  axes: [
    { option: "--grid", text: "failover.ttl=15 s,30 s,90 s,120 s" },
    { option: "--grid", text: "clients.everyone.redirect.ttl=10 s,60 s,120 s" },
  ],
  question: "drill",
  resolution: "fluid",
  replications: 10,
  years: 1,
  disruptions: [],
  pareto: ["rtoAchieved p50 for node-crash", "rpoAchieved max for node-crash", "lostTransactions mean"],
  mustMeet: false,
};

const conductor = {
  executor: inProcessExecutor(),
  store: memoryStore(),
  hash,
  cancellation: { aborted: false },
};
const ask = (parts: readonly StudyPart[]) => conduct(parts, conductor);

async function sweptInNode(of: SweepTerms): Promise<SweepResult> {
  const opening = openSweep(of, hash);
  if (!("opened" in opening)) throw new Error(JSON.stringify(opening));
  const subject = opening.opened.open();
  if ("diagnostics" in subject) throw new Error(JSON.stringify(subject.diagnostics));
  const sweep = new Sweep(subject.order);
  await ask(sweep.parts);
  return sweepResult(subject, sweep.answers());
}

async function solvedInNode(): Promise<SolveResult> {
  const opening = openSolve(
    {
      ...{ file: `${NAME}.yaml`, text, attachments: {}, overrides: [] },
      ...{ objective: "rtoAchieved p50 <= 60 s for node-crash", path: "failover.ttl", between: "10s..200s" },
      ...{ question: "drill" as const, resolution: "fluid" as const, replications: 20, years: 1 },
      confirms: false,
    },
    hash,
  );
  if (!("opened" in opening)) throw new Error(JSON.stringify(opening));
  const search = new Search(opening.opened.order);
  await ask(search.parts);
  await search.goOn(ask);
  return solveResult(opening.opened, search.solved());
}

describe("sweeps", () => {
  let browser: Browser;
  let server: Server;
  let root: string;
  let swept: SweepResult;
  let solved: SolveResult;
  let ids: readonly [string, string];
  beforeAll(async () => {
    browser = await startBrowser();
    ({ address: root, server } = await hosted());
    mkdirSync(pictures, { recursive: true });
    [swept, solved] = [await sweptInNode(terms), await solvedInNode()];
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  /** A page with both documents written into it, as a report has them. */
  const start = async (theme: "light" | "dark" = "light") => {
    const watched = await watchedPage(browser, { colorScheme: theme });
    const named = { "a sweep": swept, "a threshold": solved };
    const offers = Object.entries(named).map(([name, document]): OfferWithin => {
      return { id: documentId(document), name, schema: document.schema, hasValues: false, document };
    });
    const packed = JSON.stringify(offers);
    ids = [documentId(swept), documentId(solved)];
    await watched.page.route(root, async (route) => {
      const response = await route.fetch();
      const page = (await response.text()).replace(
        /(<script[^>]*id="results"[^>]*>)(<\/script>)/,
        (_, open: string, close: string) => `${open}${packed.replaceAll("<", "\\u003c")}${close}`,
      );
      await route.fulfill({ response, body: page });
    });
    await opened(watched.page, `${root}#/sweep`);
    await watched.page.locator("main li a").nth(1).waitFor();
    return watched;
  };
  const show = async (page: Page, hash: string): Promise<void> => {
    await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
    await page.locator("figure svg g").first().waitFor();
  };
  const violations = async (page: Page) => {
    await page.evaluate(axe.source);
    const found = await page.evaluate<{ id: string; nodes: { html: string }[] }[]>(
      `axe.run(document, { resultTypes: ["violations"] }).then((found) => found.violations)`,
    );
    return found.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
  };

  it("the map has a cell for each point with its value, and the edge where the target is crossed", async () => {
    const { page, wrong } = await start();
    await show(page, `#/r/${ids[0]}/sweep`);
    await expect.poll(() => page.locator("g.cell").count()).toBe(swept.points.length);
    const verdicts = swept.points.map(({ verdict }) => verdict);
    expect(new Set(verdicts)).toEqual(new Set(["met", "missed"]));
    const marks = await page.locator("g.cell text").allTextContents();
    expect(marks.filter((mark) => mark.startsWith("✓"))).toHaveLength(
      verdicts.filter((verdict) => verdict === "met").length,
    );
    // Between 30 s and 90 s of the one axis, at each of the three values of the other.
    await expect.poll(() => page.locator("line.contour").count()).toBe(3);
    await expect.poll(() => page.locator("path.mark.front").count()).toBe(swept.pareto.points.length);
    await page.getByRole("button", { name: "Show as table" }).first().click();
    const cells = await page.locator("figure").first().locator("td").allTextContents();
    expect(cells).toHaveLength(12);
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  it("a point is picked by pointer, key and table; the address brings it back; it opens as a what-if", async () => {
    const { page, wrong } = await start();
    await show(page, `#/r/${ids[0]}/sweep`);
    await page.locator("g.cell[data-point='5']").click();
    await page.locator("[data-picked='5']").waitFor();
    await page.keyboard.press("ArrowUp");
    await page.locator("[data-picked='6']").waitFor();
    await page.keyboard.press("ArrowRight");
    await page.locator("[data-picked='9']").waitFor();
    expect(page.url()).toContain("p=9");
    await page.getByLabel("Measure").selectOption("lostTransactions mean");
    await expect.poll(() => page.url()).toContain("m=lostTransactions");
    await show(page, `#/r/${ids[0]}/sweep?p=4`);
    await page.locator("[data-picked='4']").waitFor();
    await page.getByRole("link", { name: "Open as a what-if" }).click();
    await page.locator("[data-numbers][data-first]").waitFor();
    const settings = Object.entries(swept.points[3]?.settings ?? {}).map((pair) => pair.join("="));
    await expect.poll(() => page.locator(".sets code").allTextContents()).toEqual(settings);
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  it("a threshold is a curve with every value that was tried, the target and the span that holds it", async () => {
    expect(solved.answer).toBe("threshold");
    const { page, wrong } = await start();
    await show(page, `#/r/${ids[1]}/sweep`);
    await expect.poll(() => page.locator("path.tried").count()).toBe(solved.tried.length);
    await expect.poll(() => page.locator("rect.threshold-span").count()).toBe(1);
    await page.getByRole("link", { name: `what if failover.ttl=${solved.thresholds[0]?.keeps}` }).waitFor();
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  it("a sweep made in the page is the one that Node makes, and can be stopped", async () => {
    const { page, wrong } = await start();
    await show(page, `#/r/${ids[0]}/sweep`);
    await page.evaluate(`location.hash = "#/sweep?example=${NAME}"`);
    await page.locator("datalist option").nth(3).waitFor({ state: "attached" });
    const [across, up] = terms.axes.map((axis) => axis.text.replace(/,[^,]*,120 s/, "")) as [string, string];
    await page.getByLabel("Across", { exact: true }).fill(across);
    await page.getByLabel("Up", { exact: true }).fill(up);
    await page.getByLabel("Measures").fill(terms.pareto.join(", "));
    await page.getByLabel("Runs of each disruption").fill("200");
    const begin = page.getByRole("button", { name: "Sweep", exact: true });
    await begin.click();
    await page.locator("[data-running]").waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    await begin.waitFor();
    await page.getByLabel("Runs of each disruption").fill("3");
    await begin.click();
    await page.waitForURL(/#\/r\/\w+\/sweep/, { timeout: 90_000 });
    const axes = [across, up].map((each) => ({ option: "--grid" as const, text: each }));
    const own = await sweptInNode({ ...terms, text: shipped, axes, replications: 3 });
    expect(page.url()).toContain(own.fingerprint.slice(0, 12));
    await page.locator("g.cell").first().waitFor();
    await page.evaluate(`location.hash = "#/sweep?example=${NAME}"`);
    await page.locator("datalist option").nth(3).waitFor({ state: "attached" });
    await page.getByLabel("Across", { exact: true }).fill("failover.ttl=nonsense");
    await begin.click();
    await expect.poll(() => page.getByRole("alert").textContent()).toContain("TWIN");
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  for (const theme of ["light", "dark"] as const)
    it(`axe finds nothing, ${theme}`, async () => {
      const { page, wrong } = await start(theme);
      await page.screenshot({ path: join(pictures, `sweep-form-${theme}.png`) });
      expect(await violations(page)).toEqual([]);
      for (const [i, name] of ["sweep", "threshold"].entries()) {
        await show(page, `#/r/${ids[i]}/sweep?p=7`);
        await page.screenshot({ path: join(pictures, `${name}-${theme}.png`), fullPage: true });
        expect(await violations(page)).toEqual([]);
        await page.setViewportSize({ width: 400, height: 900 });
        // Charts are drawn anew for the width.
        await expect
          .poll(() => page.evaluate("document.documentElement.scrollWidth"))
          .toBeLessThanOrEqual(400);
        await page.screenshot({ path: join(pictures, `${name}-${theme}-narrow.png`), fullPage: true });
        await page.setViewportSize({ width: 1280, height: 900 });
      }
      expect(wrong).toEqual([]);
      await page.context().close();
    });
});
