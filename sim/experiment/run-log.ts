// The log of one run: control events as lines in the order of time, each with its cause. How clients move is
// planned at once and told when it comes about, quarter by quarter of their population.

import type { PopulationId } from "../cluster/data-plane.ts";
import type { EventMap } from "../cluster/events.ts";
import type { World } from "../model/build.ts";
import { CausalChain, type Line, movesLine, narrate, type ToldName } from "../model/narrate.ts";
import type { Instant } from "../quantity/time.ts";
import type { LoggedEvent } from "./run-result.ts";

interface Move {
  readonly at: Instant;
  readonly population: PopulationId;
  readonly setBy: string;
  /** Of the population, once it has come about. */
  readonly served: number;
}

export class RunLog {
  readonly #world: Pick<World, "kernel" | "populations">;
  readonly #log: (event: LoggedEvent) => void;
  readonly #chain = new CausalChain();
  /** The quarters of each population that were told last. */
  readonly #told = new Map<PopulationId, number>();
  /** In the order of time. */
  #foreseen: readonly Move[] = [];

  constructor(world: Pick<World, "bus" | "kernel" | "populations">, log: (event: LoggedEvent) => void) {
    this.#world = world;
    this.#log = log;
    world.bus.onAny((name, payload) => {
      this.#tellMoves((world.kernel.now - 1) as Instant);
      if ("steps" in payload) this.#foresee(payload);
      else this.#tell(world.kernel.now, name, payload, narrate(name, payload as never));
    });
  }

  /** The run is over: tells what came about after the last event. */
  close(): void {
    this.#tellMoves(this.#world.kernel.now);
  }

  #foresee({ population, steps }: EventMap["connectionsPlanned"]): void {
    const foreseen = this.#world.populations.find(({ id }) => id === population)?.foreseen ?? [];
    const moves = steps.map(({ at, setBy }, i) => ({
      at,
      population,
      setBy,
      served: foreseen[i]?.serving ?? 0,
    }));
    this.#foreseen = [...this.#foreseen.filter((move) => move.population !== population), ...moves].sort(
      (a, b) => a.at - b.at,
    );
    this.#tellMoves(this.#world.kernel.now, population);
  }

  /** Those up to `until`; of all populations or of one. */
  #tellMoves(until: Instant, only?: PopulationId): void {
    const isDue = ({ at, population }: Move): boolean =>
      at <= until && (only === undefined || only === population);
    const due = this.#foreseen.filter(isDue);
    if (due.length === 0) return;
    this.#foreseen = this.#foreseen.filter((move) => !isDue(move));
    for (const move of due) this.#tellMove(move);
  }

  #tellMove({ at, population, setBy, served }: Move): void {
    if (setBy === "") return;
    const quarter = served > 0.999 ? 4 : Math.floor(served * 4 + 1e-9);
    if (this.#told.get(population) === quarter) return;
    this.#told.set(population, quarter);
    this.#tell(at, "connectionsChanged", { population, setBy }, movesLine(population, served, setBy));
  }

  #tell(at: Instant, name: ToldName, payload: object, line: Line | undefined): void {
    if (!line) return;
    const { id, cause } = this.#chain.add(name, payload);
    this.#log({ id, at, name, ...line, ...(cause > 0 ? { cause } : {}) });
  }
}
