// The vocabulary of control events: what a person watching the incident would narrate. Tens per incident, never
// one per transaction. Payloads are flat and read-only; `setBy` names the scenario field that decided when it
// happened.

import type { Instant } from "../quantity/time.ts";
import type { Connection, LinkId, NodeId, PopulationId, Position, SiteId, TimelineId } from "./data-plane.ts";
import type { NodeState } from "./node-states.ts";

export type ServiceId = string;

export interface EventMap {
  disruptionBegan: { readonly name: string };
  faultBegan: { readonly kind: string; readonly subject: string };
  faultEnded: { readonly kind: string; readonly subject: string };
  /** Before its host goes: what becomes of what it had sent. */
  nodeWillStop: {
    readonly node: NodeId;
    readonly inFlight: "arrives" | "lost";
    readonly storage: "intact" | "destroyed";
  };
  nodeStateChanged: { readonly node: NodeId; readonly from: NodeState; readonly to: NodeState };
  linkChanged: { readonly link: LinkId; readonly from: SiteId; readonly up: boolean };
  pathChanged: { readonly from: SiteId; readonly to: SiteId; readonly links: readonly LinkId[] };
  leaseLost: { readonly service: ServiceId; readonly node: NodeId };
  storeLeaderLost: { readonly service: ServiceId; readonly site: SiteId };
  storeLeaderElected: { readonly service: ServiceId; readonly site: SiteId };
  /** Somebody who can act takes the primary for dead. */
  primarySuspected: { readonly service: ServiceId; readonly node: NodeId; readonly setBy: string };
  suspicionDropped: { readonly service: ServiceId; readonly reason: string };
  candidateChosen: { readonly service: ServiceId; readonly node: NodeId; readonly setBy: string };
  /** Nobody can be promoted now. */
  electionBlocked: { readonly service: ServiceId; readonly reason: string };
  oldPrimaryFenced: { readonly service: ServiceId; readonly node: NodeId; readonly setBy: string };
  /** The candidate has been told and is ready, but for what it has received and not applied. */
  replayBegan: { readonly service: ServiceId; readonly node: NodeId; readonly setBy: string };
  promoted: {
    readonly service: ServiceId;
    readonly node: NodeId;
    readonly loser: NodeId;
    readonly from: TimelineId;
    readonly timeline: TimelineId;
    readonly survived: Position;
    readonly setBy: string;
  };
  writerStarted: {
    readonly service: ServiceId;
    readonly node: NodeId;
    readonly timeline: TimelineId;
    readonly setBy: string;
  };
  writerStopped: {
    readonly service: ServiceId;
    readonly node: NodeId;
    readonly timeline: TimelineId;
    readonly reason: string;
  };
  /** Its disks can be read up to what was flushed by then; `undefined` = they cannot. */
  storageLost: { readonly node: NodeId };
  personActed: { readonly service: ServiceId; readonly step: string; readonly setBy: string };
  restoreBegan: { readonly service: ServiceId; readonly node: NodeId };
  /** `recoveryPoint`: µs of the run up to which it has everything; negative = before the run. */
  restored: {
    readonly service: ServiceId;
    readonly node: NodeId;
    readonly setBy: string;
    readonly recoveryPoint: number;
  };
  /**
   * Once for all that can be foreseen: clients are connected otherwise at each of these instants, the first of
   * which is now. Replaces what was planned before. `setBy` "" = nobody was connected anew.
   */
  connectionsPlanned: {
    readonly population: PopulationId;
    readonly steps: readonly {
      readonly at: Instant;
      readonly setBy: string;
      readonly connections: readonly Connection[];
    }[];
  };
  streamOpened: { readonly source: NodeId; readonly target: NodeId };
  streamClosed: { readonly source: NodeId; readonly target: NodeId };
  copyBegan: { readonly node: NodeId };
  copyFinished: { readonly node: NodeId };
  rewindBegan: { readonly node: NodeId };
  rewound: { readonly node: NodeId };
  logOverrun: { readonly node: NodeId };
  commitTermsSet: {
    readonly service: ServiceId;
    readonly timeline: TimelineId;
    readonly waitsFor: readonly NodeId[];
  };
  /** From here on what is acknowledged may be lost. `sign`: what would have told. */
  synchronyDegraded: {
    readonly service: ServiceId;
    readonly timeline: TimelineId;
    readonly setBy: string;
    readonly sign: string;
  };
  /** Somebody has seen the sign. */
  degradationNoticed: { readonly service: ServiceId; readonly sign: string };
  /** A standby is back, and sent what it lacks; commits do not wait for it yet. */
  resynchronisationBegan: { readonly service: ServiceId; readonly node: NodeId };
  synchronyRestored: { readonly service: ServiceId; readonly timeline: TimelineId };
  /** Promoted, it waits for more standbys than the list that it inherited names besides itself. */
  listInherited: { readonly service: ServiceId; readonly node: NodeId };
  /** It would rather stop than write on as things are. */
  primaryShutDown: {
    readonly service: ServiceId;
    readonly node: NodeId;
    readonly reason: string;
    readonly setBy: string;
  };
  answersLate: { readonly service: ServiceId; readonly timeline: TimelineId };
  answersInTime: { readonly service: ServiceId; readonly timeline: TimelineId };
  fullyRedundant: { readonly service: ServiceId };
}

export type EventName = keyof EventMap;
