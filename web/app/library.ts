// The results this page holds: those it was given with the page, those a server offers, those opened from a file, and
// those that were simulated here.
import { computed, effect, signal } from "@preact/signals";
import {
  type CheckResult,
  type Comparison,
  type ExperimentResult,
  type OutlookResult,
  RESULT_SCHEMA,
  type RunResult,
  type SolveResult,
  type SweepResult,
} from "../../sim/index.ts";
import { route, show } from "./route.ts";
import { type Openable, resultsWithin, servedResults } from "./sources.ts";

export type AnyDocument =
  | ExperimentResult
  | OutlookResult
  | SweepResult
  | SolveResult
  | Comparison
  | CheckResult;

/** Of one scenario, drilled or over years; all others are about several. */
export const isResult = (document: AnyDocument): document is ExperimentResult | OutlookResult =>
  document.schema === RESULT_SCHEMA;
export const isDrill = (document: AnyDocument): document is ExperimentResult =>
  isResult(document) && document.question === "drill";
export const isOutlook = (document: AnyDocument): document is OutlookResult =>
  isResult(document) && document.question === "outlook";

export interface Held {
  /** In addresses: the first twelve characters of what identifies the document. */
  readonly id: string;
  /** Of its file or its scenario. */
  readonly name: string;
  readonly document: AnyDocument;
  /** Of a drill, where the values of every run were kept. */
  readonly runs: readonly RunResult[];
  /** Texts that the scenario names. */
  readonly attachments: Readonly<Record<string, string>>;
}

export const held = signal<readonly Held[]>([]);
/** What the page was given: each is opened when an address names it. */
export const offered = signal<readonly Openable[]>([]);
/** Ids. */
const opening = signal<readonly string[]>([]);

/** Held, or opened when it is chosen; in the order in which they came. */
export const listed = computed<readonly Pick<Openable, "id" | "name" | "schema">[]>(() => [
  ...offered.value,
  ...held.value
    .filter(({ id }) => !offered.value.some((offer) => offer.id === id))
    .map(({ id, name, document }) => ({ id, name, schema: document.schema })),
]);
/** The list is there, and what the address named at first. */
export const isReady = signal(false);
export const isOpening = computed(() => !isReady.value || opening.value.includes(route.value.result));

/** Why something could not be opened, for the reader. */
export const refusals = signal<readonly string[]>([]);

/** The result that the address names. */
export const current = computed<Held | undefined>(() =>
  held.value.find(({ id }) => id === route.value.result),
);

/** The latest of one id counts. */
export function hold(...more: readonly Held[]): void {
  const ids = new Set(more.map(({ id }) => id));
  held.value = [...held.peek().filter(({ id }) => !ids.has(id)), ...more];
}

/** What the page was given is listed, and what its address names is open. */
export async function openLibrary(): Promise<void> {
  try {
    offered.value = [...resultsWithin(), ...(await servedResults())];
  } catch (error) {
    refuse(error);
  }
  const [only] = offered.value;
  const { screen, result } = route.peek();
  // Whoever opens the report of one result wants to see that result.
  if (only && offered.value.length === 1 && screen === "" && result === "") show("verdict", only.id);
  await openOffered(route.peek().result);
  isReady.value = true;
  effect(() => void openOffered(route.value.result));
}

/** Those that are held already, and those that nobody offers, are left as they are. */
export async function openOffered(id: string): Promise<void> {
  const offer = offered.peek().find((each) => each.id === id);
  if (!offer || opening.peek().includes(id) || held.peek().some((each) => each.id === id)) return;
  opening.value = [...opening.peek(), id];
  try {
    hold(await offer.open());
  } catch (error) {
    refuse(error);
  } finally {
    opening.value = opening.peek().filter((each) => each !== id);
  }
}

function refuse(error: unknown): void {
  refusals.value = [...refusals.peek(), error instanceof Error ? error.message : String(error)];
}
