// Presets by name.
import * as all from "./index.ts";
import type { Preset } from "./preset.ts";

/** In the order of their names. */
export const presets: ReadonlyMap<string, Preset> = new Map(
  Object.values(all)
    .map((preset): [string, Preset] => [preset.name, preset])
    .sort(([a], [b]) => (a < b ? -1 : 1)),
);
