// Two scenarios side by side, and the runs of both as they come in: by disruption and replication, so that what is said
// of them does not depend on who did them or in which order.
import {
  assumptionsOf,
  type ComparedDesign,
  compare,
  type Design,
  type Diagnostic,
  differencesBetween,
  type ExperimentResult,
  fingerprintOf,
  NOTHING_BREAKS,
  objectiveOf,
  openDesign,
  type Resolution,
  type RunResult,
  type Scenario,
  type ScenarioChange,
  ScenarioError,
  samplesOfRuns,
  summarise,
} from "../../sim/index.ts";
import type { Drilled, Source } from "./api.ts";
import { sha256 } from "./sha256.ts";
import type { Laid, Paired, Sample, SideName } from "./what-if-api.ts";

/** What the table shows of every disruption; pairing more would only take time. */
const SHOWN = ["rtoAchievedSeconds", "rpoAchievedSeconds", "lostTransactions", "unprotectedSeconds"];

interface Side {
  readonly design: Design;
  readonly scenario: Scenario;
  readonly seed: string;
  readonly diagnostics: readonly Diagnostic[];
  /** By resolution and disruption, replication 1 first. */
  readonly runs: Readonly<Record<Resolution, Map<string, (RunResult | undefined)[]>>>;
}

export class Desk {
  #before: Side | undefined;
  #after: Side | undefined;

  /** Throws ScenarioError where the scenario as it is has an error: nobody can be asked to mend that here. */
  lay(source: Source, next: Source, seed?: string): Laid {
    const known = [this.#before, this.#after];
    const before = sideFor(source, known, seed);
    if ("wrong" in before) throw new ScenarioError(before.wrong);
    // One scenario on both sides is one set of runs.
    const after = sideFor(next, [before, ...known], seed);
    if ("wrong" in after) return { diagnostics: after.wrong };
    [this.#before, this.#after] = [before, after];
    const { title, disruptions } = after.scenario;
    return {
      diagnostics: after.diagnostics,
      about: { title, seed: after.seed, disruptions: Object.keys(disruptions) },
      counts: { before: countsOf(before), after: countsOf(after) },
      isSame: before.runs === after.runs,
    };
  }

  take(name: SideName, resolution: Resolution, runs: readonly RunResult[]): void {
    const side = this.#side(name);
    for (const run of runs) {
      const all = side.runs[resolution].get(run.disruption) ?? [];
      all[run.replication - 1] = run;
      side.runs[resolution].set(run.disruption, all);
    }
  }

  look(resolution: Resolution): Paired {
    const [before, after] = [this.#side("before"), this.#side("after")];
    const disruptions = namesOf(after).filter(
      (name) => name === NOTHING_BREAKS || name in before.scenario.disruptions,
    );
    const counts = disruptions.map((name) => {
      const known = [before, after].map((side) => upTo(side, resolution, name).length);
      return [name, Math.min(...known)] as const;
    });
    const runs = (side: Side): RunResult[] =>
      counts.flatMap(([name, count]) => upTo(side, resolution, name).slice(0, count));
    const [old, next] = [runs(before), runs(after)];
    const most = Math.max(0, ...counts.map(([, count]) => count));
    return {
      resolution,
      replications: Object.fromEntries(counts),
      comparison: compare({
        question: "drill",
        resolution,
        seed: after.seed,
        old: { design: comparedOf(before, old), samples: samplesOfRuns(old, 1, most) },
        new: { design: comparedOf(after, next), samples: samplesOfRuns(next, 1, most) },
        disruptions,
        metrics: SHOWN,
      }),
      before: resultOf(before, resolution, old, most).objectives,
      after: resultOf(after, resolution, next, most).objectives,
    };
  }

  sample(name: SideName, resolution: Resolution, disruption: string, metric: string): Sample {
    const [own, other] = [this.#side(name), this.#side(name === "before" ? "after" : "before")];
    const count = Math.min(...[own, other].map((side) => upTo(side, resolution, disruption).length));
    const runs = upTo(own, resolution, disruption)
      .slice(0, count)
      .filter(({ values }) => values[metric] !== undefined);
    const isOver = ({ censored }: RunResult): boolean => !censored.includes(metric);
    const values = runs.filter(isOver).map((run) => run.values[metric] as number);
    return { values: values.sort((a, b) => a - b), beyond: runs.length - values.length };
  }

  changes(): readonly ScenarioChange[] {
    return differencesBetween(this.#side("before"), this.#side("after")).changes;
  }

  /** As `twinsite run -n` of as many replications as every disruption has. */
  keep(): Drilled {
    const after = this.#side("after");
    const all = namesOf(after).map((name) => upTo(after, "fluid", name));
    const count = Math.min(...all.map(({ length }) => length));
    const runs = Array.from({ length: count }, (_, i) => all.map((each) => each[i] as RunResult)).flat();
    return { result: resultOf(after, "fluid", runs, count), runs };
  }

  #side(name: SideName): Side {
    const side = name === "before" ? this.#before : this.#after;
    if (!side) throw new Error("nothing lies on the desk");
    return side;
  }
}

function sideFor(
  source: Source,
  known: readonly (Side | undefined)[],
  asked: string | undefined,
): Side | { readonly wrong: readonly Diagnostic[] } {
  const { name, text, attachments = {}, overrides = [] } = source;
  const options = { file: `${name}.yaml`, attachments, overrides };
  const { design, scenario, diagnostics } = openDesign(text, options, sha256);
  if (!design || !scenario) return { wrong: diagnostics };
  const seed = asked ?? scenario.run.seed;
  // The same experiment, though its text may have another comment: its runs are the same.
  const same = known.find((side) => side?.design.sha256 === design.sha256 && side.seed === seed);
  const runs = same?.runs ?? { fluid: new Map(), transaction: new Map() };
  return { design, scenario, seed, diagnostics, runs };
}

function countsOf(side: Side): Record<Resolution, Record<string, number>> {
  const counts = (resolution: Resolution): Record<string, number> =>
    Object.fromEntries(namesOf(side).map((name) => [name, upTo(side, resolution, name).length]));
  return { fluid: counts("fluid"), transaction: counts("transaction") };
}

const namesOf = ({ scenario }: Side): string[] => [NOTHING_BREAKS, ...Object.keys(scenario.disruptions)];

/** From the first one to the first that is missing. */
function upTo({ runs }: Side, resolution: Resolution, disruption: string): RunResult[] {
  const all = runs[resolution].get(disruption) ?? [];
  const end = Array.from(all).indexOf(undefined);
  return (end < 0 ? all : all.slice(0, end)) as RunResult[];
}

function comparedOf({ design, scenario }: Side, runs: readonly RunResult[]): ComparedDesign {
  const { name, title } = scenario;
  return { name, title, file: design.file, sha256: design.sha256, fingerprint: fingerprintOf(runs) };
}

function resultOf(
  { design, scenario, seed, diagnostics }: Side,
  resolution: Resolution,
  runs: readonly RunResult[],
  replications: number,
): ExperimentResult {
  const { name, title, expect, disruptions } = scenario;
  const experiment = {
    scenario: { name, title, sha256: design.sha256, text: design.text, overrides: design.overrides },
    seed,
    replications,
    resolution,
    disruptions: Object.keys(disruptions),
    objectives: expect.map(objectiveOf),
    assumptions: assumptionsOf(scenario),
    diagnostics,
  };
  return summarise(
    experiment,
    runs.map(({ disruption, replication }) => ({ disruption, replication, seed })),
    runs,
  );
}
