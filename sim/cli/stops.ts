// Why a command stops early, besides ScenarioError: each maps to one exit code (main.ts).
import type { JobFailure } from "../index.ts";

/** The command line is wrong, or a file that it names is missing. Exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The disk is full, a folder is not ours, a worker is lost: the work is not complete. Exit code 7. */
export class IncompleteError extends Error {
  override readonly name = "IncompleteError";
}

/** A job failed: our mistake, with the command that shows it again. Exit code 1. */
export class JobFailedError extends Error {
  override readonly name = "JobFailedError";
  readonly failure: JobFailure;
  readonly replay: string;

  constructor(failure: JobFailure, replay: string) {
    super(failure.message);
    this.failure = failure;
    this.replay = replay;
  }
}
