// What fails by chance in a test: nothing but what it names. Overrides of a scenario, by path and as texts.
import { failureSources } from "../../sim/faults/sources/registry.ts";

/** What a test writes about a source has to come after it. */
export const nothingFails: Readonly<Record<string, string>> = Object.fromEntries(
  [...failureSources.parts.keys()].map((kind) => [`failures.${kind}`, "never"]),
);

export const nothingFailsTexts: readonly string[] = Object.keys(nothingFails).map((path) => `${path}=never`);
