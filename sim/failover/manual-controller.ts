// People as the failover: somebody notices, somebody decides, the old primary is fenced by hand, a standby is
// promoted. Each step takes a drawn time. They stop when the primary serves again by itself. Leaves out:
// errors, hand-overs.

import type { SiteId } from "../cluster/data-plane.ts";
import type { Restorer } from "../cluster/restorer.ts";
import type { Member } from "../cluster/service.ts";
import { next, type Procedure, type Wait, wait } from "../kernel/procedure.ts";
import type { RandomStream } from "../kernel/random.ts";
import { meanOf, sample } from "../kernel/sampling.ts";
import { Signal } from "../kernel/signal.ts";
import { constant, type Distribution } from "../quantity/distribution.ts";
import { micros } from "../quantity/time.ts";
import type { Controller, ControllerParts } from "./policy.ts";
import { type Heirs, heirsOutside } from "./survivor.ts";
import { resume, takeOver } from "./takeover.ts";

export interface ManualTerms {
  readonly notice: Distribution;
  readonly decide: Distribution;
  readonly act: Distribution;
  readonly fence: Distribution;
}

const steps = ["notice", "decide", "fence", "act"] as const;

export class ManualController implements Controller {
  readonly #terms: ManualTerms;
  readonly #parts: ControllerParts;
  readonly #draws: RandomStream;
  readonly #conditions = new Signal();
  #procedure: Procedure | undefined;

  constructor(terms: ManualTerms, parts: ControllerParts) {
    this.#terms = terms;
    this.#parts = parts;
    this.#draws = parts.random.stream(`people/${parts.service.id}/${parts.path}`);
  }

  conditionsChanged(): void {
    this.#conditions.fire();
    const { service, nodes, isTakeover } = this.#parts;
    const { primary } = service;
    if (
      !isTakeover &&
      nodes.isRunning(primary) &&
      !service.accepts(primary) &&
      (this.#procedure?.isOver ?? true)
    )
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
    const actsAfter = steps.reduce((sum, step) => sum + meanOf(this.#terms[step]), 0);
    return { nodes, maximumLag: undefined, knownFor: 0, actsAfter };
  }

  /** What people look at: does the primary take writes, and do clients get through to it? */
  #isServing(): boolean {
    const { service, nodes, topology } = this.#parts;
    const { primary } = service;
    return service.accepts(primary) && nodes.isRunning(primary) && topology.isEdgeUp(nodes.site(primary));
  }
  #canBeTold(node: string): boolean {
    return this.#parts.topology.isSiteUp(this.#parts.nodes.site(node));
  }

  *#run(): Generator<Wait, void, unknown> {
    const { service, bus, path, nodes } = this.#parts;
    for (const step of steps) {
      yield wait(micros(sample(this.#terms[step], this.#draws)));
      if (this.#isServing()) {
        bus.emit("suspicionDropped", { service: service.id, reason: "the primary serves again" });
        return;
      }
      const setBy = `${path}.${step}`;
      bus.emit("personActed", { service: service.id, step, setBy });
      const { primary } = service;
      if (step === "notice") bus.emit("primarySuspected", { service: service.id, node: primary, setBy });
      if (step === "fence") {
        if (nodes.isRunning(primary) && this.#canBeTold(primary)) service.stop(primary, "people stopped it");
        bus.emit("oldPrimaryFenced", { service: service.id, node: primary, setBy });
      }
    }
    while (!(yield* this.#promoteSomebody()));
  }

  /** False = the one whom they promoted died on the way. */
  *#promoteSomebody(): Generator<Wait, boolean, unknown> {
    const { service, bus, path, nodes, isTakeover } = this.#parts;
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
        resume(this.#parts, `${path}.act`);
        return true;
      }
      choice = this.#choose();
    }
    bus.emit("candidateChosen", { service: service.id, node: choice.node, setBy: `${path}.act` });
    return yield* takeOver(this.#parts, choice.node, {
      duration: constant(0),
      setBy: `${path}.act`,
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
