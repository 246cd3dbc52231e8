// One replication of an outlook: a world that lives for years, clocks that break it, and the observer of
// years. Starts in the settled state of a drill at a drawn time of day; failures begin with it.

import type { BackupYears } from "../backup/backup-years.ts";
import type { Grain } from "../cluster/data-plane.ts";
import type { EventMap, EventName } from "../cluster/events.ts";
import { FailureClocks } from "../faults/clocks.ts";
import type { FailureProcess } from "../faults/process.ts";
import { Fingerprint } from "../kernel/fingerprint.ts";
import type { Random } from "../kernel/random.ts";
import { yearsAfter } from "../metrics/outlook/calendar.ts";
import type { Incident } from "../metrics/outlook/incident.ts";
import { OutlookObserver } from "../metrics/outlook/outlook-observer.ts";
import type { SiteLosses } from "../metrics/outlook/site-losses.ts";
import type { SketchBook } from "../metrics/outlook/sketch.ts";
import type { Stay } from "../metrics/outlook/system-states.ts";
import type { PopulationTotals, Totals } from "../metrics/outlook/totals.ts";
import { type Instant, NO_TIME, START, seconds } from "../quantity/time.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { beginWorld } from "./begin.ts";
import { build, looksBack, type PlayedAs, type World } from "./build.ts";
import { startOfDayOf } from "./clients.ts";
import type { Failures } from "./failures.ts";
import { observedPopulations, observedServices } from "./observed.ts";
import { SiteLossWatch } from "./site-losses.ts";

/** Routes and streams have settled before anything fails. */
const SETTLES = seconds(30);

export interface OutlookFacts {
  readonly totals: Totals;
  /** By process and kind of share: see totals.ts. */
  readonly shares: readonly number[];
  readonly populations: readonly PopulationTotals[];
  readonly siteLosses: SiteLosses;
  /** µs in each state of the system: see system-states.ts. */
  readonly stateTimes: readonly number[];
  readonly steps: number;
  readonly trajectory: string;
}

export interface OutlookParts {
  readonly scenario: Scenario;
  /** Of the replication. */
  readonly random: Random;
  readonly failures: Failures;
  readonly years: number;
  readonly resolution: PlayedAs;
  /** Of what is played write by write after zooming in; "" if absent. */
  readonly branch?: string;
  readonly sketch: SketchBook;
  readonly replication: number;
  /** Nothing is written where data is not known write by write; "every-write" to compare. */
  readonly grain?: Grain;
  readonly follow?: (incident: Incident, what: "began" | "ended") => void;
  readonly followStates?: (stay: Stay) => void;
  /** False: what losses of sites would cost is not integrated. */
  readonly integrates?: boolean;
}

export class Outlook {
  readonly world: World;
  readonly #parts: OutlookParts;
  readonly #observer: OutlookObserver;
  readonly clocks: FailureClocks;
  #hasBegun = false;
  readonly #backups: readonly BackupYears[];
  readonly #siteLosses: SiteLossWatch;

  constructor(parts: OutlookParts) {
    this.#parts = parts;
    const { scenario, random, failures } = parts;
    const draw = random.draws("start-of-day").draw(0);
    const startOfDay = startOfDayOf(scenario, "any", NO_TIME, draw);
    this.world = build(scenario, random, startOfDay, {
      resolution: parts.resolution,
      question: "outlook",
      branch: parts.branch ?? "",
    });
    const { kernel, bus, topology, nodes, services } = this.world;
    const breakable = { topology, nodes, kernel, services: services.map(({ service }) => service) };
    this.#backups = services.flatMap(({ vault }) => vault?.followYears() ?? []);
    this.#observer = new OutlookObserver({
      ...this.world,
      services: observedServices(this.world),
      populations: observedPopulations(this.world),
      processes: failures.processes,
      serviceShare: scenario.run.serviceShare,
      stableFor: scenario.run.stableFor,
      vault: scenario.backup?.to,
      sketch: parts.sketch,
      replication: parts.replication,
      follow: (incident, what) => {
        if (what === "ended") this.#countSiteLoss(incident);
        parts.follow?.(incident, what);
      },
      ...(parts.followStates && { followStates: parts.followStates }),
    });
    this.clocks = new FailureClocks({
      kernel,
      random,
      bus,
      world: breakable,
      processes: failures.processes,
    });
    this.#siteLosses = new SiteLossWatch(
      this.world,
      this.clocks,
      looksBack(parts.resolution) && parts.integrates !== false,
    );
    const destroyers = vaultDestroyers(failures.processes, scenario.backup?.to);
    this.clocks.onFailure((process, at) => {
      this.#siteLosses.changes(process);
      this.#observer.failed(process);
      if (destroyers.has(process)) for (const backup of this.#backups) backup.destroyed(at);
    });
    this.clocks.onRepair((process) => {
      this.#siteLosses.changes(process);
      this.#observer.repaired(process);
    });
  }

  /** Hears every control event, for a log. */
  onAny(witness: (name: EventName, payload: EventMap[EventName]) => void): void {
    this.world.bus.onAny(witness);
  }

  /** Everything has settled, failures begin. */
  begin(): void {
    this.#hasBegun = true;
    this.world.plane.setGrain(this.#parts.grain ?? "none");
    beginWorld(this.world);
    this.world.kernel.run((START + SETTLES) as Instant);
    this.#observer.begin();
    this.clocks.start();
    this.#siteLosses.begin();
  }

  /** Goes on from where it is; stops early where `until` says so after a slice of simulated time. */
  run(until: () => boolean = () => false): OutlookFacts {
    const { kernel } = this.world;
    const end = yearsAfter(this.#parts.years);
    if (!this.#hasBegun) this.begin();
    const slice = yearsAfter(1 / 12);
    while (kernel.now < end && !until()) kernel.run(Math.min(end, kernel.now + slice) as Instant);
    return this.finish();
  }

  /** The last incident is over, and no other has begun. */
  get isAtRest(): boolean {
    return this.#observer.isAtRest;
  }

  /** Whatever goes on is told as it is now. */
  finish(): OutlookFacts {
    const { kernel, plane } = this.world;
    plane.verify();
    this.#siteLosses.review();
    const facts = this.#observer.finish();
    // Vaults know more than whether their site is up: copies that are bad, and lines that are cut.
    for (const backup of this.#backups) facts.totals.noValidBackup = backup.totals(kernel.now).withoutValid;
    const results = new Fingerprint();
    results.addText(kernel.trajectory.digest());
    for (const value of Object.values(facts.totals)) results.add(value);
    const siteLosses = this.#siteLosses.book.toPlain();
    for (const value of siteLosses.integrated.above) results.add(value);
    return { ...facts, siteLosses, steps: kernel.eventsRun, trajectory: results.digest() };
  }

  #countSiteLoss({ losses, lossAge, lossTotal, lossTrigger }: Incident): void {
    if (losses === 0 || this.clocks.processes[lossTrigger]?.takesSite === undefined) return;
    this.#siteLosses.book.count(lossAge / 1e6, lossTotal / 1e6);
  }
}

/** Those that destroy the site of the vault, and what lies there with it. */
function vaultDestroyers(
  processes: readonly FailureProcess[],
  vault: string | undefined,
): ReadonlySet<number> {
  const destroys = ({ takesSite, faults }: FailureProcess): boolean =>
    takesSite !== undefined &&
    takesSite === vault &&
    faults.some((fault) => fault.kind === "site-loss" && fault.storage === "destroyed");
  return new Set(processes.flatMap((process, i) => (destroys(process) ? [i] : [])));
}
