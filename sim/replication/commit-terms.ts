// Which acknowledgement applies to which standby, and the terms that follow for the primary. An edge may have
// terms of its own: "shanghai -> beijing" before within-site and across-sites, those before the cluster's,
// those before the scenario's. Standbys with the same terms form one rule; a commit must meet every rule.

import type { CommitRule, NodeId } from "../cluster/data-plane.ts";
import type { Member } from "../cluster/service.ts";
import type { Duration } from "../quantity/time.ts";
import type { Acknowledgement, Degrading } from "./acknowledgement/acknowledgement.ts";
import { acknowledgements } from "./acknowledgement/registry.ts";

export type AcknowledgementConfig = { readonly kind: string };

export interface EdgeTerms {
  readonly acknowledge: AcknowledgementConfig;
  /** By "within-site", "across-sites" or "from -> to". */
  readonly edges: Readonly<Record<string, { readonly acknowledge?: AcknowledgementConfig | undefined }>>;
  /** What becomes of the names of synchronous standbys when one of them is promoted. */
  readonly list: "inherited" | "rewritten";
}

/** One rule with what it needs to degrade and to restrict a failover. */
export interface Term extends Group {
  readonly rule: CommitRule;
}

const partOf = (config: AcknowledgementConfig): Acknowledgement =>
  acknowledgements.get(config.kind) as unknown as Acknowledgement;

/** Standbys with the same terms, in order of preference. */
export interface Group {
  readonly config: AcknowledgementConfig;
  readonly standbys: readonly NodeId[];
  readonly degrading: Degrading | undefined;
  /** Commits wait while every one of them is older; undefined = whatever their age. */
  readonly oldest: Duration | undefined;
  /** An inherited list: whom it names, the primary itself among them; undefined = whoever the standbys are. */
  readonly listed?: readonly NodeId[];
}

/** Terms that are a list go with whoever is promoted, unless somebody rewrites it: `first` led when it was written. */
export function groupsLed(
  by: { readonly primary: Member; readonly first: Member },
  voters: readonly Member[],
  edges: EdgeTerms,
): readonly Group[] {
  const { primary, first } = by;
  const under = (leader: Member): Group[] =>
    groupsFor(
      leader,
      voters.filter(({ node }) => node !== leader.node),
      edges,
    );
  const written = under(first);
  if (edges.list === "rewritten" || primary === first) return under(primary);
  if (!written.every(({ config }) => partOf(config).isList)) return under(primary);
  return written.map((group) => ({
    ...group,
    listed: group.standbys,
    standbys: group.standbys.filter((node) => node !== primary.node),
  }));
}

function groupsFor(primary: Member, standbys: readonly Member[], edges: EdgeTerms): Group[] {
  const groups = new Map<AcknowledgementConfig, NodeId[]>();
  for (const standby of standbys) {
    const config = configOf(primary, standby, edges);
    groups.set(config, [...(groups.get(config) ?? []), standby.node]);
  }
  return [...groups].map(([config, nodes]) => ({
    config,
    standbys: nodes,
    degrading: partOf(config).degrading(config as never),
    oldest: partOf(config).oldest?.(config as never),
  }));
}

/** `isConnected`: a stream is open, and it has caught up; `leftOut`: given up one by one. */
export function termOf(
  group: Group,
  isConnected: (node: NodeId) => boolean,
  leftOut: ReadonlySet<NodeId>,
): Term {
  const { config, standbys } = group;
  const all = leftOut.size === 0 ? standbys : standbys.filter((node) => !leftOut.has(node));
  const connected = all.filter(isConnected);
  const rule = partOf(config).rule(config as never, { connected, all: group.listed ?? all });
  // Nobody confirms to itself: as many as the list asks for must come from the others.
  if (group.listed) return { ...group, rule: { ...rule, of: rule.of.filter((node) => all.includes(node)) } };
  return { ...group, rule };
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

export function sameRules(one: readonly CommitRule[], other: readonly CommitRule[]): boolean {
  if (one.length !== other.length) return false;
  return one.every(({ atLeast, of, stage, holdsQueue }, i) => {
    const rule = other[i] as CommitRule;
    const isSame = atLeast === rule.atLeast && stage === rule.stage && holdsQueue === rule.holdsQueue;
    return isSame && sameItems(of, rule.of);
  });
}
export const sameItems = <T>(one: readonly T[], other: readonly T[]): boolean =>
  one.length === other.length && one.every((item, i) => item === other[i]);
