// Rare events of any model, by splitting: a run that comes closer to the event (reaches the next level) is
// continued several times with different luck. A generator cannot be copied in the middle, so a branch is a
// run from the beginning: up to the level with the same streams, from there on with streams named
// ".../branch/k". What was pending at the level must be drawn anew given its age (residual.ts), or branches
// share their future. Each root with all its branches is one independent observation: what of them arrives,
// over the branches made.
// Sources: Villén-Altamirano & Villén-Altamirano 1991 (RESTART); Glasserman et al., Multilevel splitting for
// estimating rare event probabilities, Operations Research 47, 1999 (fixed splitting is unbiased; as many
// branches as 1/p).
// Leaves out: weights from biasing within a run.
import { invariant } from "../kernel/invariant.ts";
import type { Random, RandomRoot, RandomStream } from "../kernel/random.ts";
import { type WeightedEstimate, weightedEstimate } from "../statistics/weighted-estimate.ts";

/** What a run draws from. */
export interface BranchDraws {
  /** The stream of this name in the present branch; ask again after every level. */
  stream(name: string): RandomStream;
  /**
   * To be told when a level, 1 to `levels`, is reached for the first time; levels passed at once need not be
   * told apart. False: stop here. True: draw anew, given its age, whatever is pending, and go on.
   */
  reached(level: number): boolean;
}

export interface SplittingProblem {
  /** The last level is the rare event. */
  readonly levels: number;
  /**
   * One run, from the beginning to its end or until `reached` says stop. Everything random comes from the
   * draws.
   */
  readonly run: (draws: BranchDraws) => void;
  /** How many branches leave levels 1 to levels − 1; without it a pilot says. */
  readonly branches?: readonly number[];
  /** Independent roots. */
  readonly roots: number;
  readonly unit?: string;
  readonly confidence?: number;
}

export interface SplittingEstimate extends WeightedEstimate {
  /** Runs, replayed prefixes and the pilot's included: the measure of work. */
  readonly runs: number;
  readonly branches: readonly number[];
}

const BRANCHES_MAX = 50;
const PILOT_ROOTS = 200;

export function splitting(problem: SplittingProblem, random: RandomRoot): SplittingEstimate {
  const { levels, roots, unit = "probability", confidence = 0.95 } = problem;
  if (!(Number.isInteger(levels) && levels >= 1)) throw new RangeError(`${levels} levels`);
  const pilot = problem.branches === undefined ? pilotBranches(problem, random) : undefined;
  const branches = problem.branches ?? pilot?.branches ?? [];
  if (branches.length !== levels - 1) throw new RangeError(`${branches.length} splits for ${levels} levels`);
  const share = branches.reduce((product, count) => product / count, 1);
  const hits: number[] = [];
  let runs = pilot?.runs ?? 0;
  for (let root = 0; root < roots; root++) {
    const tree = new Tree(problem, branches, random.replication(root), "splitting");
    const arrived = tree.grow([]);
    runs += tree.runs;
    if (arrived > 0) hits.push(arrived * share);
  }
  return { ...weightedEstimate({ unit, hits, trials: roots, confidence }), runs, branches };
}

/** How many branches of one root arrive at the last level, and how many runs that took. */
export function growTree(
  problem: Pick<SplittingProblem, "levels" | "run">,
  branches: readonly number[],
  random: Random,
): { readonly arrived: number; readonly runs: number } {
  const tree = new Tree(problem, branches, random, "splitting");
  return { arrived: tree.grow([]), runs: tree.runs };
}

/** One root and what grows from it. */
class Tree {
  runs = 0;
  readonly #problem: Pick<SplittingProblem, "levels" | "run">;
  readonly #branches: readonly number[];
  readonly #random: Random;
  readonly #prefix: string;

  constructor(
    problem: Pick<SplittingProblem, "levels" | "run">,
    branches: readonly number[],
    random: Random,
    prefix: string,
  ) {
    this.#problem = problem;
    this.#branches = branches;
    this.#random = random;
    this.#prefix = prefix;
  }

  /** How many branches below this path arrive at the last level. */
  grow(path: readonly number[]): number {
    const level = path.length + 1;
    if (!this.#runTo(path)) return 0;
    if (level === this.#problem.levels) return 1;
    let arrived = 0;
    for (let branch = 0; branch < (this.#branches[level - 1] ?? 1); branch++)
      arrived += this.grow([...path, branch]);
    return arrived;
  }

  /** Whether the run along this path reaches the level after it. */
  #runTo(path: readonly number[]): boolean {
    this.runs++;
    const draws = new PathDraws(path, this.#random, this.#prefix);
    this.#problem.run(draws);
    return draws.hasArrived;
  }
}

/** Streams of one path: each level reached turns to the next branch's, until the path is at its end. */
class PathDraws implements BranchDraws {
  hasArrived = false;
  readonly #path: readonly number[];
  readonly #random: Random;
  #name: string;
  #level = 0;
  #streams = new Map<string, RandomStream>();

  constructor(path: readonly number[], random: Random, prefix: string) {
    this.#path = path;
    this.#random = random;
    this.#name = prefix;
  }

  stream(name: string): RandomStream {
    const known = this.#streams.get(name);
    if (known !== undefined) return known;
    const stream = this.#random.stream(`${this.#name}/${name}`);
    this.#streams.set(name, stream);
    return stream;
  }

  reached(level: number): boolean {
    invariant(!this.hasArrived, "a run that was told to stop has stopped", { level });
    while (this.#level < level) {
      const branch = this.#path[this.#level];
      if (branch === undefined) {
        this.hasArrived = true;
        return false;
      }
      this.#level++;
      this.#name = `${this.#name}/branch/${branch}`;
      this.#streams = new Map();
    }
    return true;
  }
}

/**
 * Level by level, 1/p branches for the share p of runs that went from one to the next. On streams of the
 * pilot's own, so that the estimate stays unbiased.
 */
function pilotBranches(
  problem: SplittingProblem,
  random: RandomRoot,
): { readonly branches: readonly number[]; readonly runs: number } {
  const branches: number[] = [];
  let [runs, tried] = [0, PILOT_ROOTS];
  for (let level = 1; level < problem.levels; level++) {
    let arrived = 0;
    for (let root = 0; root < PILOT_ROOTS; root++) {
      const tree = new Tree({ ...problem, levels: level }, branches, random.replication(root), "pilot");
      arrived += tree.grow([]);
      runs += tree.runs;
    }
    const count = arrived === 0 ? BRANCHES_MAX : Math.min(BRANCHES_MAX, Math.round(tried / arrived));
    branches.push(count);
    tried = arrived * count;
  }
  return { branches, runs };
}
