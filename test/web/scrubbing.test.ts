// How long the page takes for a frame while a run with a million points is scrubbed: printed, and compared elsewhere.
import { expect, it } from "vitest";
import { hosted, opened, startBrowser, watchedPage } from "./browser.ts";
import { changeFilms, drilled, givePage, idOf } from "./given.ts";
import { A_MILLION_SAMPLES, FRAME_TIMES } from "./scrub.ts";

it("prints how long a frame takes while a million points are scrubbed", async () => {
  const cities = await drilled("two-cities");
  const browser = await startBrowser();
  const { address, server } = await hosted();
  const { page, wrong } = await watchedPage(browser);
  await givePage(page, address, [cities]);
  await changeFilms(page, A_MILLION_SAMPLES);
  await opened(page, `${address}#/r/${idOf(cities)}/incident/site-loss/1`);
  await page.locator("[data-fingerprint]").waitFor();
  const times = (await page.evaluate(FRAME_TIMES)) as number[];
  const at = (p: number): string => `${(times[Math.floor(p * times.length)] ?? 0).toFixed(1)} ms`;
  console.info(`scrubbing 10^6 points: median ${at(0.5)} per frame, p95 ${at(0.95)}`);
  expect(times).toHaveLength(120);
  expect(wrong).toEqual([]);
  await browser.close();
  server.close();
});
