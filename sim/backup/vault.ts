// Backups of one service in a vault at another site: full copies, incremental copies, shipped log, each on a
// schedule of its own. What can be restored is what had arrived while the vault was in reach; a restore fetches
// and writes the copies, then replays the log, one after the other. Copies that are bad unnoticed are counted
// over years only: a drill restores what it should find. A restore waits until a good copy is in reach of the
// machine it is for, and begins again where that is lost by its end. Leaves out: load on the source; a copy that is
// out of reach in the middle of a restore alone.
// Source: pgBackRest user guide (full, incremental, archive-push); times are sizes over rates.

import type { DataOrders, DataReadings, NodeId } from "../cluster/data-plane.ts";
import type { EventBus } from "../cluster/event-bus.ts";
import type { Nodes } from "../cluster/nodes.ts";
import type { Restorer } from "../cluster/restorer.ts";
import type { Service } from "../cluster/service.ts";
import type { Topology } from "../cluster/topology.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { type Wait, wait } from "../kernel/procedure.ts";
import type { Random } from "../kernel/random.ts";
import type { Bytes, BytesPerMicro } from "../quantity/data.ts";
import { type Duration, type Instant, later, micros, START, seconds } from "../quantity/time.ts";
import { BackupYears } from "./backup-years.ts";
import type { Arrivals } from "./saw-tooth.ts";
import { Schedule } from "./schedule.ts";

export interface BackupTerms {
  readonly to: string;
  readonly full: Duration;
  readonly incremental: Duration | "none";
  readonly log: Duration | "continuous" | "none";
  /** As many full copies. */
  readonly keep: number;
  /** That a run leaves a copy that cannot be restored, and nobody notices. */
  readonly silentFailure: number;
  readonly verify: Duration | "none";
  readonly rate: BytesPerMicro;
  readonly restoreRate: BytesPerMicro;
  readonly replayRate: BytesPerMicro;
}

export interface VaultParts {
  readonly terms: BackupTerms;
  readonly kernel: Kernel;
  readonly plane: DataOrders & DataReadings;
  readonly bus: EventBus;
  readonly random: Random;
  readonly topology: Topology;
  readonly nodes: Nodes;
  readonly service: Service;
  readonly dataset: Bytes;
  /** Expected bytes of log between two instants of the run, also before its start. */
  readonly logBytes: (from: number, to: number) => number;
  /** The copy on this node is whole again. */
  readonly restored: (node: NodeId) => void;
}

/**
 * A log segment is shipped when it is full, or after a minute (PostgreSQL: 16 MiB segments; archive_timeout 60
 * s).
 */
const SEGMENT = 16 * 1024 * 1024;
const SEGMENT_AGE = seconds(60);

export class Vault implements Restorer {
  readonly #parts: VaultParts;
  readonly #full: Schedule;
  readonly #incremental: Schedule | undefined;
  readonly #log: Schedule | undefined;
  readonly #logPeriod: Duration;
  #isAble = true;
  #ableSince = Number.NEGATIVE_INFINITY;
  /** The newest instant whose writes can be restored, as of when the vault was last in reach. */
  #arrivedUpTo = Number.NEGATIVE_INFINITY;
  /** Full copies, then increments and log, as far as there are any. */
  readonly #arrivals: readonly Arrivals[];
  #years: BackupYears | undefined;

  constructor(parts: VaultParts) {
    this.#parts = parts;
    const { terms, random, service } = parts;
    const draws = random.draws(`backup/${service.id}`);
    this.#logPeriod = this.#periodOfLog();
    this.#full = new Schedule(terms.full, draws.draw(0));
    this.#incremental =
      terms.incremental === "none" ? undefined : new Schedule(terms.incremental, draws.draw(1));
    this.#log = terms.log === "none" ? undefined : new Schedule(this.#logPeriod, draws.draw(2));
    const sent = (schedule: Schedule, bytes: number): Arrivals => ({ schedule, takes: bytes / terms.rate });
    this.#arrivals = [
      sent(this.#full, parts.dataset),
      ...[this.#incremental, this.#log].flatMap((schedule) =>
        schedule ? sent(schedule, parts.logBytes(0, schedule.period)) : [],
      ),
    ];
  }

