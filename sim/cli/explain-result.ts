// The causal chain of an outage: of the median and of the worst replication of one disruption. A result
// document names them; for a scenario they are found by running that disruption first.
import { explanationText } from "../../reports/explanation.ts";
import {
  type ExperimentResult,
  type LoggedEvent,
  loadScenarioOrThrow,
  RESULT_SCHEMA,
  runExperiment,
  runOnce,
  type Scenario,
} from "../index.ts";
import type { Console } from "./console.ts";
import { readText } from "./files.ts";
import { listenForInterruption } from "./interruption.ts";
import { type RunOptions, replayCommand, sameAgain } from "./options.ts";
import { openScenario } from "./scenario.ts";
import { JobFailedError, UsageError } from "./stops.ts";
import { workerPool } from "./worker-pool.ts";

interface Studied {
  readonly scenario: Scenario;
  readonly result: ExperimentResult;
  /** How to name the scenario on a command line. */
  readonly again: string;
}

export async function explainResult(
  file: string,
  name: string,
  options: RunOptions,
  console: Console,
): Promise<void> {
  const { scenario, result, again } = file.endsWith(".json")
    ? fromDocument(file)
    : await fromScenario(file, name, options, console);
  const disruption = result.disruptions.find((each) => each.name === name);
  if (!disruption) {
    const known = result.disruptions.map((each) => each.name).join(", ");
    throw new UsageError(`no disruption ${name}; there are: ${known || "none"}`);
  }
  const { worst, atQuantiles } = disruption;
  const median = atQuantiles.find(({ p }) => p === 0.5);
  const chosen = [
    ...(median ? [["the median run", median.replication] as const] : []),
    ...(worst && worst.replication !== median?.replication
      ? [["the worst run", worst.replication] as const]
      : []),
  ];
  const explained = (chosen.length > 0 ? chosen : [["the first run", 1] as const]).map(
    ([which, replication]) => {
      const events: LoggedEvent[] = [];
      const job = { disruption: name, replication, seed: result.seed };
      const run = runOnce(scenario, job, (event) => events.push(event));
      return { which, run, events, replay: replayCommand(again, name, replication) };
    },
  );
  if (options.json) {
    const runs = explained.map(({ which, run: { histograms: _, ...run }, events }) => ({
      which,
      run,
      events,
    }));
    console.json({ schema: "twinsite/explain/v1", disruption: name, runs });
  } else console.result(explained.map((each) => explanationText(each, console.paint)).join("\n"));
}

function fromDocument(file: string): Studied {
  const text = readText(file, file);
  const result = parsed(text, file);
  const source = result.scenario;
  if (source.text === undefined) throw new UsageError(`${file} does not hold its scenario`);
  const overrides = source.overrides ?? [];
  const options = { file: `${source.name}.yaml`, overrides };
  const again = sameAgain(options.file, { set: overrides, seed: result.seed });
  return { scenario: loadScenarioOrThrow(source.text, options), result, again };
}

function parsed(text: string, file: string): ExperimentResult {
  try {
    const document = JSON.parse(text) as ExperimentResult;
    if (document?.schema === RESULT_SCHEMA) return document;
  } catch {
    throw new UsageError(`${file} is not JSON`);
  }
  throw new UsageError(`${file} is not a ${RESULT_SCHEMA} document`);
}

async function fromScenario(
  file: string,
  name: string,
  options: RunOptions,
  console: Console,
): Promise<Studied> {
  const { scenario, design, setup } = openScenario(file, options.set, console);
  const only = Object.entries(scenario.disruptions).filter(([each]) => each === name);
  if (only.length === 0) {
    throw new UsageError(
      `no disruption ${name}; there are: ${Object.keys(scenario.disruptions).join(", ") || "none"}`,
    );
  }
  const interruption = listenForInterruption();
  const { result, failure } = await runExperiment(
    { ...scenario, disruptions: Object.fromEntries(only), expect: [] },
    {
      ...(options.seed !== undefined && { seed: options.seed }),
      ...(options.replications !== undefined && { replications: options.replications }),
      identity: { sha256: design.sha256 },
      executor: workerPool(setup, options.jobs, interruption.signal),
    },
  );
  interruption.stopListening();
  const again = sameAgain(file, options);
  if (failure) throw new JobFailedError(failure, replayCommand(again, name, failure.job.replication));
  return { scenario, result, again };
}
