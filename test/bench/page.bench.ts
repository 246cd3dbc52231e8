// The page in a real Chromium, as `serve` gives it: what somebody who looks has to wait for. Each figure is measured in
// a process of its own; where there is no Chromium it says so and nothing is compared.

import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { A_MILLION_SAMPLES, changingFilms, FRAME_TIMES } from "../web/scrub.ts";
import type { Bench } from "./contest.ts";

const MAIN = join(import.meta.dirname, "../../sim/cli/main.js");
const SCENARIO = join(import.meta.dirname, "../../../scenarios/two-cities.yaml");
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const ROUNDS = 5;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] as number;

/** A stored drill, served; `open` gives a new window on it. */
async function served(use: (open: () => Promise<Page>, address: string) => Promise<number>): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "twinsite-bench-"));
  const run = ["run", SCENARIO, "-n", "400", "--resolution", "fluid", "-q", "--out", folder];
  execFileSync(process.execPath, [MAIN, ...run], { stdio: "ignore" });
  const server = spawn(process.execPath, [MAIN, "serve", folder, "-q"]);
  const address = await new Promise<string>((resolve) =>
    server.stdout.once("data", (data) => resolve(`${data}`.trim())),
  );
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  const open = async (): Promise<Page> => (await browser.newContext()).newPage();
  try {
    return await use(open, address);
  } finally {
    await browser.close();
    server.kill();
    rmSync(folder, { recursive: true });
  }
}

/** Milliseconds from the address to the table of what came out, the values of 6,400 runs held. */
const verdict = (): Promise<number> =>
  served(async (open, address) => {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const page = await open();
      const begin = performance.now();
      await page.goto(address);
      await page.locator("main[data-screen=verdict] table").first().waitFor();
      times.push(performance.now() - begin);
      await page.context().close();
    }
    return median(times);
  });

/** Milliseconds from a turn of a slider to numbers of the scenario as it is now, as the page itself says. */
const whatIf = (): Promise<number> =>
  served(async (open, address) => {
    const page = await open();
    await page.goto(address);
    await page.locator("main[data-screen=verdict]").waitFor();
    await page.evaluate('location.hash = "#/what-if?example=two-cities"');
    const table = page.locator("[data-numbers][data-first]");
    await table.waitFor();
    const slider = page.getByRole("slider", { name: "failover.ttl", exact: true });
    const sets = async (): Promise<string> => (await page.locator(".sets code").allTextContents()).join();
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const before = await sets();
      await slider.focus();
      await page.keyboard.press("ArrowRight");
      while ((await sets()) === before) await page.waitForTimeout(5);
      await table.waitFor();
      times.push(Number(await table.getAttribute("data-first")));
    }
    return median(times);
  });

/** Milliseconds of a frame while a run with a million samples is scrubbed. */
const scrubbing = (): Promise<number> =>
  served(async (open, address) => {
    const page = await open();
    await page.addInitScript(changingFilms(A_MILLION_SAMPLES));
    await page.goto(address);
    await page.waitForURL(/\/verdict$/);
    await page.evaluate('location.hash = location.hash.replace(/verdict.*/, "incident/site-loss/1")');
    await page.locator("[data-fingerprint]").first().waitFor();
    return median((await page.evaluate(FRAME_TIMES)) as number[]);
  });

const inOwnProcess = (which: string) => (): number =>
  Number(execFileSync(process.execPath, [import.meta.filename, which], { encoding: "utf8" }).trim());

const figure = (name: string, which: string, most: number) => ({
  ...{ name, unit: "ms", most, measure: inOwnProcess(which) },
});

const isThere = existsSync(CHROMIUM);
export const pageSpeed: Bench = {
  title: isThere ? "The page, in Chromium" : `The page: NOT MEASURED, there is no Chromium at ${CHROMIUM}`,
  contests: [],
  figures: isThere
    ? [
        figure("a stored result, from its address to its verdict", "verdict", 1000),
        figure("first numbers of a what-if", "what-if", 300),
        figure("a frame while 10^6 samples are scrubbed", "scrubbing", 16),
      ]
    : [],
};

const asked: Readonly<Record<string, () => Promise<number>>> = { verdict, "what-if": whatIf, scrubbing };
const answer = asked[process.argv[2] ?? ""];
if (answer) console.log((await answer()).toFixed(1));
