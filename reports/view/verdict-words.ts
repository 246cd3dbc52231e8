// What a verdict is called in a report: the words of objectives, the words of the gate.
import type { Judged } from "./document.ts";
import { WORDS } from "./drill-rows.ts";

export const wordOf = (verdict: Judged): string =>
  verdict in WORDS ? WORDS[verdict as keyof typeof WORDS] : verdict.replace("-", " ");
