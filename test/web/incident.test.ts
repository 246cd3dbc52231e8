// The Incident screen: the very run, checked against the stored one, at any instant of it.
import { mkdirSync } from "node:fs";
import type { Server } from "node:http";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chainTo } from "../../reports/view/causes.ts";
import { type Film, loadScenarioOrThrow, shoot, shootIncident } from "../../sim/index.ts";
import { verify } from "../../web/screens/incident/verified.ts";
import { violations } from "./axe.ts";
import { hosted, opened, pictures, startBrowser, type Watched, watchedPage } from "./browser.ts";
import { drilled, type Given, givePage, idOf, scenarioText } from "./given.ts";
import { storedOutlook } from "./stored.ts";

const filmOf = ({ name, document: { seed } }: Given, disruption: string, replication: number): Film =>
  shoot(loadScenarioOrThrow(scenarioText(name)), { disruption, replication, seed, resolution: "fluid" });

describe("the Incident screen", () => {
  let browser: Browser;
  let server: Server;
  let address: string;
  let cities: Given;
  let split: Given;
  const pageOf = (of: Given, rest: string): string => `${address}#/r/${idOf(of)}/incident/${rest}`;

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    [cities, split] = await Promise.all([drilled("two-cities"), drilled("split-brain")]);
    browser = await startBrowser();
    ({ address, server } = await hosted());
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  async function shownRun(of: Given, rest: string, options = {}): Promise<Watched> {
    const watched = await watchedPage(browser, options);
    await givePage(watched.page, address, [of]);
    await opened(watched.page, pageOf(of, rest));
    await watched.page.locator("[data-fingerprint]").waitFor();
    return watched;
  }
  const seconds = (page: Page): Promise<number> =>
    page.getByLabel("Seconds since the fault").inputValue().then(Number);
  const closed = async ({ page, wrong }: Watched): Promise<void> => {
    expect(wrong).toEqual([]);
    await page.context().close();
  };

  it("plays the stored run, and says that it is the same", async () => {
    const watched = await shownRun(cities, "site-loss/2");
    const { page } = watched;
    const stored = cities.runs.find(
      ({ disruption, replication }) => disruption === "site-loss" && replication === 2,
    );
    await expect
      .poll(() => page.locator("[data-fingerprint]").getAttribute("data-fingerprint"))
      .toBe(stored?.fingerprint.trajectory);
    await expect.poll(() => page.locator("[data-verified]").getAttribute("data-verified")).toBe("same");
    await page.keyboard.press("[");
    await page.waitForURL(/incident\/site-loss\/1/);
    await page.getByRole("heading", { name: "site-loss, run 1" }).waitFor();
    await page.getByLabel("Disruption").selectOption("node-crash");
    await page.getByRole("heading", { name: "node-crash, run 1" }).waitFor();
    await page.locator("[data-verified=same]").waitFor();
    await closed(watched);
  });

  it("says it loudly when the stored run is another one, and that nothing is stored", async () => {
    const tampered = (digest: string) =>
      cities.runs.map((run) => ({
        ...run,
        fingerprint: { ...run.fingerprint, [digest]: "0000000000000000" },
      }));
    const [run] = cities.runs;
    if (!run) throw new Error("there are no runs");
    for (const digest of ["trajectory", "draws", "results"])
      expect(verify(run, tampered(digest))).toEqual({ outcome: "differs", differing: [digest] });
    const other = await shownRun({ ...cities, runs: tampered("draws") }, "site-loss/1");
    const alert = other.page.getByRole("alert");
    await expect.poll(() => alert.getAttribute("data-verified")).toBe("differs");
    await expect.poll(() => alert.textContent()).toContain("another draws");
    await closed(other);
    const watched = await shownRun({ ...cities, runs: [] }, "site-loss/1");
    await expect.poll(() => watched.page.locator("[data-verified]").textContent()).toContain("no stored run");
    await closed(watched);
  });

  it("is scrubbed on a chart, with the slider, by typing, and the address follows", async () => {
    const watched = await shownRun(cities, "site-loss/1?w=0,60&t=10");
    const { page } = watched;
    await expect.poll(() => seconds(page)).toBe(10);
    const axis = await page.locator("figure svg .scrub rect").first().boundingBox();
    if (!axis) throw new Error("there is no time axis");
    const span = (to: number): [number, number] => [axis.x + axis.width * to, axis.y + axis.height / 2];
    await page.mouse.move(...span(0.25));
    await page.mouse.down();
    await page.mouse.move(...span(0.5), { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => seconds(page)).toBeCloseTo(30, 0);
    await page.waitForURL(/t=(29|30)/);
    const slider = page.getByLabel("Instant of the run");
    await slider.focus();
    const before = await seconds(page);
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => seconds(page)).toBeGreaterThan(before);
    await page.getByLabel("Seconds since the fault").fill("12.5");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "State at +12.500 s" }).waitFor();
    const lines = await page
      .locator("g.crosshair")
      .evaluateAll((all) => all.map((g) => g.getAttribute("transform")));
    expect(new Set(lines).size).toBe(1);
    expect(lines.length).toBeGreaterThan(3);
    await closed(watched);
  });

  it("steps from event to event and from fault to fault, and says what happened", async () => {
    const film = filmOf(cities, "site-back", 1);
    const next = (at: number, all: readonly number[]): number =>
      (Math.min(...all.filter((each) => each > at)) - film.zero) / 1e6;
    const watched = await shownRun(cities, "site-back/1");
    const { page } = watched;
    await expect.poll(() => seconds(page)).toBe(0);
    await page.keyboard.press("ArrowRight");
    const first = next(
      film.zero,
      film.events.map(({ at }) => at),
    );
    await expect.poll(() => seconds(page)).toBeCloseTo(first, 3);
    const event = film.events.find(({ at }) => (at - film.zero) / 1e6 === first);
    await expect.poll(() => page.getByRole("status").last().textContent()).toContain(event?.text);
    await page.keyboard.press("Shift+ArrowRight");
    const ends = film.faults.map(({ to }) => to);
    await expect.poll(() => seconds(page)).toBeCloseTo(next(film.zero + first * 1e6, ends), 3);
    await page.keyboard.press("Shift+ArrowLeft");
    await expect.poll(() => seconds(page)).toBe(0);
    await closed(watched);
  });

  it("plays by the simulated clock, pauses, and stops at the end", async () => {
    const watched = await shownRun(cities, "site-loss/1", { reducedMotion: "reduce" });
    const { page } = watched;
    const film = filmOf(cities, "site-loss", 1);
    await expect.poll(() => page.getByRole("button", { name: "Play" }).isVisible()).toBe(true);
    await page.getByLabel("speed").selectOption("10");
    await page.locator("main").focus();
    await page.keyboard.press(" ");
    await expect.poll(() => seconds(page), { timeout: 20_000 }).toBeGreaterThan(5);
    await page.keyboard.press(" ");
    await page.getByRole("button", { name: "Play" }).waitFor();
    const paused = await seconds(page);
    expect(paused).toBeGreaterThan(5);
    await page.getByLabel("speed").selectOption("1000");
    await page.getByRole("button", { name: "Play" }).click();
    const end = (film.end - film.zero) / 1e6;
    await expect.poll(() => seconds(page), { timeout: 20_000 }).toBeCloseTo(end, 2);
    await page.getByRole("button", { name: "Play" }).waitFor();
    await closed(watched);
  });

  it("leads from an event back to the fault, in the list and on the lanes", async () => {
    const film = filmOf(cities, "site-loss", 1);
    const last = film.events.find(({ name }) => name === "writerStarted");
    if (!last) throw new Error("nobody takes over");
    const causes = chainTo(last, film.events);
    const watched = await shownRun(cities, "site-loss/1");
    const { page } = watched;
    await page.locator(`[data-event="${last.id}"] button`).click();
    const chain = page.getByRole("list", { name: "Causes" });
    await expect
      .poll(() => chain.getByRole("listitem").allTextContents())
      .toEqual(causes.map(({ subject, text }) => expect.stringContaining(`${subject}: ${text}`)));
    expect(causes[0]?.name).toBe("disruptionBegan");
    await expect.poll(() => page.locator(".marks .cause").count()).toBe(causes.length - 1);
    await expect.poll(() => page.locator(".marks .chosen").count()).toBe(1);
    await expect.poll(() => seconds(page)).toBeCloseTo((last.at - film.zero) / 1e6, 3);
    // The other way: a mark chooses the row, and the list shows it.
    const moved = film.events.find(({ name }) => name === "connectionsChanged");
    await page
      .locator(".marks .mark")
      .filter({ has: page.locator("title", { hasText: `${moved?.subject}: ${moved?.text}` }) })
      .first()
      .click();
    const row = page.locator(`[data-event="${moved?.id}"] button`);
    await expect.poll(() => row.getAttribute("aria-pressed")).toBe("true");
    const isSeen = (): Promise<unknown> =>
      page.evaluate(`(() => {
        const own = document.querySelector('[data-event="${moved?.id}"]').getBoundingClientRect();
        const list = document.querySelector("ol.events").getBoundingClientRect();
        return own.top >= list.top - 1 && own.bottom <= list.bottom + 1;
      })()`);
    await expect.poll(isSeen).toBe(true);
    await closed(watched);
  });

  it("restores instant, window, selection, event and filter from its address", async () => {
    const rest = "site-loss/1?t=27.5&w=20%2C40&sel=orders-beijing-1&event=20&find=beijing";
    const watched = await shownRun(cities, rest);
    const { page } = watched;
    const look = async () => ({
      t: await seconds(page),
      ticks: await page.locator("figure svg .axis").first().textContent(),
      selected: await page.locator("tr.selected th").textContent(),
      chosen: await page.locator(".events button[aria-pressed=true]").textContent(),
      lanes: await page.locator(".lane").count(),
      filter: await page.getByRole("searchbox").inputValue(),
    });
    const seen = await look();
    expect(seen).toMatchObject({ t: 27.5, selected: "orders-beijing-1", filter: "beijing" });
    expect(seen.chosen).toContain("is promoted");
    expect(seen.ticks).toMatch(/^\+20 s.*\+40 s$/);
    // What a reader does is in the address, and comes back with it.
    await page.keyboard.press("d");
    await page.keyboard.press("ArrowRight");
    await page.waitForURL(/w=25%2C45/);
    const left = await look();
    await page.reload();
    await page.locator("[data-fingerprint]").waitFor();
    await expect.poll(() => look()).toEqual(left);
    await closed(watched);
  });

  it("says that two believed to be primary", async () => {
    const watched = await shownRun(split, "isolated/1");
    const text = await watched.page.locator("p.refusal").textContent();
    expect(text).toMatch(/Split brain.*orders-shanghai-1 and orders-beijing-1 both took writes of orders/);
    await watched.page.screenshot({ path: join(pictures, "incident-split-brain.png"), fullPage: true });
    await closed(watched);
  });

  it("opens an incident of an outlook, and the next one", async () => {
    const { result } = await storedOutlook(40);
    const { seed, resolution, worst } = result;
    const [first] = worst;
    if (!first) throw new Error("nothing broke in all those years");
    const { replication, incident } = first;
    const film = shootIncident(loadScenarioOrThrow(scenarioText("bench-pair")), {
      years: 40,
      seed,
      resolution,
      replication,
      incident,
    });
    const watched = await shownRun({ name: "bench-pair", document: result, runs: [] }, "");
    const { page } = watched;
    const heading = page.getByRole("heading", { level: 1 });
    await expect
      .poll(() => heading.textContent())
      .toContain(`Incident ${incident} of replication ${replication}`);
    const shown = page.locator("section[data-fingerprint]");
    await expect.poll(() => shown.getAttribute("data-fingerprint")).toBe(film?.run.fingerprint.trajectory);
    await expect.poll(() => page.locator(".events li").count()).toBe(film?.events.length);
    await page.keyboard.press("]");
    await page.getByRole("heading", { name: `Incident ${incident + 1} of replication` }).waitFor();
    await shown.or(page.getByRole("alert")).waitFor();
    await page.screenshot({ path: join(pictures, "incident-of-years.png"), fullPage: true });
    await closed(watched);
  });

  for (const colorScheme of ["light", "dark"] as const)
    it(`is accessible and has its picture taken: ${colorScheme}`, async () => {
      const watched = await shownRun(cities, "site-loss/1?t=45&event=21", { colorScheme });
      const { page } = watched;
      await page.locator(".land path").waitFor({ state: "attached" });
      expect(await violations(page)).toEqual([]);
      await page.screenshot({ path: join(pictures, `incident-${colorScheme}.png`), fullPage: true });
      await page.setViewportSize({ width: 400, height: 900 });
      await page.locator(".lane").first().waitFor();
      const overflow = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
      expect(overflow).toBeLessThanOrEqual(0);
      await page.screenshot({ path: join(pictures, `incident-${colorScheme}-narrow.png`), fullPage: true });
      await closed(watched);
    });
});
