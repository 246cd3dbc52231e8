#!/usr/bin/env node
// The command line: parses, calls one command, maps what went wrong to an exit code. No logic of its own.
import { CommanderError } from "commander";
import { openConsole, surviveClosedPipes } from "./console.ts";
import { ExitCode } from "./exit-code.ts";
import { failureOf, report } from "./failure.ts";
import { program } from "./program.ts";

const wantsJson = process.argv.includes("--json");
const console = openConsole({ color: !process.argv.includes("--no-color") });
surviveClosedPipes();

try {
  await program((code) => {
    process.exitCode = code;
  }, wantsJson).parseAsync();
} catch (error) {
  process.exitCode = codeOf(error);
}

function codeOf(error: unknown): ExitCode {
  // Help and version are answers, not errors.
  if (error instanceof CommanderError && error.exitCode === 0) return ExitCode.ok;
  const failure = failureOf(error);
  report(failure, console, wantsJson);
  return failure.exitCode;
}
