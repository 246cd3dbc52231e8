// Goes to views of the page, and waits until what is to be seen there is there.
import type { Page } from "playwright-core";

/** The view of this address, finished: its screen is loaded and nothing in it is still being made. */
export async function visit(page: Page, hash: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
  await settled(page);
}

/** Before the page is opened: counts the questions to workers that have no answer yet. */
export const watchWork = async (page: Page): Promise<void> => {
  await page.addInitScript(`{
    const open = new Map();
    const ended = new WeakSet();
    globalThis.unanswered = () => [...open.values()].reduce((sum, ids) => sum + ids.size, 0);
    const { postMessage, terminate } = Worker.prototype;
    Worker.prototype.postMessage = function (message, ...more) {
      // A proxy that is collected says good-bye to a worker that may have ended.
      if (!open.has(this) && !ended.has(this)) {
        open.set(this, new Set());
        this.addEventListener("message", ({ data }) => open.get(this)?.delete(data?.id));
        this.addEventListener("error", () => open.delete(this));
      }
      if (message?.id !== undefined) open.get(this)?.add(message.id);
      return postMessage.call(this, message, ...more);
    };
    Worker.prototype.terminate = function () {
      ended.add(this);
      open.delete(this);
      return terminate.call(this);
    };
  }`);
};

/** Most milliseconds that a view may take. */
const PATIENCE = 30_000;

/**
 * Its screen is loaded, its questions are answered, and two frames later that is still so. What-if asks on and on:
 * there the first numbers are enough.
 */
export const settled = (page: Page): Promise<void> =>
  page.evaluate(`new Promise((done, fail) => {
    const begin = performance.now();
    const isDone = () => {
      const main = document.querySelector("main[data-shown]");
      const parts = location.hash.replace(/^#\\//, "").split("?")[0].split("/");
      const screen = parts[0] === "r" ? parts[2] ?? "" : parts[0];
      if (main?.dataset.screen !== screen) return false;
      return main.querySelector("[data-numbers]") !== null || (globalThis.unanswered?.() ?? 0) === 0;
    };
    const look = (still) => {
      if (still === 2) done();
      else if (performance.now() - begin > ${PATIENCE}) fail(new Error("still being made: " + location.hash));
      else requestAnimationFrame(() => look(isDone() ? still + 1 : 0));
    };
    look(0);
  })`);

/** The views that the head of the page leads to. */
export const screensOf = (page: Page): Promise<string[]> =>
  page
    .locator("nav[aria-label=Screens] a")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));

/** Where the links of this view lead within the page: of each kind of view, so many of the first. */
export async function linksOf(page: Page, most: number): Promise<string[]> {
  const all = await page
    .locator("main a[href^='#']")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  const taken = new Map<string, Set<string>>();
  for (const href of all) {
    const screen = /^#\/(?:r\/[^/]+\/)?([^/?]*)/.exec(href)?.[1] ?? "";
    const found = taken.get(screen) ?? new Set();
    taken.set(screen, found);
    if (found.size < most) found.add(href);
  }
  return [...taken.values()].flatMap((found) => [...found]);
}

/** How many CSS pixels the page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate("document.scrollingElement.scrollWidth - innerWidth") as Promise<number>;
