// worker: does units of studies elsewhere, as they come by a queue, until it is told to stop; then it finishes what it
// has. A second signal ends it at once, and others take over.
import type { Command } from "commander";
import { ENGINE_VERSION } from "../../index.ts";
import { type Console, openConsole } from "../console.ts";
import { ExitCode } from "../exit-code.ts";
import { listenForInterruption } from "../interruption.ts";
import { type CommonOptions, wholeUpTo, withCommonOptions, withJobs } from "../options.ts";
import { openBroker } from "../queue/broker.ts";
import { UnitWorker } from "../queue/unit-worker.ts";
import { plural } from "../queue/worker-watch.ts";

export interface WorkerCommandOptions extends CommonOptions {
  readonly queue: string;
  readonly jobs: number;
  /** Seconds. */
  readonly patience: number;
}

const DEFAULT_PATIENCE_SECONDS = 10;

export async function worker(options: WorkerCommandOptions, console: Console): Promise<ExitCode> {
  const { jobs, patience } = options;
  const interruption = listenForInterruption();
  const note = (text: string): void => console.note(text);
  const broker = await openBroker(options.queue, note);
  note(`twinsite worker ${ENGINE_VERSION}: ${plural(jobs, "thread")}, waits for units at ${broker.shown}`);
  const unitWorker = new UnitWorker(broker, { threads: jobs, patienceSeconds: patience }, note);
  interruption.signal.addEventListener("abort", () => note("finishes what it has, takes no more"));
  await unitWorker.workUntil(interruption.signal).finally(broker.close);
  interruption.stopListening();
  const { count } = unitWorker;
  if (options.json) console.json({ schema: "twinsite/worker/v1", engine: ENGINE_VERSION, units: count });
  else
    console.result(
      `${plural(count.done, "unit")} done, ${count.refused} refused, ${count.failed} not done\n`,
    );
  return interruption.code() ?? ExitCode.ok;
}

export function addWorker(twinsite: Command, done: (code: ExitCode) => void): void {
  withJobs(
    withCommonOptions(
      twinsite.command("worker").description("does units of studies that run with --queue elsewhere"),
    ),
  )
    .requiredOption(
      "--queue <url>",
      "where they come from: redis://:password@host:6379, or rediss:// for TLS",
    )
    .option(
      "--patience <seconds>",
      "a worker that has been silent for so long loses its units to others",
      wholeUpTo(3600),
      DEFAULT_PATIENCE_SECONDS,
    )
    .action(async (options) => done(await worker(options, openConsole(options))));
}
