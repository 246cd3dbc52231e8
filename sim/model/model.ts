// A scenario ready to run: the world, its script, those who watch it. Starts in a stationary state, runs a lead-in,
// injects, and stops when everything is settled or nothing can change any more before the horizon.

import type { EventMap, EventName } from "../cluster/events.ts";
import { Fingerprint } from "../kernel/fingerprint.ts";
import type { Random } from "../kernel/random.ts";
import { Conflicts } from "../metrics/conflicts.ts";
import type { RunFacts } from "../metrics/facts.ts";
import { Observer } from "../metrics/observer.ts";
import { after, between, type Duration, earlier, type Instant, START, seconds } from "../quantity/time.ts";
import type { Disruption, Scenario } from "../scenario/scenario.ts";
import { beginWorld } from "./begin.ts";
import { build, type Resolution, type World } from "./build.ts";
import { startOfDayOf } from "./clients.ts";
import { Grain } from "./grain.ts";
import { observedPopulations, observedServices } from "./observed.ts";
import { Script } from "./script.ts";

/** A precondition has been in force for a while before anything is measured: routes and streams have settled. */
const SETTLES = seconds(30);
const SLICE = seconds(1);
const COARSE_SLICE = seconds(20);
const OBSERVED_ONLY: ReadonlySet<EventName> = new Set(["answersLate", "answersInTime"]);

/** Looks at a world from time to time while it runs. */
export interface Onlooker {
  /** The next instant at which it wants to look, later than the latest. */
  readonly nextAt: Instant;
  look(now: Instant): void;
}

export class Model {
  readonly world: World;
  readonly observer: Observer;
  readonly trajectory = new Fingerprint();
  readonly #scenario: Scenario;
  readonly #disruption: Disruption | undefined;
  readonly #script: Script;
  readonly #grain: Grain;
  readonly #measuresFrom: Instant;
  readonly #limit: Duration;
  /** Whether clients were served when last looked at, and since when without a change. */
  #isServed = false;
  #sameSince: Instant = START;

