// Which workers a study sees, and what its user should know of that: how many there are, that there are none, that
// those that there are have another engine.
import { ENGINE_VERSION } from "../../index.ts";
import type { Broker } from "./broker.ts";
import { WORKERS } from "./names.ts";
import { type Presence, present } from "./presence.ts";

const PATIENCE_MILLIS = 10_000;
const REMINDER_MILLIS = 60_000;

export class WorkerWatch {
  readonly #broker: Broker;
  readonly #note: (text: string) => void;
  #said = "";
  #lonelySince: number | undefined;
  #reminded = Number.NEGATIVE_INFINITY;

  constructor(broker: Broker, note: (text: string) => void) {
    this.#broker = broker;
    this.#note = note;
  }

  /** `now`: ms of any clock. */
  async look(now: number): Promise<void> {
    const all = await present(this.#broker.redis, WORKERS);
    const ours = all.filter(({ engine }) => engine === ENGINE_VERSION);
    if (ours.length === 0) return this.#remind(all, now);
    this.#lonelySince = undefined;
    this.#reminded = Number.NEGATIVE_INFINITY;
    const threads = ours.reduce((sum, each) => sum + each.threads, 0);
    const said = `${plural(ours.length, "worker")}, ${plural(threads, "thread")}`;
    if (said !== this.#said) this.#note(`queue: ${said}`);
    this.#said = said;
  }

  #remind(others: readonly Presence[], now: number): void {
    this.#said = "";
    this.#lonelySince ??= now;
    const lonely = now - this.#lonelySince;
    if (lonely < PATIENCE_MILLIS || now - this.#reminded < REMINDER_MILLIS) return;
    this.#reminded = now;
    const start = `start one: twinsite worker --queue ${this.#broker.shown}`;
    const versions = [...new Set(others.map(({ engine }) => engine))].sort().join(", ");
    this.#note(
      others.length === 0
        ? `queue: no worker for ${Math.round(lonely / 1000)} s; ${start}`
        : `queue: ${plural(others.length, "worker")} of engine ${versions}, but this is ${ENGINE_VERSION}; none of them may take its units; ${start}`,
    );
  }
}

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
