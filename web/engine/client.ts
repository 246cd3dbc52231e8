// Gives work to the simulator in a worker of its own, so that it can be stopped at any instant and its death is seen. A
// worker that has finished waits for the next piece of work.
import { proxy, type Remote, wrap } from "comlink";
import type { FieldInForce, Film, Job } from "../../sim/index.ts";
import type { Described, Drilled, DrillOrder, EngineApi, Source } from "./api.ts";
import { startWorker } from "./start-worker.ts";

export interface Work<T> {
  readonly result: Promise<T>;
  /** The worker is stopped; the result rejects with `Cancelled`. */
  cancel(): void;
}
export class Cancelled extends Error {}
export class Crashed extends Error {}

interface Hand {
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

export const drill = (
  order: DrillOrder,
  progress: (finished: number, planned: number) => void = () => {},
): Work<Drilled> =>
  give(
    (engine) => engine.drill(order, proxy(progress)),
    `${order.source.name}, seed ${order.seed ?? "of the scenario"}`,
  );

/** `what` is named when the worker dies of it. */
export function give<T>(ask: (engine: Remote<EngineApi>) => Promise<T>, what: string): Work<T> {
  let isCancelled = false;
  let stop = (): void => {};
  const work = async (): Promise<T> => {
    const hand = idle.pop() ?? (await hire());
    const { worker, engine } = hand;
    try {
      const value = await new Promise<T>((resolve, reject) => {
        stop = () => reject(new Cancelled(`stopped: ${what}`));
        if (isCancelled) stop();
        worker.onerror = (event) => {
          event.preventDefault();
          reject(new Crashed(`The simulator crashed (${what}): ${event.message}`));
        };
        ask(engine).then(resolve, reject);
      });
      idle.push(hand);
      return value;
    } catch (error) {
      if (error instanceof Cancelled || error instanceof Crashed) worker.terminate();
      else idle.push(hand);
      throw error;
    } finally {
      worker.onerror = null;
    }
  };
  return {
    result: work(),
    cancel() {
      isCancelled = true;
      stop();
    },
  };
}

async function hire(): Promise<Hand> {
  const worker = await startWorker();
  return { worker, engine: wrap<EngineApi>(worker) };
}
