// The results this page holds: those it was given with the page, those a server offers, those opened from a file, and
// those that were simulated here.
import { computed, signal } from "@preact/signals";
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
import { route } from "./route.ts";
import { resultsWithin, servedResults } from "./sources.ts";

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

export async function openLibrary(): Promise<void> {
  try {
    hold(...(await resultsWithin()), ...(await servedResults()));
  } catch (error) {
    refusals.value = [...refusals.peek(), error instanceof Error ? error.message : String(error)];
  }
}
