// Closed forms and published tables with their source and tolerance, by name. Availability (AV-*) and rare
// events (RE-*) are checked in test/rare. Left out: the closed network of Q-MVA (the disk of this model is
// group commit, not a queue).
import { readFileSync } from "node:fs";

export interface ValidationCase {
  readonly id: string;
  readonly inputs: Readonly<Record<string, number | string>>;
  readonly expected: Readonly<Record<string, number>>;
  readonly tolerance: { readonly type: string; readonly rel?: number; readonly value?: number };
  readonly source: string;
  readonly notes: string;
}

const { cases } = JSON.parse(
  readFileSync(new URL("../data/validation-cases.json", import.meta.url), "utf8"),
) as { cases: readonly ValidationCase[] };

export function caseOf(id: string): ValidationCase {
  const found = cases.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`no validation case ${id}`);
  return found;
}

export const casesOf = (prefix: string): readonly ValidationCase[] =>
  cases.filter(({ id }) => id.startsWith(prefix));
