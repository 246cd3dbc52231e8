// Gives work to the simulator in a worker of its own, so that it can be stopped at any instant and its death is seen. A
// worker that has finished waits for the next piece of work.
import { proxy, type Remote, wrap } from "comlink";
import type {
  Comparison,
  FieldInForce,
  Film,
  IncidentOrder,
  Job,
  OutlookResult,
  RunResult,
} from "../../sim/index.ts";
import type {
  ComparedDrill,
  Described,
  Drilled,
  DrillOrder,
  EngineApi,
  OutlookOrder,
  Source,
} from "./api.ts";
import { startWorker } from "./start-worker.ts";

export interface Work<T> {
  readonly result: Promise<T>;
  /** The worker is stopped; the result rejects with `Cancelled`. */
  cancel(): void;
}
export class Cancelled extends Error {}
export class Crashed extends Error {}

/** A worker with the simulator in it. */
export interface Hand {
  readonly worker: Worker;
  readonly engine: Remote<EngineApi>;
}

const idle: Hand[] = [];

export const describe = (source: Source): Work<Described> =>
  give((engine) => engine.describe(source), source.name);

export const fields = (source: Source, paths: readonly string[]): Work<readonly FieldInForce[]> =>
  give((engine) => engine.fields(source, paths), source.name);

/** The very run, with everything that happened in it. */
export const film = (source: Source, job: Job): Work<Film> =>
  give(
    (engine) => engine.film(source, job),
    `${source.name}, seed ${job.seed}, replication ${job.replication}`,
  );

/** An incident of an outlook, again. */
export const filmIncident = (source: Source, order: IncidentOrder): Work<Film | undefined> =>
  give(
    (engine) => engine.incident(source, order),
    `${source.name}, seed ${order.seed}, replication ${order.replication}, incident ${order.incident}`,
  );

export const drill = (
  order: DrillOrder,
  progress: (finished: number, planned: number) => void = () => {},
): Work<Drilled> =>
  give(
    (engine, told) => engine.drill(order, told(progress)),
    `${order.source.name}, seed ${order.seed ?? "of the scenario"}`,
  );

const jobText = (source: Source, { seed, disruption, replication }: Job): string =>
  `${source.name}, seed ${seed}, ${disruption || "while nothing breaks"}, replication ${replication}`;

export const replay = (source: Source, job: Job): Work<RunResult> =>
  give((engine) => engine.replay(source, job), jobText(source, job));

export const expand = (source: Source): Work<string> => give((engine) => engine.expand(source), source.name);

export const outlook = (
  order: OutlookOrder,
  progress: (finished: number, planned: number) => void = () => {},
): Work<OutlookResult> =>
  give(
    (engine, told) => engine.outlook(order, told(progress)),
    `${order.source.name}, seed ${order.seed ?? "of the scenario"}, ${order.years} years`,
  );

export const compare = (old: ComparedDrill, next: ComparedDrill): Work<Comparison> =>
  give(
    (engine) => engine.compare(old, next),
    `${old.result.scenario.name} and ${next.result.scenario.name}, seed ${old.result.seed}`,
  );

/** Makes of a callback one that the worker can call, and that is silent once the work is over or stopped. */
export type Told = <Args extends unknown[]>(callback: (...args: Args) => void) => (...args: Args) => void;

/** `what` is named when the worker dies of it. */
export function give<T>(ask: (engine: Remote<EngineApi>, told: Told) => Promise<T>, what: string): Work<T> {
  let isOver = false;
  let stop = (): void => {};
  const told: Told = (callback) =>
    proxy((...args) => {
      // What was on its way when it was stopped comes late.
      if (!isOver) callback(...args);
    });
  const stopped = new Promise<never>((_, reject) => {
    stop = () => {
      isOver = true;
      reject(new Cancelled(`stopped: ${what}`));
    };
  });
  // Whoever waits for the result hears of it; nobody else has to.
  stopped.catch(() => {});
  const work = async (): Promise<T> => {
    const hand = idle.pop() ?? (await hire());
    try {
      const value = await Promise.race([asked(hand, (engine) => ask(engine, told), what), stopped]);
      idle.push(hand);
      return value;
    } catch (error) {
      if (error instanceof Cancelled || error instanceof Crashed) hand.worker.terminate();
      else idle.push(hand);
      throw error;
    } finally {
      isOver = true;
    }
  };
  return { result: work(), cancel: stop };
}

/** Rejects with `Crashed` when the worker dies of it; a worker that is terminated meanwhile never answers. */
export async function asked<T>(
  { worker, engine }: Hand,
  ask: (engine: Remote<EngineApi>) => Promise<T>,
  what: string,
): Promise<T> {
  let crashed = (_: ErrorEvent): void => {};
  try {
    return await new Promise<T>((resolve, reject) => {
      crashed = (event) => {
        event.preventDefault();
        reject(new Crashed(`The simulator crashed (${what}): ${event.message}`));
      };
      worker.addEventListener("error", crashed);
      ask(engine).then(resolve, reject);
    });
  } finally {
    worker.removeEventListener("error", crashed);
  }
}

/** For whoever keeps it for longer than one question; terminates it in the end. */
export async function hire(): Promise<Hand> {
  const worker = await startWorker();
  return { worker, engine: wrap<EngineApi>(worker) };
}

/** Workers that have nothing to do give their memory back. */
export function dismissIdle(): void {
  for (const { worker } of idle.splice(0)) worker.terminate();
}