  /** `name` "" = nothing breaks. */
  constructor(scenario: Scenario, name: string, random: Random, resolution: Resolution = "transaction") {
    this.#scenario = scenario;
    this.#disruption = name === "" ? undefined : scenario.disruptions[name];
    const { run } = scenario;
    const leadIn = after(START, run.leadIn);
    this.#measuresFrom =
      this.#disruption && this.#disruption.while.length > 0 ? after(leadIn, SETTLES) : leadIn;
    this.#limit = this.#disruption ? (this.#disruption.limit ?? run.limit) : run.steadyWindow;
    const draw = random.draws("start-of-day").draw(0);
    const startOfDay = startOfDayOf(scenario, this.#disruption?.at ?? "any", this.#measuresFrom, draw);
    this.world = build(scenario, random, startOfDay, { resolution });
    const { kernel, bus, nodes, topology, services } = this.world;
    bus.onAny((event, payload) => this.#hash(event, payload));
    const breakable = { topology, nodes, kernel, services: services.map(({ service }) => service) };
    this.#script = new Script({ kernel, bus, random, world: breakable });
    this.#grain = new Grain(kernel, this.world.plane, bus);
    this.observer = this.#observe(random);
    this.#start(name);
  }

  /** The instant from which everything is counted: the injection. */
  get measuresFrom(): Instant {
    return this.#measuresFrom;
  }

  /** An onlooker changes nothing: the clock only stops at the instants at which it looks. */
  run(onlooker?: Onlooker): RunFacts {
    const { kernel, plane } = this.world;
    const advance = (until: Instant): void => {
      while (onlooker && kernel.now < until) {
        kernel.run(earlier(until, this.#mayStopAt(onlooker)));
        if (kernel.now >= onlooker.nextAt) onlooker.look(kernel.now);
      }
      kernel.run(until);
    };
    // The limit counts from the last fault.
    const latest = Math.max(0, ...(this.#disruption?.faults.map((fault) => fault.after) ?? [])) as Duration;
    const end = after(after(this.#measuresFrom, latest), this.#limit);
    advance((this.#measuresFrom - 1) as Instant);
    this.observer.begin(this.#measuresFrom);
    if (this.#disruption) {
      while (kernel.now < end && !this.#isSettled(end)) {
        const slice = after(kernel.now, this.#grain.isCoarse ? COARSE_SLICE : SLICE);
        advance(earlier(slice, end));
      }
    } else advance(end);
    plane.verify();
    const { repair } = this.#scenario.replication;
    return { ...this.observer.facts(end, this.#disruption !== undefined), repair };
  }

  /**
   * Where a stop of the clock changes nothing: anywhere while every write is played; where many are one record, a stop
   * would cut it, but for where an event cuts it anyway.
   */
  #mayStopAt(onlooker: Onlooker): Instant {
    const { kernel } = this.world;
    const { isCoarse, changesAt } = this.#grain;
    return (isCoarse ? kernel.nextEventAt : Math.min(onlooker.nextAt, changesAt)) as Instant;
  }

  #start(name: string): void {
    const { services } = this.world;
    beginWorld(this.world);
    if (this.#disruption) this.#script.play(name, this.#disruption, this.#measuresFrom);
    // Conflicts are counted write by write.
    const isEveryWrite =
      this.#scenario.run.everyWrite || services.some(({ plan }) => plan.site !== undefined);
    if (this.#disruption && !isEveryWrite) this.#grain.begin(this.#script.instants);
  }

  #observe(random: Random): Observer {
    const { world } = this;
    const { run, workload } = this.#scenario;
    const sides = world.services.filter(({ plan }) => plan.site !== undefined).map(({ service }) => service);
    const [one, other] = sides;
    const keys = Object.values(workload)[0]?.keys ?? 1;
    return new Observer({
      ...world,
      isSteady: this.#disruption === undefined,
      services: observedServices(world),
      populations: observedPopulations(world),
      serviceShare: run.serviceShare,
      stableFor: run.stableFor,
      repairPath: () => this.#script.repairPath,
      conflicts:
        one && other ? new Conflicts(world.plane, [one, other], keys, random.stream("keys")) : undefined,
    });
  }

  /** For long enough as it is, and every copy back and fresh; or nothing is under way any more. */
  #isSettled(end: Instant): boolean {
    const { kernel, plane } = this.world;
    const { now } = kernel;
    if (this.#script.instants.some((at) => at > now && at <= end)) return false;
    const { serviceShare, stableFor } = this.#scenario.run;
    const isServed = this.observer.servedShare >= serviceShare;
    if (isServed !== this.#isServed) this.#sameSince = now;
    this.#isServed = isServed;
    if (between(this.#sameSince, now) <= stableFor) return false;
    const isMoving = this.world.populations.some((population) => population.nextMoveAt <= end);
    const isQuiet =
      this.#grain.isQuietUntil(end) && !isMoving && !plane.isCatchingUp && !this.observer.isSplit;
    const { isRedundant, isUnprotected, silent } = this.observer;
    const isWhole = isServed && isRedundant && !isUnprotected && !silent.isGoingOn;
    return isQuiet || isWhole;
  }

  #hash(event: EventName, payload: EventMap[EventName]): void {
    if (OBSERVED_ONLY.has(event)) return;
    this.trajectory.add(this.world.kernel.now);
    this.trajectory.addText(event);
    for (const value of Object.values(payload)) this.#hashValue(value);
  }

  #hashValue(value: unknown): void {
    if (typeof value === "string") this.trajectory.addText(value);
    else if (typeof value === "number") this.trajectory.add(value);
    else if (Array.isArray(value)) {
      // Hundreds of cohorts move in a failover: when is enough.
      for (const item of value) this.#hashValue(typeof item === "object" ? item.at : item);
    } else this.trajectory.addInteger(value ? 1 : 0);
  }
}
