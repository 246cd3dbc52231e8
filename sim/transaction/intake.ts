// Where writes come in: populations of clients ask, each write goes to the node its client is connected to, if that
// node takes writes. In coarse grain all writes of a quarter of a second are one record; their instants are drawn all
// the same, so the demand is the same whatever the grain.

import type {
  Connection,
  DataSink,
  Grain,
  NodeId,
  OriginId,
  PopulationId,
  TrafficTotals,
} from "../cluster/data-plane.ts";
import type { Fabric } from "../cluster/fabric.ts";
import type { DemandTerms } from "../cluster/terms.ts";
import type { Histories } from "./histories.ts";
import type { Work } from "./station.ts";
import type { Writer } from "./writer.ts";

/** Draws below `upTo`, and not below the target before it, go to this writer; undefined = it takes nothing. */
interface Target {
  readonly upTo: number;
  readonly writer: Writer | undefined;
}

interface Counts {
  offered: number;
  accepted: number;
  turnedAway: number;
}

/** What it must ask of the plane. */
export interface IntakePlane {
  makeWriter(node: NodeId, origin: OriginId): Writer;
  /** Foresees and answers everything up to `at`. */
  catchUpTo(at: number): void;
}

const COARSE = 250_000; // µs

export class Intake {
  #grain: Grain = "every-write";
  /** What comes next depends on answers: clients that wait for them, rows that are locked until then. */
  readonly isStepwise: boolean;
  readonly #isAskedAgain: boolean;
  readonly #populations: readonly DemandTerms[];
  readonly #histories: Histories;
  readonly #fabric: Fabric;
  readonly #connections: (readonly Connection[])[];
  readonly #counts: Counts[];
  readonly #writers = new Map<string, Writer>();
  #active: Writer[] = [];
  #targets: Target[][] = [];
  #sinks: DataSink[] = [];
  #rateBefore = -1;
  readonly #plane: IntakePlane;

  constructor(populations: readonly DemandTerms[], histories: Histories, fabric: Fabric, plane: IntakePlane) {
    this.#populations = populations;
    this.#histories = histories;
    this.#fabric = fabric;
    this.#plane = plane;
    this.isStepwise = populations.some(({ arrivals, hot }) => arrivals.answered !== undefined || hot);
    this.#isAskedAgain = populations.some(({ arrivals }) => arrivals.unanswered !== undefined);
    this.#connections = populations.map(() => []);
    this.#counts = populations.map(() => ({ offered: 0, accepted: 0, turnedAway: 0 }));
    this.writersChanged();
  }

