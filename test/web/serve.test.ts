// `serve`: the page with stored results, for whoever has the key; for everybody else nothing but refusals.
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aFolder, twinsite } from "../cli/twinsite.ts";
import { built, opened, startBrowser, watchedPage } from "./browser.ts";
import { asked, type Serving, serving } from "./serving.ts";

const { folder, file } = aFolder();
let served: Serving;
const host = (): string => `Host: 127.0.0.1:${served.port}`;
const key = (): string => `Authorization: Bearer ${served.key}`;
const list = async () =>
  JSON.parse((await asked(served.port, "/api/results", [host(), key()])).body) as {
    results: { id: string; name: string; hasValues: boolean }[];
  };

beforeAll(async () => {
  const { code, stderr } = await twinsite(["run", file, "-n", "12", "--out", folder, "-q"]);
  expect(code, stderr).toBe(0);
  served = await serving(folder);
});
afterAll(async () => {
  await served.end();
});

describe("with the key", () => {
  it("gives the list, a document and its values as they are stored", async () => {
    const { results } = await list();
    expect(results).toMatchObject([{ name: "small", hasValues: true }]);
    const [{ id = "" } = {}] = results;
    const document = await asked(served.port, `/api/results/${id}`, [host(), key()]);
    expect(JSON.parse(document.body)).toEqual(
      JSON.parse(readFileSync(join(folder, "small.result.json"), "utf8")),
    );
    const values = await fetch(`http://127.0.0.1:${served.port}/api/results/${id}/values`, {
      headers: { authorization: `Bearer ${served.key}` },
    });
    expect(await values.text()).toBe(readFileSync(join(folder, "small.values.ndjson"), "utf8"));
    expect((await asked(served.port, `/api/results/${id}`, [host(), key()], "HEAD")).body).toBe("");
  });

  it("says of every answer that it is for this page alone, not kept, and what the page may do", async () => {
    for (const path of ["/", "/api/results", "/nothing"]) {
      const { head } = await asked(served.port, path, [host(), key()]);
      expect(head).toContain("content-security-policy: default-src 'none'; script-src 'self'");
      for (const each of ["x-content-type-options: nosniff", "cross-origin-resource-policy: same-origin"])
        expect(head).toContain(each);
      expect(head).toContain("cross-origin-opener-policy: same-origin");
      expect(head).toContain("cache-control: no-store");
    }
  });
});

/** A secret of these answers: no refusal may have any of it. */
const SECRETS = ["twinsite/result", "fingerprint", "root:", "<html", "export"];
const secretsIn = (body: string): string[] => SECRETS.filter((secret) => body.includes(secret));

it("refuses 40 forged hosts and origins, for the page and for results, with the key and without", async () => {
  const { port } = served;
  const own = `127.0.0.1:${port}`;
  const hosts = [
    ...["evil.example", `evil.example:${port}`, `127.0.0.1.evil.example:${port}`, `evil.example@${own}`],
    ...[
      `${own}.evil.example`,
      `${own}@evil.example`,
      "127.0.0.1",
      "localhost",
      `127.0.0.1:${port + 1}`,
      "127.0.0.1:80",
    ],
    ...[
      `0.0.0.0:${port}`,
      `[::1]:${port}`,
      `127.1:${port}`,
      `2130706433:${port}`,
      `0x7f000001:${port}`,
      `127.0.0.2:${port}`,
    ],
    ...[
      `localhost.:${port}`,
      `localhost.evil.example:${port}`,
      `LOCALHOST.evil:${port}`,
      `${own}/`,
      `http://${own}`,
      `${own},evil`,
    ],
    ...["", " ", "null"],
  ].map((each) => [`Host: ${each}`]);
  const twice = [
    [host(), "Host: evil.example"],
    ["Host: evil.example", host()],
  ];
  const origins = [
    ...[
      "null",
      "http://evil.example",
      `http://evil.example:${port}`,
      `https://${own}`,
      `http://127.0.0.1`,
      "file://",
    ],
    ...[
      `http://127.0.0.1:${port + 1}`,
      `http://localhost`,
      `http://${own}.evil.example`,
      `http://${own}/`,
      "*",
      `ws://${own}`,
    ],
    "chrome-extension://abcdef",
  ].map((each) => [host(), `Origin: ${each}`]);
  const forged = [...hosts, ...twice, ...origins];
  expect(forged).toHaveLength(40);
  const wrong: string[] = [];
  for (const headers of forged)
    for (const path of ["/", "/api/results"])
      for (const more of [[], [key()]]) {
        const { status, body } = await asked(port, path, [...headers, ...more]);
        if ((status !== 403 && status !== 400) || secretsIn(body).length > 0)
          wrong.push(`${headers.join(" | ")} ${path}: ${status} ${body.slice(0, 40)}`);
      }
  expect(wrong).toEqual([]);
  // What is refused above is refused for its name alone.
  for (const name of [own, `localhost:${port}`])
    expect(
      (await asked(port, "/api/results", [`Host: ${name}`, `Origin: http://${name}`, key()])).status,
    ).toBe(200);
});

