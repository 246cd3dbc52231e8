// What the what-if screen is about: a scenario as it is, what was changed in it, and the numbers of both as they come
// in. The address says all of it that a reader can bring back.
import { batch, computed, signal } from "@preact/signals";
import { worstFirst } from "../../../reports/view/drill-rows.ts";
import type { Diagnostic, Resolution, ScenarioChange } from "../../../sim/index.ts";
import { current, hold, isDrill } from "../../app/library.ts";
import { announce } from "../../app/live.ts";
import { note, type Route } from "../../app/route.ts";
import { heldOf } from "../../app/sources.ts";
import type { Source } from "../../engine/api.ts";
import { Campaign } from "../../engine/campaign.ts";
import { dismissIdle, give } from "../../engine/client.ts";
import type { Paired, Sample, SideName, Tunable } from "../../engine/what-if-api.ts";
import { sourceOf } from "../../parts/source-of.ts";
import { attachmentsOf, exampleText } from "../start/examples.ts";
import { LONGEST, packed, unpacked } from "./share.ts";

export interface Base {
  readonly source: Source;
  /** Where the runs of the result had another one than the scenario says. */
  readonly seed?: string;
  /** The disruption that fared worst in it. */
  readonly worst?: string;
}
export type Phase = "nothing" | "opening" | "running" | "done" | "stopped" | "wrong" | "failed";

export const base = signal<Base | undefined>(undefined);
/** The text as it is edited. */
export const text = signal("");
/** `path=value`, one for each path. */
export const sets = signal<readonly string[]>([]);
export const tunables = signal<readonly Tunable[]>([]);
export const diagnostics = signal<readonly Diagnostic[]>([]);
export const about = signal<{
  readonly title: string;
  readonly seed: string;
  readonly disruptions: readonly string[];
}>({
  title: "",
  seed: "",
  disruptions: [],
});
export const paired = signal<Readonly<Partial<Record<Resolution, Paired>>>>({});
export const changes = signal<readonly ScenarioChange[]>([]);
export const focus = signal("");
export const metric = signal("rtoAchievedSeconds");
export const phase = signal<Phase>("nothing");
export const problem = signal("");
export const isSame = signal(true);
/** From a change until its first numbers: ms. */
export const firstAfter = signal<number | undefined>(undefined);
/** The address does not hold the text: it is too long. */
export const isTooLong = signal(false);
export const kept = signal<{ readonly id: string; readonly replications: number } | undefined>(undefined);

export const source = computed<Source | undefined>(() => {
  const own = base.value?.source;
  return own && { ...own, text: text.value, overrides: [...(own.overrides ?? []), ...sets.value] };
});
/** Replications of every disruption that are there. */
export const wholeRuns = computed(() =>
  Math.min(...Object.values(paired.value.fluid?.replications ?? { "": 0 })),
);

let campaign: Campaign | undefined;
let changedAt = 0;
/** The text that the address names, as it is there. */
let opened: string | undefined;

/** What the address names. */
export async function openFrom({ query }: Route): Promise<void> {
  const { example, set = "", d = "", m = "", text: code, base: ownCode, name = "scenario" } = query;
  // What was opened here a moment ago, and is in the address now.
  if (ownCode !== undefined && ownCode === opened) return;
  problem.value = "";
  const own = ownCode === undefined ? undefined : await unpacked(ownCode);
  const found = own === undefined ? await named(example) : { source: { name, text: own } };
  if (!found) {
    phase.value = "nothing";
    return;
  }
  const edited = code === undefined ? undefined : await unpacked(code);
  batch(() => {
    sets.value = set === "" ? [] : set.split("\n");
    focus.value = d !== "" ? d : (found.worst ?? "");
    if (m !== "") metric.value = m;
  });
  begin(found, edited);
}

async function named(example: string | undefined): Promise<Base | undefined> {
  if (example !== undefined) {
    const found = await exampleText(example);
    return found === undefined
      ? undefined
      : { source: { name: example, text: found, attachments: await attachmentsOf(found) } };
  }
  const held = current.peek();
  const of = held && sourceOf(held);
  if (!of) return undefined;
  const seed = "seed" in held.document ? held.document.seed : undefined;
  const worst = isDrill(held.document) ? worstFirst(held.document)[0]?.name : undefined;
  return { source: of, ...(seed !== undefined && { seed }), ...(worst !== undefined && { worst }) };
}

/** A text from a file of the reader. */
export async function openText(name: string, own: string): Promise<void> {
  sets.value = [];
  begin({ source: { name, text: own, attachments: await attachmentsOf(own) } }, undefined);
  const code = await packed(own);
  isTooLong.value = code.length > LONGEST;
  note({
    base: isTooLong.peek() ? undefined : code,
    name,
    text: undefined,
    set: undefined,
    example: undefined,
  });
}

