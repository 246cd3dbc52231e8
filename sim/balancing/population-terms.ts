// What a scenario says of one population of clients.

import type { SiteId } from "../cluster/data-plane.ts";
import type { Distribution } from "../quantity/distribution.ts";
import type { Duration } from "../quantity/time.ts";
import type { Checks } from "./target.ts";

export interface PopulationTerms {
  readonly id: string;
  readonly near: SiteId;
  readonly share: number;
  readonly redirect: { readonly kind: string };
  readonly local: Checks;
  readonly connectTimeout: Duration;
  /** How long it hangs in silence, µs, and the field that ends that. */
  readonly silence: { readonly after: number; readonly setBy: string };
  /** The site of the application that asks the database for them; undefined = they do it themselves. */
  readonly application?: SiteId | undefined;
  readonly retryDelay: Distribution;
  readonly lifetime: Duration;
}
