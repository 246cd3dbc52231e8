// What the years of an outlook are too few to count: a pilot tries for each threshold whether counting, forcing,
// balanced failure biasing or splitting costs least, and the winners share the rest of the budget. Every round is a
// list of jobs whose hits are read in the order of their trials, so the same bytes come from any executor.
import type { FailureProcess } from "../../faults/process.ts";
import { cheapest } from "../../statistics/pilot-choice.ts";
import { SparseSample } from "../../statistics/sparse-sample.ts";
import type { Cancellation, Executor, JobFailure } from "../executor.ts";
import type { OutlookFold } from "../outlook-fold.ts";
import type { OutlookJob } from "../outlook-job.ts";
import type { RareResult } from "../outlook-result.ts";
import { type ExcursionBlock, excursionJobs, type Hit, type Method } from "./excursion-job.ts";
import { naturalFirst, type Proposal, taught, untaught } from "./proposal.ts";
import { type Chosen, countsOf, isRare, summariseRare, valuesOf } from "./summarise-rare.ts";
import { isBeyond, type RareTarget } from "./targets.ts";

export interface RareOrder {
  readonly jobs: readonly OutlookJob[];
  readonly fold: OutlookFold;
  readonly processes: readonly FailureProcess[];
  readonly targets: readonly RareTarget[];
  readonly areInputsExact: boolean;
  /** Of the years of the outlook: so many more are simulated, about. */
  readonly share: number;
  readonly executor: Executor;
  readonly cancellation: Cancellation;
}

export interface RareOutcome {
  /** Absent: nothing is rare, or the years are too few for a pilot. */
  readonly rare?: RareResult;
  readonly failure?: JobFailure<OutlookJob>;
}

/** A trial lives half of a replication before it is struck, on average. */
const TRIALS_PER_REPLICATION = 2;
const PILOT = 0.4;
/** Of the pilot; what is left is for splitting. */
const PILOT_PARTS = { forcing: 0.2, balanced: 0.6 } as const;
/** Fewer trials than this compare nothing. */
const FEWEST_TRIALS = 20;
/** Splitting an incident that lasts less long than this splits nothing. s. */
const SPLITS_FROM = 60;

/** A trial of splitting is as many runs as this, or more where all branches arrive. */
const SPLIT_RUNS = 5;
/** Of the trials of a target that the pilot has met, for one that it has not. */
const UNSEEN = 0.2;

/** One round's method and what came of it. */
export interface Round {
  readonly method: Method;
  readonly trials: number;
  readonly hits: readonly Hit[];
  readonly work: number;
}

export async function estimateRare(order: RareOrder): Promise<RareOutcome> {
  const { jobs, fold, processes, share, targets } = order;
  const [first] = jobs;
  const rare = targets.filter((_, t) => isRare(fold, t));
  const budget = Math.floor(share * fold.replications * TRIALS_PER_REPLICATION);
  if (!first || rare.length === 0 || processes.length === 0) return {};
  if (budget * PILOT * PILOT_PARTS.forcing < FEWEST_TRIALS) return {};
  const rounds = new Rounds(order, first);
  const start = untaught(processes);
  const trials = (part: number): number => Math.floor(budget * PILOT * part);
  const forcing = { name: "forcing" } as const;
  const natural = { first: start.first, further: naturalFirst(processes) };
  const pilots = [
    await rounds.run(forcing, trials(PILOT_PARTS.forcing), natural),
    await rounds.run({ name: "balanced", further: start.further }, trials(PILOT_PARTS.balanced), start),
  ];
  const long = rare.filter(({ seconds }) => seconds >= SPLITS_FROM);
  const each = Math.floor(
    trials(1 - PILOT_PARTS.forcing - PILOT_PARTS.balanced) / Math.max(1, long.length) / SPLIT_RUNS,
  );
  if (each >= FEWEST_TRIALS)
    for (const target of long) pilots.push(await rounds.run({ name: "splitting", target }, each, natural));
  const choices = rare.map((target) => ({ target, name: choose(order, target, pilots) }));
  const chosen = await mainRounds(rounds, choices, { budget, pilots, processes });
  if (rounds.failure) return { failure: rounds.failure };
  if (rounds.isCut) return {};
  const pilotTrials = pilots.reduce((sum, round) => sum + round.trials, 0);
  return { rare: summariseRare(order, chosen, { share, pilotTrials }) };
}