function begin(found: Base, edited: string | undefined): void {
  batch(() => {
    base.value = found;
    text.value = edited ?? found.source.text;
    phase.value = "opening";
    tunables.value = [];
    paired.value = {};
    kept.value = undefined;
  });
  void run();
}

/** Once the first numbers are there: they are what the reader waits for. */
async function findTunables(): Promise<void> {
  const of = base.peek();
  if (!of || tunables.peek().length > 0) return;
  const work = give((engine) => engine.tunables(of.source), `${of.source.name}: what can be turned`);
  // The run of the same scenario says what is wrong with it.
  const all = await work.result.catch(() => []);
  if (base.peek() === of) tunables.value = all;
}

/** The value of a path, or as it is where there is none. */
export function setValue(path: string, value: string | undefined): void {
  const others = sets.peek().filter((each) => !each.startsWith(`${path}=`));
  sets.value = value === undefined ? others : [...others, `${path}=${value}`];
  changed();
}

export function setText(next: string): void {
  if (next === text.peek()) return;
  text.value = next;
  changed();
}

function changed(): void {
  changedAt = performance.now();
  void run();
}

/** Not at every step of a slider: an address is for coming back. */
export async function noteChanges(): Promise<void> {
  const own = base.peek()?.source;
  const code = own && own.text !== text.peek() ? await packed(text.peek()) : "";
  isTooLong.value = code.length > LONGEST;
  note({
    set: sets.peek().length === 0 ? undefined : sets.peek().join("\n"),
    text: code === "" || isTooLong.peek() ? undefined : code,
  });
}

export async function run(): Promise<void> {
  const [before, after] = [base.peek(), source.peek()];
  if (!before || !after) return;
  campaign ??= newCampaign();
  batch(() => {
    firstAfter.value = undefined;
    problem.value = "";
    kept.value = undefined;
    phase.value = "running";
  });
  if (changedAt === 0) changedAt = performance.now();
  const { seed } = before;
  await campaign.start({
    before: before.source,
    after,
    focus: focus.peek(),
    ...(seed !== undefined && { seed }),
  });
}

function newCampaign(): Campaign {
  return new Campaign({
    laid({ diagnostics: found, about: what, isSame: same = false }) {
      batch(() => {
        diagnostics.value = found;
        if (!what) {
          phase.value = "wrong";
          return;
        }
        about.value = what;
        isSame.value = same;
        paired.value = {};
        const names = what.disruptions;
        if (!names.includes(focus.peek())) focus.value = names[0] ?? "";
      });
      if (!what) void findTunables();
    },
    looked(found) {
      paired.value = { ...paired.peek(), [found.resolution]: found };
      if (firstAfter.peek() !== undefined || !Object.values(found.replications).some((n) => n > 0)) return;
      firstAfter.value = performance.now() - changedAt;
      void tellChanges();
      void findTunables();
    },
    done() {
      phase.value = "done";
      announce("All runs are done");
    },
    failed(message) {
      batch(() => {
        phase.value = "failed";
        problem.value = message;
      });
      dropCampaign();
    },
  });
}

async function tellChanges(): Promise<void> {
  const of = campaign?.order;
  const found = await campaign?.ask((engine) => engine.changes(), "what was changed");
  if (campaign?.order === of && found) changes.value = found as readonly ScenarioChange[];
}

export function stop(): void {
  campaign?.stop();
  phase.value = "stopped";
}

export function focusOn(disruption: string): void {
  focus.value = disruption;
  campaign?.focusOn(disruption);
  note({ d: disruption });
}

/** Both sides of one metric in one disruption. */
export async function samples(
  resolution: Resolution,
  disruption: string,
  which: string,
): Promise<Readonly<Record<SideName, Sample>> | undefined> {
  const of = campaign;
  if (!of) return undefined;
  const side = (name: SideName): Promise<Sample> =>
    of.ask((engine) => engine.sample(name, resolution, disruption, which), "reading values");
  return { before: await side("before"), after: await side("after") };
}

/** Into the results that this page holds; undefined where nothing is there yet. */
export async function keep(): Promise<void> {
  const own = source.peek();
  if (!campaign || !own || wholeRuns.peek() < 1) return;
  const { result, runs } = await campaign.ask((engine) => engine.keep(), "keeping the result");
  const made = heldOf({ name: own.name, document: result, runs, attachments: own.attachments ?? {} });
  hold(made);
  kept.value = { id: made.id, replications: result.replications };
  announce("The result is kept");
}

function dropCampaign(): void {
  void campaign?.end();
  campaign = undefined;
}

/** The screen goes: nothing of it runs on, and workers give their memory back. */
export function leave(): void {
  dropCampaign();
  dismissIdle();
  batch(() => {
    base.value = undefined;
    paired.value = {};
    changes.value = [];
    tunables.value = [];
    diagnostics.value = [];
    phase.value = "nothing";
  });
  changedAt = 0;
  opened = undefined;
}
