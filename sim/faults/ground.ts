// What can fail, as the sources of failures see it: the sites, links, nodes and clusters of a scenario.

export interface GroundSite {
  readonly id: string;
  /** By order, without its name: `s0`. */
  readonly ordinal: string;
}

export interface GroundLink {
  readonly id: string;
  /** By its ends and its order among the links between them: `s0-s1.0`. */
  readonly ordinal: string;
  readonly between: readonly [string, string];
  readonly duct: string | undefined;
  /** Great circle between its ends; undefined where they are not on the map. */
  readonly kilometers: number | undefined;
}

export interface GroundNode {
  readonly id: string;
  readonly site: string;
  readonly cluster: string;
}

export interface GroundCluster {
  readonly id: string;
  /** With members, in the order of writing. */
  readonly sites: readonly string[];
}

export interface Ground {
  readonly sites: readonly GroundSite[];
  readonly links: readonly GroundLink[];
  readonly nodes: readonly GroundNode[];
  readonly clusters: readonly GroundCluster[];
}
