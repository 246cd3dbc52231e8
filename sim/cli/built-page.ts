// The page as it was built: a folder of files for `serve`, and one file for `report --html`.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { UsageError } from "./stops.ts";

/** Beside the built command line; below it where that runs from its source. */
const PLACES = ["../../", "../../dist/"].map((place) => fileURLToPath(new URL(place, import.meta.url)));

export function builtPage(form: "web" | "report"): string {
  const folder = PLACES.map((place) => join(place, form)).find((each) =>
    existsSync(join(each, "index.html")),
  );
  if (folder === undefined) throw new UsageError("the page is not built: npm run build");
  return folder;
}
