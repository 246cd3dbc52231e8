// Three sites, a primary in one of them, its failover controller, and no data: what a detector sees, and nothing else.
// Whoever watches beside the controller is told of every change after it.
import type { DataOrders, DataReadings } from "../../../sim/cluster/data-plane.ts";
import { EventBus } from "../../../sim/cluster/event-bus.ts";
import { Nodes } from "../../../sim/cluster/nodes.ts";
import { Service } from "../../../sim/cluster/service.ts";
import type { Standbys } from "../../../sim/cluster/standbys.ts";
import { Topology } from "../../../sim/cluster/topology.ts";
import type { Controller, ControllerParts } from "../../../sim/failover/policy.ts";
import { Kernel } from "../../../sim/kernel/kernel.ts";
import { Phase } from "../../../sim/kernel/phase.ts";
import type { Random } from "../../../sim/kernel/random.ts";
import type { Bytes, BytesPerMicro } from "../../../sim/quantity/data.ts";
import { constant } from "../../../sim/quantity/distribution.ts";
import { type Instant, seconds } from "../../../sim/quantity/time.ts";

export const PRIMARY = "db-a";
const LINKS = [
  { id: "a-b", between: ["a", "b"] },
  { id: "a-w", between: ["a", "w"] },
  { id: "b-w", between: ["b", "w"] },
] as const;

/** One fault: from `at` for `lasts`, µs. */
export interface Fault {
  readonly at: number;
  readonly lasts: number;
  readonly what:
    | { readonly kind: "cut"; readonly link: string; readonly from: string | undefined }
    /** Every link loses so much more. */
    | { readonly kind: "loss"; readonly loss: number }
    | { readonly kind: "site"; readonly site: string }
    | { readonly kind: "crash"; readonly isSilent: boolean }
    | { readonly kind: "freeze" };
}

export interface World extends ControllerParts {
  readonly random: Random;
  /** Called after the controller at every change. */
  readonly watch: (listener: () => void) => void;
  readonly run: (until: number) => void;
}

/** `loss`: of every link, one way. */
export function aWorld(
  given: { readonly random: Random; readonly loss: number },
  faults: readonly Fault[],
  control: (parts: ControllerParts) => Controller,
): World {
  const kernel = new Kernel({ eventBudget: 10_000_000 });
  const bus = new EventBus();
  const { random } = given;
  // Nobody asks it for anything but positions, of which there is one.
  const plane = new Proxy({} as DataOrders & DataReadings, { get: () => () => 0 });
  const topology = new Topology({
    kernel,
    plane,
    bus,
    sites: ["a", "b", "w"],
    links: LINKS.map((link) => ({
      ...link,
      bandwidth: 125 as BytesPerMicro,
      delay: 5_000,
      jitter: constant(0),
      loss: { mean: given.loss, burst: 1 },
      queue: 1e6 as Bytes,
    })),
    convergence: seconds(1),
  });
  const restart = constant(1_500_000);
  const nodes = new Nodes({
    kernel,
    plane,
    bus,
    random,
    topology,
    nodes: [{ id: PRIMARY, site: "a", cluster: "db", restart }],
  });
  const members = [{ node: PRIMARY, site: "a", cluster: "db", isAuxiliary: false }];
  const service = new Service({ id: "db", origin: 0, members, plane, bus });
  const standbys: Standbys = {
    isUsable: () => false,
    safe: () => undefined,
    detachForPromotion: () => {},
    promotionFailed: () => {},
    follow: () => {},
    reconsider: () => {},
  };
  bus.on("nodeStateChanged", ({ node, to }) => {
    if (to === "down") service.died(node);
  });
  service.start(PRIMARY, "");
  const candidates = members.slice(1);
  const base = { kernel, plane, bus, random, topology, nodes, service, standbys, candidates };
  const parts: ControllerParts = { ...base, path: "failover", isTakeover: false };
  const controller = control(parts);
  topology.onChange(() => controller.conditionsChanged());
  for (const { at, lasts, what } of faults)
    kernel.at(
      at as Instant,
      () => {
        const release = begin(what);
        kernel.at((at + lasts) as Instant, release, Phase.faults);
      },
      Phase.faults,
    );
  const begin = (what: Fault["what"]): (() => void) => {
    switch (what.kind) {
      case "cut":
        return topology.cut(what.link, what.from);
      case "loss": {
        const degradation = { loss: what.loss, addedDelay: 0, bandwidthFactor: 1 };
        const releases = LINKS.map(({ id }) => topology.degrade(id, undefined, degradation));
        return () => {
          for (const release of releases) release();
        };
      }
      case "site":
        return topology.holdSite(what.site, "site");
      case "crash":
        return nodes.stop([PRIMARY], { inFlight: "arrives", storage: "intact", isSilent: what.isSilent });
      case "freeze":
        return nodes.freeze(PRIMARY, "host");
    }
  };
  return {
    ...parts,
    random,
    watch: (listener) => topology.onChange(listener),
    run: (until) => kernel.run(until as Instant),
  };
}
