// Two builds of one page: for a server or a folder of files, and, in mode "report", as one file that opens from a disk.
import { createHash } from "node:crypto";
import { join } from "node:path";
import { defineConfig, type Plugin } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";

const root = import.meta.dirname;

const common = "img-src blob: data:; form-action 'none'; base-uri 'none'";
const POLICIES: Readonly<Record<"web" | "report", (scripts: string) => string>> = {
  /** Whoever serves the folder need not know what it may do. */
  web: () =>
    `default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; connect-src 'self'; ${common}`,
  /** Its own scripts and no other, whatever is written into the file later; and it can ask for nothing. */
  report: (scripts) =>
    `default-src 'none'; script-src ${scripts}; worker-src blob:; style-src 'unsafe-inline'; ${common}`,
};

/** Writes into the page what it may do, and leaves no file beside the page that is one file. */
const policy = (form: "web" | "report"): Plugin => ({
  name: "policy",
  enforce: "post",
  generateBundle: {
    order: "post",
    handler(_, bundle) {
      for (const [name, file] of Object.entries(bundle)) {
        if (file.type === "asset" && name.endsWith(".html")) file.source = withPolicy(`${file.source}`, form);
        else if (form === "report") delete bundle[name];
      }
    },
  },
});

function withPolicy(page: string, form: "web" | "report"): string {
  const scripts = [...page.matchAll(/<script type="module"[^>]*>([\s\S]+?)<\/script>/g)].map(
    ([, script = ""]) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`,
  );
  const content = POLICIES[form](scripts.join(" "));
  return page.replace(
    "<head>",
    () => `<head>\n    <meta http-equiv="Content-Security-Policy" content="${content}" />`,
  );
}

export default defineConfig(({ mode }) => ({
  root,
  base: "./",
  publicDir: false,
  logLevel: "warn",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  // A worker that is a module never starts from a file on a disk.
  worker: { format: "iife" },
  plugins:
    mode === "report"
      ? [viteSingleFile({ useRecommendedBuildConfig: true }), policy("report")]
      : [policy("web")],
  build: {
    outDir: join(root, "../dist", mode === "report" ? "report" : "web"),
    emptyOutDir: true,
    target: "es2022",
    // Everything by a request of its own: a strict policy allows no data in addresses.
    assetsInlineLimit: mode === "report" ? Number.MAX_SAFE_INTEGER : 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
  },
}));
