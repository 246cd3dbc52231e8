// Which acknowledgement applies to which standby, and the terms that follow for the primary. An edge may have
// terms of its own: "shanghai -> beijing" before within-site and across-sites, those before the cluster's,
// those before the scenario's. Standbys with the same terms form one rule; a commit must meet every rule.

import type { CommitRule, NodeId } from "../cluster/data-plane.ts";
import type { Member } from "../cluster/service.ts";
import type { Acknowledgement, Degrading } from "./acknowledgement/acknowledgement.ts";
import { acknowledgements } from "./acknowledgement/registry.ts";

export type AcknowledgementConfig = { readonly kind: string };

export interface EdgeTerms {
  readonly acknowledge: AcknowledgementConfig;
  /** By "within-site", "across-sites" or "from -> to". */
  readonly edges: Readonly<Record<string, { readonly acknowledge?: AcknowledgementConfig | undefined }>>;
}

/** One rule with what it needs to degrade and to restrict a failover. */
export interface Term {
  readonly config: AcknowledgementConfig;
  readonly standbys: readonly NodeId[];
  readonly rule: CommitRule;
  readonly degrading: Degrading | undefined;
}

const partOf = (config: AcknowledgementConfig): Acknowledgement =>
  acknowledgements.get(config.kind) as unknown as Acknowledgement;

/** `isAttached`: a stream is open and its path carries data. */
export function termsFor(
  primary: Member,
  standbys: readonly Member[],
  edges: EdgeTerms,
  isAttached: (node: NodeId) => boolean,
): Term[] {
  const groups = new Map<AcknowledgementConfig, Member[]>();
  for (const standby of standbys) {
    const config = configOf(primary, standby, edges);
    groups.set(config, [...(groups.get(config) ?? []), standby]);
  }
  return [...groups].map(([config, members]) => {
    const all = members.map(({ node }) => node);
    const rule = partOf(config).rule(config as never, { connected: all.filter(isAttached), all });
    return { config, standbys: all, rule, degrading: partOf(config).degrading(config as never) };
  });
}

/** Standbys that a failover may promote under these terms; undefined = any. */
export function safeCandidates(
  terms: readonly Term[],
  reachable: readonly NodeId[],
): readonly NodeId[] | undefined {
  let safe: Set<NodeId> | undefined;
  for (const { config, rule } of terms) {
    const own = partOf(config).safe(config as never, rule, reachable);
    if (own === undefined) continue;
    // Each rule alone keeps what was acknowledged: a survivor of any of them will do.
    safe = new Set([...(safe ?? []), ...own]);
  }
  return safe && [...safe];
}

function configOf(
  primary: Member,
  standby: Member,
  { acknowledge, edges }: EdgeTerms,
): AcknowledgementConfig {
  const isLocal = primary.site === standby.site;
  return (
    edges[`${primary.site} -> ${standby.site}`]?.acknowledge ??
    edges[isLocal ? "within-site" : "across-sites"]?.acknowledge ??
    acknowledge
  );
}
