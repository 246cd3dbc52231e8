// People as the failover: somebody notices, somebody decides, the old primary is fenced by hand, a standby is
// promoted; or the steps of a runbook, each of which may go wrong and is then done again. Each takes a drawn time.
// When they know, they may wait for the primary to come back, up to a limit. They stop when it serves again by
// itself. Leaves out: hand-overs between shifts, steps done side by side, errors that nobody notices.

import type { SiteId } from "../cluster/data-plane.ts";
import type { Restorer } from "../cluster/restorer.ts";
import type { Member } from "../cluster/service.ts";
import { next, type Procedure, type Wait, wait } from "../kernel/procedure.ts";
import type { RandomStream } from "../kernel/random.ts";
import { meanOf, sample } from "../kernel/sampling.ts";
import { Signal } from "../kernel/signal.ts";
import { constant, type Distribution } from "../quantity/distribution.ts";
import { after, between, type Duration, micros, NO_TIME } from "../quantity/time.ts";
import type { Controller, ControllerParts } from "./policy.ts";
import { type Heirs, heirsOutside } from "./survivor.ts";
import { resume, takeOver } from "./takeover.ts";

/** One line of a runbook. */
export interface RunbookStep {
  readonly step: string;
  readonly takes: Distribution;
  /** That it goes wrong, which costs `costs`, and is done again. */
  readonly error: number;
  readonly costs: Distribution;
  /** From then on the old primary cannot write. */
  readonly fences: boolean;
}

export interface ManualTerms {
  readonly notice: Distribution;
  readonly decide: Distribution;
  readonly act: Distribution;
  readonly fence: Distribution;
  /** Instead of those four; the first is how they learn of it. */
  readonly steps?: readonly RunbookStep[] | undefined;
  /** For how long they wait for the primary once they know; absent = not at all. */
  readonly hold?: Duration;
}

interface Step extends RunbookStep {
  readonly setBy: string;
}

export class ManualController implements Controller {
  readonly #steps: readonly Step[];
  readonly #hold: Duration;
  readonly #parts: ControllerParts;
  readonly #draws: RandomStream;
  readonly #conditions = new Signal();
  #procedure: Procedure | undefined;
  /** The primary may not serve again by itself. */
  #isFenced = false;

  constructor(terms: ManualTerms, parts: ControllerParts) {
    this.#steps = stepsOf(terms, parts.path);
    this.#hold = terms.hold ?? NO_TIME;
    this.#parts = parts;
    this.#draws = parts.random.stream(`people/${parts.service.id}/${parts.path}`);
  }