it("answers 500 ways out of its folder with nothing", async () => {
  const { port } = served;
  const ups = [
    "..",
    "%2e%2e",
    "%2E%2E",
    ".%2e",
    "%252e%252e",
    "..%c0%af",
    "%c0%ae%c0%ae",
    "....",
    "..;",
    "..%00",
  ];
  const separators = ["/", "%2f", "\\", "%5c", "//"];
  const roots = ["/", "/assets/", "/api/results/", "//", "/./"];
  const targets = ["etc/passwd", "package.json"];
  const paths = roots.flatMap((root) =>
    ups.flatMap((up) =>
      separators.flatMap((separator) =>
        targets.map((target, i) => root + (up + separator).repeat(i === 0 ? 12 : 2) + target),
      ),
    ),
  );
  expect(new Set(paths).size).toBe(500);
  const others = [
    ...[
      "/etc/passwd",
      "//etc/passwd",
      "file:///etc/passwd",
      `http://127.0.0.1:${port}/`,
      "http://evil.example/",
      "*",
    ],
    ...[
      "/.git/config",
      "/index.html/../index.html",
      "/assets",
      "/assets/",
      "/api",
      "/api/results/",
      "/?x",
      "/%00",
      "index.html",
    ],
    ...[
      "/api/results/__proto__",
      "/api/results/constructor",
      "/toString",
      "/api/results/0/values/../../results",
    ],
  ];
  const wrong: string[] = [];
  for (const path of [...paths, ...others])
    for (const more of [[], [key()]]) {
      const { status, body } = await asked(port, path, [host(), ...more]);
      if (![400, 401, 403, 404].includes(status) || secretsIn(body).length > 0)
        wrong.push(`${path}: ${status}`);
    }
  expect(wrong).toEqual([]);
});

it("refuses what would change something, and results to whoever has no key or comes from elsewhere", async () => {
  const { port } = served;
  for (const method of ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
    expect([method, (await asked(port, "/api/results", [host(), key()], method)).status]).toEqual([
      method,
      405,
    ]);
  const [{ id = "" } = {}] = (await list()).results;
  const keys = [
    [],
    ["Authorization: Bearer "],
    [`Authorization: Bearer ${"A".repeat(32)}`],
    [`Authorization: ${served.key}`],
  ];
  for (const path of ["/api/results", `/api/results/${id}`, `/api/results/${id}/values`]) {
    for (const headers of [...keys, [`Cookie: key=${served.key}`], [key(), key()]])
      expect((await asked(port, path, [host(), ...headers])).status).toBe(401);
    for (const site of ["cross-site", "same-site", "none"])
      expect((await asked(port, path, [host(), key(), `Sec-Fetch-Site: ${site}`])).status).toBe(403);
  }
});

describe("on the command line", () => {
  it("listens on loopback alone, prints where, and ends with 130 and 143", async () => {
    for (const [signal, code] of [
      ["SIGINT", 130],
      ["SIGTERM", 143],
    ] as const) {
      const one = await serving();
      expect(one.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#key=[\w-]{32}$/);
      expect(one.key).not.toBe(served.key);
      // Whoever listens on every address of this machine would answer here too.
      const elsewhere = await asked(one.port, "/", [`Host: 127.0.0.1:${one.port}`], "GET", "127.0.0.2");
      expect(elsewhere.status).toBe(0);
      expect(await one.end(signal)).toBe(code);
    }
  });

  it("says which port is in use, what is not a result, and what a port is", async () => {
    const taken = createServer();
    await new Promise<void>((done) => taken.listen(0, "127.0.0.1", done));
    const { port } = taken.address() as { port: number };
    const cases: [string[], RegExp][] = [
      [["--port", `${port}`], new RegExp(`port ${port} is in use`)],
      [["--port", "70000"], /whole number from 0 to 65535/],
      [[join(folder, "none.json")], /no such file/],
      [[file], /is not JSON/],
      [[join(built, "web")], /no result document in this folder/],
    ];
    for (const [args, why] of cases) {
      const { code, stdout, stderr } = await twinsite(["serve", ...args]);
      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr).toMatch(why);
    }
    taken.close();
  });
});

describe("in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(async () => browser.close());

  it("the key leaves the address, one result is shown at once, and a copied link opens in another tab", async () => {
    const { page, wrong } = await watchedPage(browser);
    await opened(page, served.address);
    const [{ id = "" } = {}] = (await list()).results;
    expect(page.url()).toBe(`http://127.0.0.1:${served.port}/#/r/${id}/verdict`);
    expect(page.url()).not.toContain(served.key);
    const tab = await page.context().newPage();
    await opened(tab, `http://127.0.0.1:${served.port}/#/r/${id}/evidence`);
    await tab.locator("main[data-screen=evidence] h1").waitFor();
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  it("without the key the page says what is missing, and asks for nothing", async () => {
    const { page, wrong } = await watchedPage(browser);
    await opened(page, `http://127.0.0.1:${served.port}/#/r/0123456789ab/verdict`);
    await page.getByRole("alert").filter({ hasText: "open the one that twinsite serve printed" }).waitFor();
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  it("says that the server has ended when a result is asked for afterwards", async () => {
    const other = aFolder((text) => text.replace("27 ms", "28 ms"));
    await twinsite(["run", other.file, "-n", "4", "--out", other.folder, "-q"]);
    const two = await serving(folder, other.folder);
    const { page } = await watchedPage(browser);
    await opened(page, two.address);
    await two.end();
    const options = page.getByLabel("Result").locator("option");
    await expect.poll(() => options.count()).toBe(3);
    await page.getByLabel("Result").selectOption({ index: 2 });
    await page.getByRole("alert").filter({ hasText: "does not answer: was it ended?" }).waitFor();
    await page.context().close();
  });
});