  get nextAt(): number {
    let at = Number.POSITIVE_INFINITY;
    for (const { arrivals } of this.#populations) if (arrivals.nextAt < at) at = arrivals.nextAt;
    if (this.isStepwise)
      for (const writer of this.#active) at = Math.min(at, writer.station.nextDoneAt, writer.nextAnswerAt);
    return at;
  }

  /** A queue in front of busy processors is looked at write by write, and so are closed loops and retries. */
  get grain(): Grain {
    const isFine = this.isStepwise || this.#isAskedAgain || this.#active.some((writer) => writer.isFillingUp);
    return isFine ? "every-write" : this.#grain;
  }
  set grain(grain: Grain) {
    this.#grain = grain;
  }

  /** Somebody waits for an answer that cannot be foreseen. */
  get isStuck(): boolean {
    return this.#active.some(
      (writer) => writer.isWaiting && writer.nextAnswerAt === Number.POSITIVE_INFINITY,
    );
  }
  get offeredTotal(): number {
    return this.#counts.reduce((sum, { offered }) => sum + offered, 0);
  }

  /** Nobody asks before `t`. */
  skipTo(t: number): void {
    for (const { arrivals } of this.#populations) arrivals.skipTo(t);
  }

  observe(sink: DataSink): void {
    this.#sinks = [...this.#sinks, sink];
  }

  connect(population: PopulationId, connections: readonly Connection[]): void {
    this.#connections[this.#number(population)] = connections;
    this.writersChanged();
  }

  totals(population: PopulationId): TrafficTotals {
    return this.#counts[this.#number(population)] as Counts;
  }

  /** The rate of all writes is another than when it was last asked, by more than a twentieth. */
  hasLoadMoved(now: number): boolean {
    let rate = 0;
    for (const { curve } of this.#populations) rate += curve.rateAt(now);
    if (Math.abs(rate - this.#rateBefore) <= 0.05 * this.#rateBefore) return false;
    this.#rateBefore = rate;
    return true;
  }

  /** Bytes of log per µs that the writers of this origin append on average. */
  appendRate(origin: OriginId, now: number): number {
    let rate = 0;
    this.#populations.forEach((population, i) => {
      let share = 0;
      let before = 0;
      for (const target of this.#targets[i] ?? []) {
        if (target.writer && this.#histories.originOf(target.writer.holder.timeline) === origin)
          share += target.upTo - before;
        before = target.upTo;
      }
      rate += population.curve.rateAt(now) * population.meanBytes * share;
    });
    return rate;
  }

  /** The writes that are due next; returns how many. Nothing past `limit` is taken. */
  arrive(limit: number): number {
    let number = -1;
    let at = Number.POSITIVE_INFINITY;
    for (let i = 0; i < this.#populations.length; i++) {
      const { nextAt } = (this.#populations[i] as DemandTerms).arrivals;
      if (nextAt < at) {
        at = nextAt;
        number = i;
      }
    }
    if (number < 0 || at > limit) return 1;
    if (this.grain === "none") {
      this.skipTo(limit + 1);
      return 1;
    }
    return this.grain === "coarse" ? this.#takeMany(Math.min(limit, at + COARSE)) : this.#takeOne(number, at);
  }

  /** Appends whatever the processors have finished by `until`. */
  append(until: number): void {
    for (const writer of this.#active) writer.append(until);
  }

  answer(until: number): void {
    let commits = false;
    for (const writer of this.#active) commits = writer.answer(until, this.#tell) || commits;
    // Who has got a row commits at once: that, too, may have been answered by now.
    if (commits) this.#plane.catchUpTo(until);
  }

  /** The writer's process dies or is told to stop. */
  drop(node: NodeId, origin: OriginId, now: number): void {
    const writer = this.#writers.get(`${node}/${origin}`);
    if (!writer) return;
    writer.answer(now, this.#tell);
    for (const { population } of writer.clear())
      this.#populations[population]?.arrivals.answered?.(now, true);
    this.writersChanged();
  }

  /** Who takes writes, and whose clients reach him, has changed. */
  writersChanged(): void {
    this.#targets = this.#populations.map(({ origins }, i) => {
      let upTo = 0;
      return (this.#connections[i] ?? []).map(({ node, share }) => {
        upTo += share;
        return { upTo, writer: this.#acceptingWriter(node, origins) };
      });
    });
    this.#active = [...this.#writers.values()].filter(({ holder }) => holder.accepts);
  }

  #acceptingWriter(node: NodeId, origins: readonly OriginId[]): Writer | undefined {
    if (this.#fabric.host(node) !== "running") return undefined;
    for (const origin of origins) {
      const holder = this.#histories.findHolder(node, origin);
      if (!holder?.accepts) continue;
      const key = `${node}/${origin}`;
      const writer = this.#writers.get(key) ?? this.#plane.makeWriter(node, origin);
      this.#writers.set(key, writer);
      return writer;
    }
    return undefined;
  }

  #takeOne(number: number, at: number): number {
    const population = this.#populations[number] as DemandTerms;
    const counts = this.#counts[number] as Counts;
    population.arrivals.take();
    counts.offered++;
    const bytes = population.drawBytes();
    const writer = this.#choose(number, population);
    if (writer) {
      writer.append(at);
      if (writer.hasAnswersDue(at)) this.#plane.catchUpTo(at);
      const row = hotRow(population);
      if (writer.take({ arrivedAt: at, population: number, bytes, writes: 1, row })) {
        if (writer.station.lastDoneAt - at > population.patience) {
          counts.turnedAway++;
          population.arrivals.unanswered?.(at + population.patience);
        } else counts.accepted++;
        return 1;
      }
      counts.turnedAway++;
    }
    population.arrivals.unanswered?.(at);
    population.arrivals.answered?.(at, true);
    return 1;
  }

  /** All populations up to `until`: one record for each writer, at the end of the stretch. */
  #takeMany(until: number): number {
    const shares = new Map<Writer, { writes: number; bytes: number; population: number }>();
    let taken = 0;
    this.#populations.forEach((population, number) => {
      const arrived = population.arrivals.takeUntil(until, Number.POSITIVE_INFINITY);
      (this.#counts[number] as Counts).offered += arrived;
      taken += arrived;
      const targets = this.#targets[number] as Target[];
      const isWhole = targets.length === 1 && (targets[0] as Target).upTo > 1 - 1e-9;
      for (let i = 0; i < arrived; i++) {
        // Where everybody goes to one node, the sizes of all are drawn or multiplied at once.
        const many = isWhole && population.isConstantSize ? arrived - i : 1;
        const bytes = many * population.drawBytes();
        const writer = isWhole ? targets[0]?.writer : this.#choose(number, population);
        i += many - 1;
        if (!writer) continue;
        const share = shares.get(writer) ?? { writes: 0, bytes: 0, population: number };
        share.writes += many;
        share.bytes += bytes;
        shares.set(writer, share);
      }
    });
    for (const [writer, share] of shares) {
      writer.append(until);
      const counts = this.#counts[share.population] as Counts;
      if (writer.takeCoarse({ arrivedAt: until, ...share }, until - COARSE)) counts.accepted += share.writes;
      else counts.turnedAway += share.writes;
    }
    return taken;
  }

  #choose(number: number, population: DemandTerms): Writer | undefined {
    const targets = this.#targets[number] as Target[];
    const only = targets[0];
    if (targets.length === 1 && only && only.upTo > 1 - 1e-9) return only.writer;
    const draw = population.choice.uniform();
    for (const { upTo, writer } of targets) if (draw < upTo) return writer;
    return undefined;
  }

  readonly #tell = (work: Work, node: NodeId, appendedAt: number, at: number): void => {
    const population = this.#populations[work.population] as DemandTerms;
    population.arrivals.answered?.(at);
    if (work.writes !== 1) return; // a coarse record has no latency of its own
    const client = at - work.arrivedAt + population.clientDelay(node);
    for (const sink of this.#sinks) sink.answered(node, at, at - appendedAt, client);
  };

  #number(population: PopulationId): number {
    return this.#populations.findIndex(({ id }) => id === population);
  }
}

/** The row that the next write locks, if it is a hot one. */
function hotRow({ hot }: DemandTerms): number | undefined {
  if (hot === undefined || hot.draws.uniform() >= hot.share) return undefined;
  return hot.rows === 1 ? 0 : Math.floor(hot.draws.uniform() * hot.rows);
}
