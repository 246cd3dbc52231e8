// Results as `run --out` leaves them, made here, and opened in the page as a reader does it: by choosing files. How a
// screen looks is looked at in both themes, wide and narrow.
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { sha256 } from "../../sim/cli/sha256.ts";
import {
  type ExperimentResult,
  inProcessExecutor,
  type OutlookResult,
  openDesign,
  type RunResult,
  runExperiment,
  runLines,
  runOutlook,
} from "../../sim/index.ts";
import { violations } from "./axe.ts";
import { opened, pictures } from "./browser.ts";

export interface Stored<R> {
  readonly files: readonly string[];
  readonly result: R;
  readonly runs: readonly RunResult[];
  /** In addresses. */
  readonly id: string;
}

/** A shipped scenario, ready to be run. */
export function opening(name: string, overrides: readonly string[] = []) {
  const text = readFileSync(join(import.meta.dirname, `../../scenarios/${name}.yaml`), "utf8");
  const { design, scenario, diagnostics } = openDesign(text, { file: `${name}.yaml`, overrides }, sha256);
  if (!design || !scenario) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const identity = { sha256: design.sha256, text: design.text, overrides: design.overrides };
  return { scenario, options: { identity, diagnostics, executor: inProcessExecutor(scenario) } };
}

export const DRILL = "two-sites-no-witness";

export async function storedDrill(
  overrides: readonly string[] = [],
  replications = 24,
): Promise<Stored<ExperimentResult>> {
  const { scenario, options } = opening(DRILL, overrides);
  const { result, runs } = await runExperiment(scenario, { ...options, replications, resolution: "fluid" });
  const folder = mkdtempSync(join(tmpdir(), "twinsite-"));
  const values = `${DRILL}.values.ndjson`;
  const files = [join(folder, `${DRILL}.result.json`), join(folder, values)];
  writeFileSync(files[0] as string, JSON.stringify({ ...result, replicationValues: values }, null, 2));
  writeFileSync(files[1] as string, runLines(runs));
  return { files, result, runs, id: result.fingerprint.slice(0, 12) };
}

export async function storedOutlook(years: number): Promise<Stored<OutlookResult>> {
  const { scenario, options } = opening("bench-pair", []);
  const { result } = await runOutlook(scenario, { ...options, years });
  const file = join(mkdtempSync(join(tmpdir(), "twinsite-")), "bench-pair.outlook.json");
  writeFileSync(file, JSON.stringify(result, null, 2));
  return { files: [file], result, runs: [], id: result.fingerprint.slice(0, 12) };
}

/** Through the file chooser of the first page; the first of them is shown. */
export async function openStored(
  page: Page,
  address: string,
  ...stored: readonly Pick<Stored<unknown>, "files" | "id">[]
): Promise<void> {
  await opened(page, address);
  await page.setInputFiles(
    "input[type=file]",
    stored.flatMap(({ files }) => files),
  );
  await page.waitForURL(`**#/r/${stored[0]?.id}/verdict`);
  await page.waitForSelector("main[data-screen=verdict][data-shown] h1");
}

/** Where the reader goes by an address. */
export async function visit(page: Page, hash: string, screen: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
  await page.waitForSelector(`main[data-screen=${screen}][data-shown] h1`);
}

/** Nothing for axe to say, nothing wider than the page, and a picture of it; in both themes. */
export async function expectSound(page: Page, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  for (const theme of ["light", "dark"]) {
    const now = await page.evaluate("document.documentElement.dataset.theme");
    if (now !== theme) await page.getByRole("button", { name: /^(Light|Dark) theme$/ }).click();
    await page.waitForSelector(`html[data-theme=${theme}]`);
    expect(await violations(page), `${name}, ${theme}`).toEqual([]);
    await page.screenshot({ path: join(pictures, `${name}-${theme}.png`), fullPage: true });
  }
  const wide = page.viewportSize() ?? { width: 1280, height: 900 };
  await page.setViewportSize({ width: 400, height: wide.height });
  await expect
    .poll(() => page.evaluate("document.scrollingElement.scrollWidth - innerWidth"), { message: name })
    .toBeLessThanOrEqual(0);
  await page.screenshot({ path: join(pictures, `${name}-narrow.png`), fullPage: true });
  await page.setViewportSize(wide);
}
