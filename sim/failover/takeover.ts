// The act of promotion, the same for every policy: the candidate stops receiving, is promoted, replays what it
// has, takes writes; then everybody follows it. An attempt that does not work waits for people first. Also the
// resumption of a primary that nobody replaced.

import type { NodeId } from "../cluster/data-plane.ts";
import { invariant } from "../kernel/invariant.ts";
import { next, type Wait, wait } from "../kernel/procedure.ts";
import { sample } from "../kernel/sampling.ts";
import { Signal } from "../kernel/signal.ts";
import type { Distribution } from "../quantity/distribution.ts";
import { after, micros } from "../quantity/time.ts";
import type { ControllerParts } from "./policy.ts";

export interface Promotion {
  /** From the order to the end of recovery, replay apart. */
  readonly duration: Distribution;
  readonly setBy: string;
  /** Fires whenever states, links or sites have changed. */
  readonly conditions: Signal;
}

/** Runs to the candidate's first write; false = it died on the way, and nobody has been promoted. */
export function* takeOver(
  parts: ControllerParts,
  candidate: NodeId,
  promote: Promotion,
): Generator<Wait, boolean, unknown> {
  const { plane, service, standbys, bus, kernel, random } = parts;
  const loser = service.primary;
  invariant(candidate !== loser, "a primary is resumed, not promoted", { candidate });
  standbys.detachForPromotion(candidate);
  const survived = plane.position(candidate, service.origin, "received", kernel.now);
  if (!(yield* worksAtLast(parts, candidate, promote.conditions))) {
    standbys.promotionFailed(candidate);
    return false;
  }
  const draws = random.stream(`promote/${service.id}/${kernel.now}`);
  yield wait(micros(sample(promote.duration, draws)));
  bus.emit("replayBegan", { service: service.id, node: candidate, setBy: promote.setBy });
  const from = plane.timelineOf(candidate, service.origin);
  if (!(yield* replayed(parts, candidate, { position: survived, conditions: promote.conditions }))) {
    bus.emit("electionBlocked", { service: service.id, reason: `${candidate} died while it was promoted` });
    standbys.promotionFailed(candidate);
    return false;
  }
  const timeline = plane.promote(candidate, service.origin);
  service.lead(candidate, timeline);
  parts.coverage?.proven(kernel.now);
  bus.emit("promoted", {
    service: service.id,
    node: candidate,
    loser,
    from,
    timeline,
    survived,
    setBy: promote.setBy,
  });
  service.start(candidate, "node.applyRate");
  standbys.follow();
  return true;
}

/**
 * At once, or when people have found what has drifted since somebody last tried. False if the candidate dies
 * meanwhile, or if the old primary is seen to serve by then: nobody replaces it any more.
 */
function* worksAtLast(
  parts: ControllerParts,
  candidate: NodeId,
  conditions: Signal,
): Generator<Wait, boolean, unknown> {
  const { coverage, kernel, bus, service, nodes, topology } = parts;
  const needed = coverage?.attempt(kernel.now) ?? "works";
  if (needed === "works") return true;
  const id = service.id;
  bus.emit("electionBlocked", { service: id, reason: `the failover to ${candidate} does not work` });
  const repaired = new Signal();
  const timer = kernel.after(micros(needed), () => repaired.fire());
  const until = after(kernel.now, micros(needed));
  try {
    while (kernel.now < until) {
      const forget = conditions.once(() => repaired.fire());
      yield next(repaired);
      forget();
      if (nodes.isRunning(candidate)) continue;
      bus.emit("electionBlocked", {
        service: id,
        reason: `${candidate} died while people repaired the failover`,
      });
      return false;
    }
  } finally {
    kernel.cancel(timer);
  }
  bus.emit("personActed", { service: id, step: "repair the failover", setBy: "failures.coverage.repair" });
  const { primary } = service;
  const isSeen = topology.talks(nodes.site(candidate), nodes.site(primary));
  if (!isSeen || !nodes.isRunning(primary) || !service.accepts(primary)) return true;
  bus.emit("suspicionDropped", { service: id, reason: "the primary serves again" });
  return false;
}

/** The old primary goes on: its lease, or its process, is back before anybody took over. */
export function resume(parts: ControllerParts, setBy: string): void {
  const { service, standbys } = parts;
  service.start(service.primary, setBy);
  standbys.reconsider();
}

/** True once everything that it received is applied; false if it does not live to see it. */
function* replayed(
  parts: ControllerParts,
  node: NodeId,
  until: { readonly position: number; readonly conditions: Signal },
): Generator<Wait, boolean, unknown> {
  const { plane, service, nodes } = parts;
  const { position } = until;
  const news = new Signal();
  let isDone = false;
  const crossing = { kind: "reached", node, origin: service.origin, stage: "applied", position } as const;
  const watch = plane.watch(crossing, () => {
    isDone = true;
    news.fire();
  });
  try {
    while (nodes.isRunning(node)) {
      const forget = until.conditions.once(() => news.fire());
      yield next(news);
      forget();
      if (isDone && nodes.isRunning(node)) return true;
    }
    return false;
  } finally {
    watch.cancel();
  }
}
