// Results in which everything that has a name has a hostile one: what a file from somewhere may hold, though no
// scenario may.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ExperimentResult, fingerprintOf, type RunResult } from "../../sim/index.ts";

export interface Drilled {
  readonly result: ExperimentResult;
  readonly runs: readonly RunResult[];
}

/** The stored drill with one disruption for each name: in its row, its objectives, phases, scopes and assumptions. */
export function renamed({ result, runs }: Drilled, names: readonly string[]): Drilled {
  const own = result.disruptions;
  const disruptions = names.map((name, i) => {
    const like = own[i % own.length] as (typeof own)[number];
    const phases = like.phases.map((phase) => ({ ...phase, setBy: name }));
    return { ...like, name, phases, metrics: scoped(like.metrics, name), atQuantiles: like.atQuantiles };
  });
  const objectives = names.flatMap((name, i) =>
    result.objectives.map((objective, k) => ({
      ...objective,
      expression: `rtoAchieved p50 <= 24 h for ${name}`,
      disruption: name,
      verdict: (["met", "missed", "undecided", "not-evaluated"] as const)[(i + k) % 4] ?? "met",
      reason: name,
      judged: objective.judged.map((each) => ({ ...each, disruption: name })),
    })),
  );
  const list = result.assumptions.list.map((assumption, i) => {
    const name = names[i % names.length] as string;
    return { ...assumption, path: name, value: name, source: name };
  });
  const played = names.flatMap((name, i) =>
    runs
      .filter(({ disruption }) => disruption === own[i % own.length]?.name)
      .map((run) => ({ ...run, disruption: name, values: scoped(run.values, name) })),
  );
  const quiet = runs.filter(({ disruption }) => disruption === "");
  const all = [...quiet, ...played];
  const title = names.join(" · ");
  const { text = "" } = result.scenario;
  const scenario = {
    ...result.scenario,
    name: title,
    title,
    text: text.replace(
      /^title: .*$/m,
      () => `title: ${JSON.stringify(title)}\nquestion: ${JSON.stringify(title)}`,
    ),
  };
  const metrics = scoped(result.metrics, names[0] as string);
  const assumptions = { ...result.assumptions, list };
  const renamed = { ...result, scenario, metrics, disruptions, objectives, assumptions };
  return { result: { ...renamed, fingerprint: fingerprintOf(all) }, runs: all };
}

/** What is of a link or of clients says so after an @. */
const scoped = <T>(values: Readonly<Record<string, T>>, name: string): Record<string, T> =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key.replace(/@.*/s, () => `@${name}`), value]),
  );

export function store(folder: string, name: string, { result, runs }: Drilled): void {
  const replicationValues = `${name}.values.ndjson`;
  writeFileSync(join(folder, `${name}.result.json`), JSON.stringify({ ...result, replicationValues }));
  writeFileSync(join(folder, replicationValues), runs.map((run) => `${JSON.stringify(run)}\n`).join(""));
}

/** The document with every name in it, wherever it stands, made another; the same one everywhere. */
export function renamedThroughout<T>(document: T, names: readonly string[]): T {
  const known = new Map<string, string>();
  const other = (name: string): string => {
    if (!known.has(name)) known.set(name, names[known.size % names.length] as string);
    return known.get(name) as string;
  };
  const NAMED =
    /^(?:name|title|disruption|disruptions|setBy|reason|source|message|file|process|causes|path|paths)$/;
  const visit = (value: unknown, key: string): unknown => {
    if (Array.isArray(value)) return value.map((each) => visit(each, key));
    if (typeof value === "string") return NAMED.test(key) && value !== "" ? other(value) : value;
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, visit(each, name)]));
  };
  return visit(document, "") as T;
}
