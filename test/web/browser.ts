// The built page in a real Chromium: over http from a folder of files, or as one file from the disk. Whatever the page
// says on its console, asks of the network or shows as a dialog is collected.
import { readFileSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

export const built = join(import.meta.dirname, "../../dist");
export const pictures = join(import.meta.dirname, "../../reports/out/pictures");

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
};
/** As `serve` has it. */
export const POLICY =
  "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/** A folder of files on a port of its own. */
export async function hosted(folder = join(built, "web")): Promise<{ address: string; server: Server }> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://x").pathname;
    const file = join(folder, path === "/" ? "index.html" : path);
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
      response.writeHead(404).end();
      return;
    }
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    response
      .writeHead(200, { "content-type": type, "content-security-policy": POLICY })
      .end(readFileSync(file));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server };
}

export const startBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });

export interface Watched {
  readonly page: Page;
  /** Errors of the console and of the page, refusals of its policy, dialogs, requests that leave the machine. */
  readonly wrong: string[];
}

export async function watchedPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  // A slow machine is waited for; what should be fast is measured elsewhere.
  page.setDefaultTimeout(90_000);
  const wrong: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") wrong.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => wrong.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    wrong.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!/^(http:\/\/127\.0\.0\.1[:/]|file:|blob:|data:)/.test(request.url()))
      wrong.push(`request: ${request.url()}`);
  });
  await page.addInitScript(`addEventListener("securitypolicyviolation", (event) => {
    console.error("policy: " + event.violatedDirective + " " + event.blockedURI + " " + event.sourceFile);
  });`);
  return { page, wrong };
}

/** The page is open, and what it was given is read. */
export async function opened(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.waitForSelector("html[data-ready]");
  await page.waitForSelector("main[data-shown]");
}

export const reportAddress = (): string => pathToFileURL(join(built, "report/index.html")).href;