  /**
   * From the start of a run on: what it says over years; copies may be bad, and a restore takes a good one.
   * Never called in a drill.
   */
  followYears(): BackupYears {
    const { terms, random, service } = this.#parts;
    const [full, ...others] = this.#arrivals as [Arrivals, ...Arrivals[]];
    const name = `backup/${service.id}`;
    const verify =
      terms.verify === "none" ? undefined : new Schedule(terms.verify, random.draws(name).draw(3));
    const draws = random.draws(`${name}/bad`);
    this.#years ??= new BackupYears({ ...terms, full, others, verify, draws });
    return this.#years;
  }

  conditionsChanged(): void {
    const { topology, nodes, service, terms, kernel } = this.#parts;
    const { primary } = service;
    const isAble =
      service.accepts(primary) && nodes.isRunning(primary) && topology.talks(nodes.site(primary), terms.to);
    this.#years?.changed(kernel.now, { isAble, isInReach: isAble || this.#isInReach() });
    if (isAble === this.#isAble) return;
    if (!isAble) this.#arrivedUpTo = this.#arrivedAt(kernel.now);
    else this.#ableSince = kernel.now;
    this.#isAble = isAble;
  }

  canRestore(node: NodeId): boolean {
    const { topology, nodes, terms, kernel } = this.#parts;
    return topology.talks(nodes.site(node), terms.to) && (this.#years?.isAnyGood(kernel.now) ?? true);
  }

  *restore(node: NodeId): Generator<Wait, void, unknown> {
    const { bus, service, kernel, plane, restored } = this.#parts;
    const point = this.#isAble ? this.#arrivedAt(kernel.now) : this.#arrivedUpTo;
    bus.emit("restoreBegan", { service: service.id, node });
    yield wait(this.#duration(node, point));
    if (!this.canRestore(node)) return;
    const lost = service.primary;
    const position = plane.position(lost, service.origin, "received", later(START, point as Instant));
    plane.restore(node, plane.timelineOf(lost, service.origin), point < 0 ? 0 : position);
    restored(node);
    bus.emit("restored", { service: service.id, node, setBy: "backup.restoreRate", recoveryPoint: point });
  }

  /** The newest instant whose writes had arrived by `t`. */
  #arrivedAt(t: number): number {
    let newest = Number.NEGATIVE_INFINITY;
    for (const { schedule, takes } of this.#arrivals)
      newest = Math.max(newest, schedule.lastBefore(t - takes));
    return newest >= this.#ableSince
      ? newest
      : Math.max(this.#arrivedUpTo, Math.min(newest, this.#ableSince));
  }

  /** Some site with a member of the service could fetch what lies there. */
  #isInReach(): boolean {
    const { service, topology, terms } = this.#parts;
    return service.members.some(({ site }) => topology.talks(site, terms.to));
  }

  /** Copies at the restore rate, or as fast as the line carries them, then log at the replay rate. */
  #duration(node: NodeId, point: number): Duration {
    const { terms, dataset, topology, nodes, logBytes, kernel } = this.#parts;
    const last = this.#full.lastBefore(point);
    const base = Math.min(last, this.#years?.newestGood(kernel.now) ?? last);
    const increment = this.#incremental ? Math.max(base, this.#incremental.lastBefore(point)) : base;
    const line = Math.max(
      0,
      ...topology.linksBetween(terms.to, nodes.site(node)).map(({ bandwidth }) => bandwidth),
    );
    const rate = line > 0 ? Math.min(terms.restoreRate, line) : terms.restoreRate;
    const copies = dataset + Math.min(dataset, logBytes(base, increment));
    return micros(copies / rate + logBytes(increment, point) / terms.replayRate);
  }

  #periodOfLog(): Duration {
    const { terms, logBytes } = this.#parts;
    if (terms.log !== "continuous") return terms.log === "none" ? SEGMENT_AGE : terms.log;
    const perMicro = logBytes(0, SEGMENT_AGE) / SEGMENT_AGE;
    return micros(Math.min(SEGMENT_AGE, perMicro > 0 ? SEGMENT / perMicro : SEGMENT_AGE));
  }
}
