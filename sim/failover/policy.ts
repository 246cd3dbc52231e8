// Who decides that a primary is gone, and who takes over. A policy sees what it could see: reachability at its
// own ticks, positions as last reported. It never sees the truth.

import type { z } from "zod";
import type { DataOrders, DataReadings, SiteId } from "../cluster/data-plane.ts";
import type { EventBus } from "../cluster/event-bus.ts";
import type { Nodes } from "../cluster/nodes.ts";
import type { Restorer } from "../cluster/restorer.ts";
import type { Member, Service } from "../cluster/service.ts";
import type { Standbys } from "../cluster/standbys.ts";
import type { Topology } from "../cluster/topology.ts";
import type { KindSchema, Part } from "../config/part.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Random } from "../kernel/random.ts";
import type { Coverage } from "./coverage.ts";
import type { Heirs } from "./survivor.ts";

export interface ControllerParts {
  readonly kernel: Kernel;
  readonly plane: DataOrders & DataReadings;
  readonly bus: EventBus;
  readonly random: Random;
  readonly topology: Topology;
  readonly nodes: Nodes;
  readonly service: Service;
  readonly standbys: Standbys;
  /** Whether an attempt succeeds; it always does where there is none. */
  readonly coverage?: Coverage | undefined;
  /** Recovery from a backup, where there is one. */
  readonly restorer?: Restorer | undefined;
  /** Whom it may promote, in order of preference. */
  readonly candidates: readonly Member[];
  /** Where the scenario configures it: the beginning of every `setBy`. */
  readonly path: string;
  /** It promotes an auxiliary cluster when the leading one is lost; it runs nobody's restart. */
  readonly isTakeover: boolean;
}

/** A running controller. */
export interface Controller {
  /** States, links or sites have changed. */
  conditionsChanged(): void;
  /** Whom it would choose from if this site, where the primary is, died now. Changes nothing. */
  survivorsIfLost(site: SiteId): Heirs;
}

export interface FailoverPolicy<Config extends KindSchema = KindSchema> extends Part<Config> {
  /** Whoever it promotes keeps the list of synchronous standbys that it inherits, if that is how it is. */
  readonly leavesList?: boolean;
  /**
   * What commits of a cluster of so many members wait for because of this policy, as one would write the
   * acknowledgement; undefined = what the scenario says.
   */
  acknowledges?(config: z.output<Config>, members: number): { readonly kind: string } | undefined;
  create(config: z.output<Config>, parts: ControllerParts): Controller;
}

export const defineFailoverPolicy = <Config extends KindSchema>(
  part: FailoverPolicy<Config>,
): FailoverPolicy<Config> => part;
