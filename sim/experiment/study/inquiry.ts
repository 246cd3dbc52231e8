// What is asked of one design: the jobs, and what their results say together. Results may come in any order; they
// are taken in the order of the jobs, so the answer has the same bytes whoever did them.
import type { Diagnostic } from "../../config/diagnostic.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { OutlookJob } from "../outlook-job.ts";
import type { OutlookResult } from "../outlook-result.ts";
import type { ExperimentResult, Resolution } from "../result.ts";
import type { RunResult } from "../run-result.ts";
import type { Design } from "./design.ts";
import { drillInquiry } from "./drill-inquiry.ts";
import { outlookInquiry } from "./outlook-inquiry.ts";
import type { PairableSample } from "./sample.ts";
import type { DrillJob, UnitResult } from "./unit.ts";

export interface Question {
  readonly question: "drill" | "outlook";
  readonly seed: string;
  /** If absent: write by write for a drill, fluid for an outlook. */
  readonly resolution?: Resolution;
  /** Of a drill. */
  readonly replications: number;
  /** The first replication; 1 if absent. */
  readonly from?: number;
  /** Of a drill: only these, and not the time in which nothing breaks; all and that time if absent. */
  readonly disruptions?: readonly string[];
  /** Of an outlook, all replications together. */
  readonly years: number;
  /** Of an outlook; a default length if absent. */
  readonly yearsPerReplication?: number;
  /** Of an outlook: every replication draws uncertain inputs of its own, so that more of them are more of the same. */
  readonly hasOwnInputs?: boolean;
  /** Replications of one unit; chosen if absent. Changes no number. */
  readonly blockSize?: number;
}

export interface Inquiry {
  readonly jobs: readonly (DrillJob | OutlookJob)[];
  /** Once for each job, in any order. */
  take(index: number, result: UnitResult): void;
  /** Instead of its result: nobody could do it. */
  lose(index: number, why: string): void;
  /** After all were taken, or as many as there will be. */
  answer(): Answer;
}

export interface Answer {
  readonly result: ExperimentResult | OutlookResult;
  readonly samples: readonly PairableSample[];
  /** Of a drill: in the order of its jobs; those that were not done are left out. */
  readonly runs?: readonly RunResult[];
}

export interface Subject {
  readonly design: Design;
  readonly scenario: Scenario;
  readonly diagnostics: readonly Diagnostic[];
}

export const inquire = (subject: Subject, question: Question): Inquiry =>
  question.question === "drill" ? drillInquiry(subject, question) : outlookInquiry(subject, question);