  conditionsChanged(): void {
    this.#conditions.fire();
    const { service, nodes, isTakeover } = this.#parts;
    const { primary } = service;
    // Whoever restarts serves again, as long as nobody has cut it off.
    if (!isTakeover && nodes.isRunning(primary) && !service.accepts(primary) && !this.#isFenced)
      resume(this.#parts, "node.restart");
    for (const node of service.acceptingNodes)
      if (node !== primary && nodes.isRunning(node) && this.#canBeTold(node))
        service.stop(node, "people stopped it");
    if (this.#isServing() || !(this.#procedure?.isOver ?? true)) return;
    this.#procedure = this.#parts.kernel.start(this.#run());
  }

  survivorsIfLost(site: SiteId): Heirs {
    const { topology } = this.#parts;
    const nodes = heirsOutside(this.#parts, site, (member) => topology.isEdgeUp(member.site));
    const actsAfter = this.#steps.reduce((sum, step) => sum + meanTime(step), this.#hold as number);
    return { nodes, maximumLag: undefined, knownFor: 0, actsAfter };
  }

  /** What people look at: does the primary take writes, and do clients get through to it? */
  #isServing(): boolean {
    const { service, nodes, topology } = this.#parts;
    const { primary } = service;
    return service.accepts(primary) && nodes.isRunning(primary) && topology.isEdgeUp(nodes.site(primary));
  }
  get #lastSetBy(): string {
    return (this.#steps.at(-1) as Step).setBy;
  }
  #canBeTold(node: string): boolean {
    return this.#parts.topology.isSiteUp(this.#parts.nodes.site(node));
  }

  *#run(): Generator<Wait, void, unknown> {
    const { service, bus, nodes } = this.#parts;
    for (const [i, step] of this.#steps.entries()) {
      yield* this.#do(step);
      if (this.#isServing() || (i === 0 && (yield* this.#isBackInTime(step)))) {
        bus.emit("suspicionDropped", { service: service.id, reason: "the primary serves again" });
        return;
      }
      if (i > 0) bus.emit("personActed", { service: service.id, step: step.step, setBy: step.setBy });
      if (!step.fences) continue;
      this.#isFenced = true;
      const { primary } = service;
      if (nodes.isRunning(primary) && this.#canBeTold(primary)) service.stop(primary, "people stopped it");
      bus.emit("oldPrimaryFenced", { service: service.id, node: primary, setBy: step.setBy });
    }
    this.#isFenced = true;
    while (!(yield* this.#promoteSomebody()));
    this.#isFenced = false;
  }

  /** Until it is done right. */
  *#do({ step, takes, error, costs, setBy }: Step): Generator<Wait, void, unknown> {
    const { service, bus } = this.#parts;
    for (;;) {
      yield wait(micros(sample(takes, this.#draws)));
      if (error === 0 || this.#draws.uniform() >= error) return;
      bus.emit("personActed", { service: service.id, step: `${step} goes wrong`, setBy });
      yield wait(micros(sample(costs, this.#draws)));
    }
  }

  /** They know; decide, or wait? */
  *#isBackInTime({ step, setBy }: Step): Generator<Wait, boolean, unknown> {
    const { service, bus, kernel } = this.#parts;
    bus.emit("personActed", { service: service.id, step, setBy });
    bus.emit("primarySuspected", { service: service.id, node: service.primary, setBy });
    const until = after(kernel.now, this.#hold);
    while (kernel.now < until && !this.#isServing()) yield next(this.#conditions, between(kernel.now, until));
    return this.#isServing();
  }

  /** False = the one whom they promoted died on the way. */
  *#promoteSomebody(): Generator<Wait, boolean, unknown> {
    const { service, bus, nodes, isTakeover } = this.#parts;
    let choice = this.#choose();
    while (typeof choice === "string") {
      const { restorer } = this.#parts;
      const target = restorer && this.#restoreTarget(restorer);
      if (target) {
        bus.emit("electionBlocked", { service: service.id, reason: `${choice}: people restore a backup` });
        yield* restorer.restore(target.node);
        choice = this.#choose();
        continue;
      }
      bus.emit("electionBlocked", { service: service.id, reason: choice });
      yield next(this.#conditions);
      if (this.#isServing()) return true;
      if (!isTakeover && nodes.isRunning(service.primary)) {
        resume(this.#parts, this.#lastSetBy);
        return true;
      }
      choice = this.#choose();
    }
    bus.emit("candidateChosen", { service: service.id, node: choice.node, setBy: this.#lastSetBy });
    return yield* takeOver(this.#parts, choice.node, {
      duration: constant(0),
      setBy: this.#lastSetBy,
      conditions: this.#conditions,
    });
  }

  /** A machine that runs where clients get through, and a good backup can be fetched; its copy does not matter. */
  #restoreTarget(restorer: Restorer): Member | undefined {
    const { service, nodes, topology } = this.#parts;
    return service.members.find(
      ({ node, site, isAuxiliary }) =>
        !isAuxiliary &&
        node !== service.primary &&
        nodes.isRunning(node) &&
        topology.isEdgeUp(site) &&
        restorer.canRestore(node),
    );
  }

  #choose(): Member | string {
    const { candidates, nodes, standbys, plane, service, kernel, topology } = this.#parts;
    const usable = candidates.filter(
      ({ node, site }) =>
        node !== service.primary &&
        nodes.isRunning(node) &&
        topology.isEdgeUp(site) &&
        standbys.isUsable(node),
    );
    if (usable.length === 0) return "no standby runs that has a usable copy and that clients can reach";
    const position = ({ node }: Member): number =>
      plane.position(node, service.origin, "received", kernel.now);
    return usable.reduce((one, other) => (position(other) > position(one) ? other : one));
  }
}

function stepsOf(terms: ManualTerms, path: string): readonly Step[] {
  if (terms.steps) return terms.steps.map((step) => ({ ...step, setBy: `${path}.steps` }));
  return (["notice", "decide", "fence", "act"] as const).map((step) => ({
    step,
    takes: terms[step],
    error: 0,
    costs: constant(0),
    fences: step === "fence",
    setBy: `${path}.${step}`,
  }));
}

/** Of so many tries as it takes, µs. */
const meanTime = ({ takes, error, costs }: Step): number =>
  (meanOf(takes) + error * meanOf(costs)) / (1 - error);
