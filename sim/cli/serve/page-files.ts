// The files of the built page, read once: what is asked for is looked up in this list and never joined to a folder.
import { readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { SERVED_MARK } from "../../../reports/view/offer.ts";
import { builtPage } from "../built-page.ts";

export interface PageFile {
  readonly type: string;
  readonly body: Buffer;
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
};

/** By their paths, "/" for the page. */
export function pageFiles(folder = builtPage("web")): ReadonlyMap<string, PageFile> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return new Map(
    files.map(({ name, parentPath }): [string, PageFile] => {
      const path = join(parentPath, name);
      const type = TYPES[extname(name)] ?? "application/octet-stream";
      const address = `/${relative(folder, path).split(sep).map(encodeURIComponent).join("/")}`;
      if (address !== "/index.html") return [address, { type, body: readFileSync(path) }];
      const page = readFileSync(path, "utf8");
      const mark = `<meta name="${SERVED_MARK.name}" content="${SERVED_MARK.content}" />`;
      return ["/", { type, body: Buffer.from(page.replace("<head>", `<head>\n    ${mark}`)) }];
    }),
  );
}
