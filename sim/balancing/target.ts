// Where clients are led, and from when on each of them is. Clients near a site learn by health checks of their own
// which of its nodes serves; when another site takes over, the redirect must lead them there as well.

import type { NodeId } from "../cluster/data-plane.ts";
import type { RandomStream } from "../kernel/random.ts";
import type { Duration, Instant } from "../quantity/time.ts";
import type { ClientPhase, Move } from "./redirect/redirect.ts";

export interface Led {
  /** Real µs. */
  readonly at: number;
  readonly setBy: string;
}
export interface Target {
  readonly node: NodeId;
  readonly leads: (client: ClientPhase) => Led;
  readonly since: Instant;
}

export interface Checks {
  readonly interval: Duration;
  readonly fall: number;
  readonly rise: number;
}

/** `redirected`: how they are led to another site; undefined = it is the same site. */
export function aim(
  now: Instant,
  at: { readonly node: NodeId; readonly isOneOfMany: boolean },
  local: Checks,
  draws: RandomStream,
  redirected: ((move: Move) => (client: ClientPhase) => Led) | undefined,
): Target {
  const { interval, rise, fall } = local;
  const check = (rise - 1 + draws.uniform()) * interval;
  // A promotion announces itself; that the near one of several writers is gone, checks must find out.
  const noticed = at.isOneOfMany ? now + (fall - 1 + draws.uniform()) * interval : now;
  const near = { at: now + check, setBy: "local.rise" };
  const far = redirected?.({ servesFrom: noticed, draws });
  const leads = (client: ClientPhase): Led => {
    const led = far?.(client);
    return led && led.at > near.at ? led : near;
  };
  return { node: at.node, leads, since: now };
}
