// How clients learn where the primary is now.

import type { z } from "zod";
import type { KindSchema, Part } from "../../config/part.ts";
import type { RandomStream } from "../../kernel/random.ts";

/** A node began to serve at another site than the clients were last led to. */
export interface Move {
  /** µs of the run. */
  readonly servesFrom: number;
  /** What is drawn once for the whole population, not once per client. */
  readonly draws: RandomStream;
}
/** One client, or some that behave alike; both in (0, 1), fixed for the run. */
export interface ClientPhase {
  /** Where in its cache period, or check period, it is. */
  readonly cache: number;
  /** Its rank: the last ones are the stubborn ones. */
  readonly rank: number;
}

export interface Redirect<Config extends KindSchema = KindSchema> extends Part<Config> {
  /** From when on a client is led to the new node, µs of the run; called once per move, then for each client. */
  leadsFrom(
    config: z.output<Config>,
    move: Move,
  ): (client: ClientPhase) => { readonly at: number; readonly setBy: string };
  /** After this long in silence something else than the client itself ends its connection, µs. */
  givesUpAfter(config: z.output<Config>): { readonly after: number; readonly setBy: string } | undefined;
}

export const defineRedirect = <Config extends KindSchema>(part: Redirect<Config>): Redirect<Config> => part;