type Name = Method["name"] | "counting";

function choose({ fold, jobs, targets }: RareOrder, target: RareTarget, pilots: readonly Round[]): Name {
  const counts = countsOf(fold, targets.indexOf(target));
  const years = (jobs[0] as OutlookJob).years;
  const counting = { name: "counting" as Name, sample: new SparseSample(counts.map((n) => n / years)) };
  const tried = pilots
    .filter(({ method }) => method.name !== "splitting" || method.target === target)
    .map((round) => {
      const sample = new SparseSample(valuesOf(round, target));
      return { name: round.method.name as Name, sample, work: round.work };
    });
  // Where none has seen enough to be compared, the one that sees most ways to the event.
  return cheapest([{ ...counting, work: fold.steps }, ...tried])?.name ?? "balanced";
}

/** The winners' rounds; each target brings its method its part of what is left. */
async function mainRounds(
  rounds: Rounds,
  choices: readonly { readonly target: RareTarget; readonly name: Name }[],
  known: {
    readonly budget: number;
    readonly pilots: readonly Round[];
    readonly processes: readonly FailureProcess[];
  },
): Promise<readonly Chosen[]> {
  const { budget, pilots, processes } = known;
  const hits = pilots.filter(({ method }) => method.name !== "splitting").flatMap((round) => round.hits);
  const weigh = (target: RareTarget): number =>
    pilots.some((round) => round.hits.some((hit) => isBeyond(target, hit))) ? 1 : UNSEEN;
  const of = (name: Name): RareTarget[] =>
    choices.filter((each) => each.name === name).map(({ target }) => target);
  const simulated = choices.filter(({ name }) => name !== "counting").map(({ target }) => target);
  const total = simulated.reduce((sum, target) => sum + weigh(target), 0);
  const trials = (targets: readonly RareTarget[]): number =>
    Math.floor((budget * (1 - PILOT) * targets.reduce((sum, target) => sum + weigh(target), 0)) / total);
  const done: Chosen[] = of("counting").map((target) => ({ target, name: "counting" }));
  const estimate = async (name: Method["name"], targets: readonly RareTarget[]): Promise<void> => {
    const [target] = targets;
    if (!target) return;
    const proposal = taught(processes, hits, targets);
    const method = { name, further: proposal.further, target } as Method;
    const runs = name === "splitting" ? SPLIT_RUNS : 1;
    const round = await rounds.run(method, Math.floor(trials(targets) / runs), proposal);
    done.push(...targets.map((each) => ({ target: each, name, round })));
  };
  // What brings outages about need not be what loses work.
  for (const name of ["forcing", "balanced"] as const)
    for (const kind of ["outage", "loss"] as const)
      await estimate(
        name,
        of(name).filter((target) => target.of === kind),
      );
  for (const target of of("splitting")) await estimate("splitting", [target]);
  return done;
}

/** Runs rounds one after the other, each with replications of its own. */
class Rounds {
  failure: JobFailure<OutlookJob> | undefined;
  /** Some trials were not done. */
  isCut = false;
  readonly #order: RareOrder;
  readonly #outlook: OutlookJob;
  #number = 0;

  constructor(order: RareOrder, outlook: OutlookJob) {
    this.#order = order;
    this.#outlook = outlook;
  }

  async run(method: Method, trials: number, { first }: Proposal): Promise<Round> {
    const { executor, cancellation } = this.#order;
    const { years, seed, inputDraws, resolution } = this.#outlook;
    const outlook = { years, seed, inputDraws, resolution };
    const jobs = excursionJobs({ outlook, round: this.#number++, trials, method, first });
    const blocks: ExcursionBlock[] = [];
    if (this.failure || cancellation.aborted) this.isCut = true;
    else {
      const failure = await executor.run(
        jobs,
        (index, block) => {
          blocks[index] = block;
        },
        cancellation,
      );
      if (failure) this.failure = { ...failure, job: this.#outlook };
      this.isCut ||= jobs.some((_, index) => blocks[index] === undefined);
    }
    return {
      method,
      trials,
      hits: blocks.flatMap((block) => block.hits),
      work: blocks.reduce((sum, block) => sum + block.work, 0),
    };
  }
}
