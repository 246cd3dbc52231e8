// The act of promotion, the same for every policy: the candidate stops receiving, is promoted, replays what it
// has, takes writes; then everybody follows it. Also the resumption of a primary that nobody replaced.

import type { NodeId } from "../cluster/data-plane.ts";
import { invariant } from "../kernel/invariant.ts";
import { next, type Wait, wait } from "../kernel/procedure.ts";
import { sample } from "../kernel/sampling.ts";
import { Signal } from "../kernel/signal.ts";
import type { Distribution } from "../quantity/distribution.ts";
import { micros } from "../quantity/time.ts";
import type { ControllerParts } from "./policy.ts";

/** Runs to the candidate's first write. `promote`: from the order to the end of recovery, replay apart. */
export function* takeOver(
  parts: ControllerParts,
  candidate: NodeId,
  promote: { readonly duration: Distribution; readonly setBy: string },
): Generator<Wait, void, unknown> {
  const { plane, service, standbys, bus, kernel, random } = parts;
  const loser = service.primary;
  invariant(candidate !== loser, "a primary is resumed, not promoted", { candidate });
  standbys.detachForPromotion(candidate);
  const survived = plane.position(candidate, service.origin, "received", kernel.now);
  const draws = random.stream(`promote/${service.id}/${kernel.now}`);
  yield wait(micros(sample(promote.duration, draws)));
  bus.emit("replayBegan", { service: service.id, node: candidate, setBy: promote.setBy });
  const from = plane.timelineOf(candidate, service.origin);
  yield* replayed(parts, candidate, survived);
  const timeline = plane.promote(candidate, service.origin);
  service.lead(candidate, timeline);
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
}

/** The old primary goes on: its lease, or its process, is back before anybody took over. */
export function resume(parts: ControllerParts, setBy: string): void {
  const { service, standbys } = parts;
  service.start(service.primary, setBy);
  standbys.reconsider();
}

/** Everything that it received is applied. */
function* replayed(parts: ControllerParts, node: NodeId, position: number): Generator<Wait, void, unknown> {
  const { plane, service } = parts;
  const done = new Signal();
  const crossing = { kind: "reached", node, origin: service.origin, stage: "applied", position } as const;
  const watch = plane.watch(crossing, () => done.fire());
  try {
    yield next(done);
  } finally {
    watch.cancel();
  }
}
