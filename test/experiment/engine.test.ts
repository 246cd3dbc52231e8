import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ENGINE_VERSION } from "../../sim/experiment/engine.ts";

test("the engine's version is the package's", () => {
  const manifest = new URL("../../package.json", import.meta.url);
  expect(JSON.parse(readFileSync(manifest, "utf8")).version).toBe(ENGINE_VERSION);
});
