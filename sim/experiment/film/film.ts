// One run as it can be watched: who was where in which state at every instant, what was served, how far the copies were
// behind, what was lost. Plain data that crosses a worker's border unchanged; instants are µs of the run, `zero` the
// injection. Steps hold from their instant until the next one.
import type { NodeState } from "../../cluster/node-states.ts";
import type { Segment } from "../../metrics/milestones.ts";
import type { LoggedEvent, RunResult } from "../run-result.ts";

/** From `at` on it is this. */
export interface Step<T> {
  readonly at: number;
  readonly is: T;
}
/** From `from` until `to`; it lasted to the end of the film where `to` is its end. */
export interface Spell {
  readonly from: number;
  readonly to: number;
}

export interface Film {
  readonly run: RunResult;
  /** The first instant that is shown: shortly before the injection. */
  readonly begin: number;
  /** The injection, or the begin of the window where nothing breaks. */
  readonly zero: number;
  readonly end: number;
  readonly layout: Layout;
  readonly events: readonly LoggedEvent[];
  /** Of faults: what was broken, and for how long. */
  readonly faults: readonly (Spell & { readonly kind: string; readonly subject: string })[];
  readonly nodes: Readonly<Record<string, readonly Step<NodeState>[]>>;
  /** One direction of one link each. */
  readonly links: readonly {
    readonly link: string;
    readonly from: string;
    readonly up: readonly Step<boolean>[];
  }[];
  /** Who took writes, and so believed to be primary; two spells of one service at once are a split brain. */
  readonly writers: readonly (Spell & {
    readonly service: string;
    readonly node: string;
    readonly timeline: number;
  })[];
  /** Service → the node that leads, or led last. */
  readonly leaders: Readonly<Record<string, readonly Step<string>[]>>;
  /** Who followed whom. */
  readonly streams: readonly (Spell & { readonly source: string; readonly target: string })[];
  /** Service → the standbys that a commit waits for. */
  readonly waitsFor: Readonly<Record<string, readonly Step<readonly string[]>[]>>;
  /** Population → the share of it that is connected to each node. */
  readonly clients: Readonly<Record<string, readonly Step<Readonly<Record<string, number>>>[]>>;
  /** Share of the write demand that is served: over all, and population by population. */
  readonly served: readonly Step<number>[];
  readonly servedOf: Readonly<Record<string, readonly Step<number>[]>>;
  /** The outage that counts; absent = there was none. It never ended where `to` is the end. */
  readonly outage?: Spell;
  /** What was waited for in it, one after another. */
  readonly segments: readonly Segment[];
  readonly losses: readonly FilmedLoss[];
  readonly samples: Samples;
}

/** Acknowledged writes that a change of history dropped. */
export interface FilmedLoss {
  readonly service: string;
  readonly loser: string;
  readonly transactions: number;
  readonly bytes: number;
  /** Instants of the oldest and the latest acknowledgement among them; absent where none is known. */
  readonly window?: Spell;
}

/** Columns of one length; NaN = there is nothing to say at that instant. */
export interface Samples {
  readonly at: readonly number[];
  /** Writes per second that clients want. */
  readonly offered: readonly number[];
  /** "node service" → how far that copy is behind its history. */
  readonly copies: Readonly<Record<string, CopySamples>>;
  /** Service → seconds of acknowledged writes that would be lost if the primary's site died now. */
  readonly exposure: Readonly<Record<string, readonly number[]>>;
  /** "link from" → share of its bandwidth in use. */
  readonly utilisation: Readonly<Record<string, readonly number[]>>;
}

export interface CopySamples {
  readonly node: string;
  readonly service: string;
  /** Bytes of log that it has not received. */
  readonly behindBytes: readonly number[];
  /** Seconds since the oldest write was appended that it has not received, or not applied. */
  readonly receiveLag: readonly number[];
  readonly applyLag: readonly number[];
}

export interface Layout {
  readonly sites: readonly {
    readonly id: string;
    /** Degrees north and east. */
    readonly location?: readonly [number, number];
    readonly isWitness: boolean;
  }[];
  readonly nodes: readonly { readonly id: string; readonly site: string; readonly cluster: string }[];
  readonly links: readonly {
    readonly id: string;
    readonly between: readonly [string, string];
    /** Bit per second. */
    readonly bandwidth: number;
    readonly rttSeconds: number;
  }[];
  readonly services: readonly {
    readonly id: string;
    readonly cluster: string;
    readonly members: readonly string[];
  }[];
  readonly populations: readonly {
    readonly id: string;
    readonly near: string;
    readonly share: number;
    readonly service: string;
  }[];
}
