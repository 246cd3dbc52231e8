// What went wrong, as an exit code, as a message for people, and as the document twinsite/error/v1 for programs.
import { CommanderError } from "commander";
import { diagnosticsText, tally } from "../../reports/diagnostics.ts";
import type { Diagnostic } from "../index.ts";
import type { Console } from "./console.ts";
import { ExitCode } from "./exit-code.ts";
import { InvalidMeasurement } from "./measurement-files.ts";
import { InvalidScenario } from "./scenario.ts";
import { IncompleteError, JobFailedError, UsageError } from "./stops.ts";

export interface Failure {
  readonly exitCode: ExitCode;
  readonly kind: "usage" | "scenario" | "incomplete" | "internal";
  readonly message: string;
  readonly diagnostics?: readonly Diagnostic[];
  readonly sources?: Readonly<Record<string, string>>;
  /** Of a failed run: how to see it again. */
  readonly seed?: string;
  readonly replication?: number;
  readonly replay?: string;
  readonly details?: string;
}

export function failureOf(error: unknown): Failure {
  if (error instanceof CommanderError || error instanceof UsageError) {
    return { exitCode: ExitCode.usage, kind: "usage", message: error.message.replace(/^error: /, "") };
  }
  if (error instanceof InvalidScenario) {
    const { message, diagnostics, sources } = error;
    return { exitCode: ExitCode.invalidScenario, kind: "scenario", message, diagnostics, sources };
  }
  if (error instanceof InvalidMeasurement) {
    const { message, diagnostics, sources } = error;
    return { exitCode: ExitCode.usage, kind: "usage", message, diagnostics, sources };
  }
  if (error instanceof IncompleteError) {
    return { exitCode: ExitCode.incomplete, kind: "incomplete", message: error.message };
  }
  if (error instanceof JobFailedError) {
    const { job, details } = error.failure;
    const { seed, replication } = job;
    return {
      exitCode: ExitCode.bug,
      kind: "internal",
      message: error.message,
      seed,
      replication,
      replay: error.replay,
      details,
    };
  }
  const isError = error instanceof Error;
  const message = isError ? error.message : String(error);
  return { exitCode: ExitCode.bug, kind: "internal", message, details: isError ? (error.stack ?? "") : "" };
}

export function report(failure: Failure, console: Console, asJson: boolean): void {
  const { sources = {}, ...document } = failure;
  if (asJson) console.json({ schema: "twinsite/error/v1", ...document });
  const { diagnostics, kind, message, seed, replication, replay, details } = failure;
  if (diagnostics) {
    console.complain(`${diagnosticsText(diagnostics, sources, console.paintNote)}\n\n${tally(diagnostics)}`);
    return;
  }
  const word = console.paintNote("red", kind === "internal" ? "internal error" : "error");
  console.complain(`${word}: ${message}`);
  if (kind !== "internal") return;
  if (details) console.complain(details);
  if (replay !== undefined)
    console.complain(`seed ${seed}, replication ${replication}; see it again: ${replay}`);
  console.complain("This is a mistake of twinsite, not of the scenario.");
}
