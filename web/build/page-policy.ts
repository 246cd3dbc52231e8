// What the page may do is written into it when it is built: whoever serves it need not know, and a page on a disk has
// nobody else to say it.
import { createHash } from "node:crypto";
import type { Plugin } from "vite";

const COMMON = "img-src blob: data:; form-action 'none'; base-uri 'none'";
const POLICIES: Readonly<Record<"web" | "report", (scripts: string) => string>> = {
  /** Whoever serves the folder need not know what it may do. */
  web: () =>
    `default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; connect-src 'self'; ${COMMON}`,
  /** Its own scripts and no other, whatever is written into the file later; and it can ask for nothing. */
  report: (scripts) =>
    `default-src 'none'; script-src ${scripts}; worker-src blob:; style-src 'unsafe-inline'; ${COMMON}`,
};

/** Writes into the page what it may do, and leaves no file beside the page that is one file. */
export const pagePolicy = (form: "web" | "report"): Plugin => ({
  name: "page-policy",
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
