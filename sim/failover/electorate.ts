// The voters of a group, and who of them hears whom: members that hold data, and arbiters that only vote. A majority
// is more than half of all votes, whoever is alive. Leaves out: votes that are taken from the dead (Galera counts
// those of the last component), witnesses inside a living site that fail by themselves.

import type { NodeId, SiteId } from "../cluster/data-plane.ts";
import type { Nodes } from "../cluster/nodes.ts";
import type { Topology } from "../cluster/topology.ts";

export interface Voter {
  readonly site: SiteId;
  /** undefined = an arbiter. */
  readonly node: NodeId | undefined;
  readonly votes: number;
}

export class Electorate {
  readonly voters: readonly Voter[];
  readonly #topology: Topology;
  readonly #nodes: Nodes;
  readonly #total: number;

  constructor(voters: readonly Voter[], parts: { readonly topology: Topology; readonly nodes: Nodes }) {
    this.voters = voters;
    this.#topology = parts.topology;
    this.#nodes = parts.nodes;
    this.#total = voters.reduce((sum, { votes }) => sum + votes, 0);
  }

  isMajority(votes: number): boolean {
    return 2 * votes > this.#total;
  }
  isUp({ node, site }: Voter): boolean {
    return node === undefined ? this.#topology.isSiteUp(site) : this.#nodes.isRunning(node);
  }
  /** Voters that run and talk with this site, those in it included. */
  around(site: SiteId): readonly Voter[] {
    return this.voters.filter((voter) => this.isUp(voter) && this.#topology.talks(site, voter.site));
  }
  /** Of this node: its own votes and those that it hears. */
  hasMajority(node: NodeId): boolean {
    const heard = this.around(this.#nodes.site(node)).filter((voter) => voter.node !== node);
    const own = this.voters.find((voter) => voter.node === node)?.votes ?? 0;
    return this.isMajority(votesOf(heard) + own);
  }
  /** Who would still form a majority around this site without that one. */
  wouldElect(site: SiteId, lost: SiteId): boolean {
    return this.isMajority(votesOf(this.around(site).filter((voter) => voter.site !== lost)));
  }
  /** One way, µs. */
  delay(from: SiteId, to: SiteId): number {
    return this.#topology.delay(from, to);
  }
}

export const votesOf = (voters: readonly Voter[]): number =>
  voters.reduce((sum, { votes }) => sum + votes, 0);
