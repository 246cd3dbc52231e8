// `report --html`: the page as one file on a disk, with results in it.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ExperimentResult, RunResult } from "../../sim/index.ts";
import { aFolder, twinsite } from "../cli/twinsite.ts";
import { opened, startBrowser, watchedPage } from "./browser.ts";

const HOSTILE = `</script><script>document.title="taken"</script><!--<script> $& \u2028`;
const { folder, file } = aFolder((text) =>
  text.replace("title: Two cities, small", `title: ${JSON.stringify(HOSTILE)}`),
);
const out = mkdtempSync(join(tmpdir(), "twinsite-"));
const page = join(out, "out.html");
let browser: Browser;
let result: ExperimentResult;
let runs: readonly RunResult[];
const values = join(folder, "small.values.ndjson");
const address = (view = "", path = page): string => `${pathToFileURL(path).href}#/${view}`;

beforeAll(async () => {
  const ran = await twinsite(["run", file, "-n", "12", "--out", folder, "-q"]);
  expect(ran.code, ran.stderr).toBe(0);
  const written = await twinsite(["report", folder, "--html", page]);
  expect(written.code, written.stderr).toBe(0);
  result = JSON.parse(readFileSync(join(folder, "small.result.json"), "utf8"));
  runs = readFileSync(values, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  browser = await startBrowser();
});
afterAll(async () => browser.close());

it("opens from the disk with its only result, asks for no other file, and lets nothing in", async () => {
  const { page: tab, wrong } = await watchedPage(browser);
  const requests: string[] = [];
  tab.on("request", (request) => requests.push(request.url()));
  await opened(tab, address());
  await tab.waitForURL(`**#/r/${result.fingerprint.slice(0, 12)}/verdict`);
  expect(await tab.title()).not.toBe("taken");
  // The worker is within the file, as a blob.
  const asked = requests.filter((each) => !each.startsWith("blob:")).map((each) => each.split("#")[0]);
  expect(asked).toEqual([pathToFileURL(page).href]);
  expect(wrong).toEqual([]);
  await tab.context().close();
});

it("holds the document to be read, and the values of every run packed", () => {
  const text = readFileSync(page, "utf8");
  const [, documents = ""] =
    /<script type="application\/json" id="results">([^<]*)<\/script>/.exec(text) ?? [];
  expect(JSON.parse(documents)).toMatchObject([{ name: "small", hasValues: true, document: result }]);
  const [, packed = ""] = /<script type="text\/plain" id="values-\w+">([^<]*)<\/script>/.exec(text) ?? [];
  expect(gunzipSync(Buffer.from(packed, "base64")).toString()).toBe(readFileSync(values, "utf8"));
  // The bytes do not tell on which system they were packed.
  expect(Buffer.from(packed, "base64")[9]).toBe(255);
});

it("an address of one of its views opens that view, and a run played there is the stored one", async () => {
  const { page: tab, wrong } = await watchedPage(browser);
  const run = runs.find(({ disruption, replication }) => disruption === "site-loss" && replication === 7);
  await opened(tab, address(`r/${result.fingerprint.slice(0, 12)}/incident/site-loss/7`));
  const shown = tab.locator("[data-fingerprint]").first();
  await shown.waitFor();
  await expect.poll(() => shown.getAttribute("data-fingerprint")).toBe(run?.fingerprint.trajectory);
  expect(wrong).toEqual([]);
  await tab.context().close();
});

it("runs its own scripts alone, and can ask nobody for anything", async () => {
  const seen: (string | undefined)[] = [];
  const elsewhere = createServer(({ url }, response) => {
    seen.push(url);
    response.end();
  });
  await new Promise<void>((done) => elsewhere.listen(0, "127.0.0.1", done));
  const there = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`;
  const tampered = join(out, "tampered.html");
  const more = `<script>document.title = "taken"</script><img src="${there}">`;
  writeFileSync(
    tampered,
    readFileSync(page, "utf8").replace("</body>", () => `${more}</body>`),
  );
  const { page: tab, wrong } = await watchedPage(browser);
  await opened(tab, address("", tampered));
  expect(await tab.title()).not.toBe("taken");
  expect(await tab.evaluate(`fetch("${there}").then(() => "sent", () => "refused")`)).toBe("refused");
  const refused = () => wrong.flatMap((each) => /policy: ([\w-]+)/.exec(each)?.[1] ?? []).sort();
  await expect.poll(refused).toEqual(["connect-src", "img-src", "script-src-elem"]);
  expect(seen).toEqual([]);
  await tab.context().close();
  elsewhere.close();
});

it("without scripts it says which form has none", async () => {
  const { page: tab } = await watchedPage(browser, { javaScriptEnabled: false });
  await tab.goto(address());
  await expect.poll(() => tab.innerText("body")).toContain("twinsite report --html-plain");
  await tab.context().close();
});
