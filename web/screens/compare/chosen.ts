// Which results are compared: the one of the address first, then those it names; and what of them is looked at.
import type { ExperimentResult } from "../../../sim/index.ts";
import { current, type Held, held, isDrill } from "../../app/library.ts";
import { route } from "../../app/route.ts";
import { rankedRuns } from "../distribution/ranked.ts";

export interface HeldDrill extends Held {
  readonly document: ExperimentResult;
}

export const MOST = 6;

export const heldDrills = (): HeldDrill[] =>
  held.value.filter((each): each is HeldDrill => isDrill(each.document));

/** The base first. */
export function chosenDrills(): HeldDrill[] {
  const all = heldDrills();
  const ids = [current.value?.id ?? "", ...(route.value.query.with ?? "").split(",")];
  const found = ids.flatMap((id) => all.find((each) => each.id === id) ?? []);
  return [...new Set(found)].slice(0, MOST);
}

export const NOTHING = "~";

export interface Looked {
  /** "" while nothing breaks. */
  readonly disruption: string;
  readonly metric: string;
  readonly replication?: number;
}

/** What the address says; else the outage in the disruption, among those that all have, in which they differ most. */
export function lookedAt(drills: readonly HeldDrill[]): Looked {
  const { d, m, n } = route.value.query;
  const [first] = drills;
  const names = commonDisruptions(drills);
  const disruption =
    d === NOTHING ? "" : d !== undefined && names.includes(d) ? d : mostDifferent(drills, names);
  const known = metricsOf(first, disruption);
  const metric =
    m !== undefined && known.includes(m) ? m : (known.find((each) => each === USUAL) ?? known[0] ?? USUAL);
  const replication = Number(n);
  return { disruption, metric, ...(n !== undefined && replication > 0 && { replication }) };
}

const USUAL = "rtoAchievedSeconds";

/** The first where they never differ. */
function mostDifferent(drills: readonly HeldDrill[], names: readonly string[]): string {
  const gaps = names.map((name) => {
    const tails = drills.map(({ runs }) => rankedRuns(runs, name, USUAL).map(({ value }) => value));
    const [base = [], ...others] = tails;
    // By rank: enough to choose what to look at first. Two runs that were never over are equal.
    const gap = (value: number, i: number): number =>
      value === base[i] ? 0 : Math.abs(value - (base[i] ?? value));
    return Math.max(0, ...others.flatMap((values) => values.map(gap)));
  });
  return names[gaps.indexOf(Math.max(...gaps))] ?? names[0] ?? "";
}

export function commonDisruptions(drills: readonly HeldDrill[]): string[] {
  const [first, ...others] = drills.map(({ document }) => document.disruptions.map(({ name }) => name));
  return (first ?? []).filter((name) => others.every((names) => names.includes(name)));
}

export function metricsOf(drill: HeldDrill | undefined, disruption: string): string[] {
  const metrics =
    disruption === ""
      ? drill?.document.metrics
      : drill?.document.disruptions.find(({ name }) => name === disruption)?.metrics;
  return Object.entries(metrics ?? {}).flatMap(([name, { n }]) => (n > 0 ? [name] : []));
}

/** Why two results cannot be paired run by run. */
export function unpairable(old: HeldDrill, next: HeldDrill): string | undefined {
  const [a, b] = [old.document, next.document];
  if (old.runs.length === 0 || next.runs.length === 0) {
    const who = old.runs.length === 0 ? old.name : next.name;
    return `the values of the runs of ${who} are not held: open its .values.ndjson`;
  }
  if (a.seed !== b.seed) return `they have different seeds: ${a.seed} and ${b.seed}`;
  if (a.resolution !== b.resolution) return `data is played as ${a.resolution} and as ${b.resolution}`;
  return undefined;
}

export const titleOf = ({ name, id, document }: HeldDrill): string => {
  const sets = document.scenario.overrides ?? [];
  return `${name}${sets.length > 0 ? ` with ${sets.join(", ")}` : ""} · ${id.slice(0, 6)}`;
};
