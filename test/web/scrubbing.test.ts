// How long the page takes for a frame while a run with a million points is scrubbed: printed, and compared elsewhere.
import { expect, it } from "vitest";
import { hosted, opened, startBrowser, watchedPage } from "./browser.ts";
import { changeFilms, drilled, givePage, idOf } from "./given.ts";

it("prints how long a frame takes while a million points are scrubbed", async () => {
  const million = `(film) => {
      const n = 1_000_000;
      const at = Float64Array.from({ length: n }, (_, i) => film.begin + ((film.end - film.begin) * i) / n);
      const noise = Float64Array.from({ length: n }, (_, i) => Math.abs(Math.sin(i * 0.37)) + (i % 5003 === 0 ? 9 : 0));
      film.samples.at = at;
      for (const copy of Object.values(film.samples.copies)) copy.receiveLag = copy.applyLag = copy.behindBytes = noise;
      for (const name of Object.keys(film.samples.exposure)) film.samples.exposure[name] = noise;
      for (const name of Object.keys(film.samples.utilisation)) film.samples.utilisation[name] = noise;
    }`;
  const cities = await drilled("two-cities");
  const browser = await startBrowser();
  const { address, server } = await hosted();
  const { page, wrong } = await watchedPage(browser);
  await givePage(page, address, [cities]);
  await changeFilms(page, million);
  await opened(page, `${address}#/r/${idOf(cities)}/incident/site-loss/1`);
  await page.locator("[data-fingerprint]").waitFor();
  const times = (await page.evaluate(`(async () => {
      const slider = document.querySelector('[aria-label="Instant of the run"]');
      const [min, max] = [Number(slider.min), Number(slider.max)];
      const times = [];
      for (let i = 0; i < 120; i++) {
        const begun = await new Promise((done) => requestAnimationFrame(() => {
          const begun = performance.now();
          slider.value = String(min + ((max - min) * i) / 120);
          slider.dispatchEvent(new Event("input", { bubbles: true }));
          done(begun);
        }));
        // A task after the frame: its style, layout and paint are done.
        await new Promise((done) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = done; port2.postMessage(0); });
        times.push(performance.now() - begun);
      }
      return times.sort((a, b) => a - b);
    })()`)) as number[];
  const at = (p: number): string => `${(times[Math.floor(p * times.length)] ?? 0).toFixed(1)} ms`;
  console.info(`scrubbing 10^6 points: median ${at(0.5)} per frame, p95 ${at(0.95)}`);
  expect(times).toHaveLength(120);
  expect(wrong).toEqual([]);
  await browser.close();
  server.close();
});
