// merge: the parts of all shards of a study, put together: the very files that one machine would have written.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import {
  conductUnits,
  ENGINE_VERSION,
  inProcessExecutor,
  partRefusal,
  planUnits,
  studyDigest,
} from "../../index.ts";
import { type Console, openConsole } from "../console.ts";
import { ExitCode, worstOf } from "../exit-code.ts";
import { ensureFolder } from "../files.ts";
import { type CommonOptions, withCommonOptions, withJobs } from "../options.ts";
import { sha256 } from "../sha256.ts";
import { IncompleteError, UsageError } from "../stops.ts";
import { mergedParts } from "../store/merged-parts.ts";
import { type OpenPart, openPart } from "../store/part.ts";
import { finishAndConclude } from "../studies/carry-out.ts";
import { studyKindOf } from "../studies/registry.ts";

interface MergeOptions extends CommonOptions {
  readonly out: string;
  readonly jobs: number;
  readonly strict?: boolean;
}

export const addMerge = (twinsite: Command, done: (code: ExitCode) => void): void =>
  void withJobs(
    withCommonOptions(
      twinsite
        .command("merge <parts...>")
        .description("the parts of all shards into one result; a folder: its parts"),
    ),
  )
    .requiredOption("--out <folder>", "the folder of the result")
    .option("--strict", "undecided objectives count: exit code 6")
    .action(async (paths, options) => done(await merge(paths, options, openConsole(options))));

export async function merge(
  paths: readonly string[],
  options: MergeOptions,
  console: Console,
): Promise<ExitCode> {
  ensureFolder(options.out);
  const opened: OpenPart[] = [];
  try {
    for (const path of paths.flatMap(partsAt)) opened.push(openPart(path));
    return await mergeParts(opened, options, console);
  } finally {
    for (const part of opened) part.close();
  }
}

/** A folder stands for the parts in it. */
function partsAt(path: string): string[] {
  if (!existsSync(path)) throw new UsageError(`${path}: no such file`);
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path).filter((name) => /\.part-\d+-of-\d+$/.test(name));
  if (names.length === 0) throw new UsageError(`${path}: there is no part in it (NAME.part-1-of-3)`);
  return names.sort().map((name) => join(path, name));
}

async function mergeParts(
  opened: readonly OpenPart[],
  options: MergeOptions,
  console: Console,
): Promise<ExitCode> {
  const refusal = partRefusal(
    opened.map(({ path, about }) => ({ name: path, about })),
    ENGINE_VERSION,
  );
  if (refusal !== undefined) throw new IncompleteError(refusal);
  const [{ path, about }] = opened as [OpenPart, ...OpenPart[]];
  const { description } = about;
  const kind = studyKindOf(description);
  const parts = kind.parts(description);
  const plan = planUnits(parts, sha256);
  if (studyDigest(description, plan, sha256) !== about.study) {
    throw new IncompleteError(
      `${path}: its study would have other units here, though the version is the same`,
    );
  }
  const store = mergedParts(opened, plan);
  // Everything is known: whoever is asked has nothing to do.
  const executor = inProcessExecutor();
  const outcome = await conductUnits(plan, { executor, store, cancellation: { aborted: false } });
  const { codes } = await finishAndConclude(
    { kind, description, parts },
    { ...options, store, outcome },
    console,
  );
  return worstOf([...codes, ExitCode.ok]);
}
