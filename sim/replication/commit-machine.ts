// What commits of one service wait for, kept up to date: terms follow the standbys, degrading kinds stop
// waiting and begin again. A state machine over watches, the same for every data plane; it stops with its
// primary.

import type {
  CommitRule,
  Crossing,
  DataOrders,
  DataReadings,
  NodeId,
  TimelineId,
  Watch,
} from "../cluster/data-plane.ts";
import type { EventBus } from "../cluster/event-bus.ts";
import type { Nodes } from "../cluster/nodes.ts";
import type { Member, Service } from "../cluster/service.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { type Instant, later, START } from "../quantity/time.ts";
import type { Degrading } from "./acknowledgement/acknowledgement.ts";
import { type EdgeTerms, type Group, groupsFor, safeCandidates, type Term, termOf } from "./commit-terms.ts";

export interface CommitMachineParts {
  readonly kernel: Pick<Kernel, "now">;
  readonly plane: DataOrders & DataReadings;
  readonly bus: EventBus;
  readonly nodes: Nodes;
  readonly service: Service;
  readonly edges: EdgeTerms;
  /** Does a commit ever wait for this member? */
  readonly mayAcknowledge: (member: Member) => boolean;
  /** A stream is open and its path carries data. */
  readonly isAttached: (node: NodeId) => boolean;
  readonly hasCaughtUp: (node: NodeId) => boolean;
}

interface Seen {
  primary: NodeId;
  timeline: TimelineId;
  ledSince: Instant | undefined;
  /** Of each voter: whether it confirms, and has caught up. */
  readonly standings: number[];
}
interface State {
  readonly timeline: TimelineId;
  readonly rules: readonly CommitRule[];
  readonly degraded: readonly Term["config"][];
  readonly attached: readonly NodeId[];
  readonly ledSince: Instant;
}

export class CommitMachine {
  readonly #parts: CommitMachineParts;
  /** A commit may wait for them. */
  readonly #voters: readonly Member[];
  readonly #degraded = new Set<Term["config"]>();
  /** It has taken writes, and run, since then. */
  #ledSince: Instant | undefined;
  readonly #rearmedAt = new Map<Term["config"], Instant>();
  readonly #watches: Watch[] = [];
  #terms: Term[] = [];
  /** By primary. */
  readonly #groupsOf = new Map<NodeId, readonly Group[]>();
  /** What the terms followed from at the last look. */
  readonly #seen: Seen = { primary: "", timeline: -1, ledSince: undefined, standings: [] };
  /** What is in force; undefined = look anew. */
  #state: State | undefined;
  /** What was last told to the data plane. */
  #ordered: Pick<State, "timeline" | "rules"> | undefined;

  constructor(parts: CommitMachineParts) {
    this.#parts = parts;
    this.#voters = parts.service.members.filter((member) => parts.mayAcknowledge(member));
  }

  /** Standbys among `reachable` that may be promoted under the terms now in force; undefined = any. */
  safe(reachable: readonly NodeId[]): readonly NodeId[] | undefined {
    return safeCandidates(this.#terms, reachable);
  }

  /** Under the terms now in force. */
  get waitsFor(): readonly NodeId[] {
    return this.#ordered?.rules.flatMap(({ of }) => of) ?? [];
  }

  /** Another primary: it waits as configured, whatever the old one had given up. */
  reset(): void {
    this.#degraded.clear();
    this.#state = undefined;
  }

  /** Standbys have come, gone, or caught up. */
  review(): void {
    const { service, plane, bus } = this.#parts;
    if (!this.#isLed()) {
      this.#ledSince = undefined;
      return;
    }
    this.#ledSince ??= this.#parts.kernel.now;
    if (!this.#look() && this.#state) return;
    this.#terms = this.#groups().map((group) => termOf(group, this.#parts.hasCaughtUp));
    const active = this.#terms.filter(({ rule, config }) => rule.atLeast > 0 && !this.#degraded.has(config));
    const rules = active.map(({ rule }) => rule);
    const attached = this.#voters
      .map(({ node }) => node)
      .filter((node) => node !== service.primary && this.#confirms(node));
    const { timeline } = service;
    const state = { timeline, rules, degraded: [...this.#degraded], attached, ledSince: this.#ledSince };
    if (this.#state && isSame(state, this.#state)) return;
    this.#state = state;
    if (timeline !== this.#ordered?.timeline || !sameRules(rules, this.#ordered.rules)) {
      this.#ordered = state;
      plane.setCommitTerms(service.timeline, rules);
      const { waitsFor } = this;
      bus.emit("commitTermsSet", { service: service.id, timeline: service.timeline, waitsFor });
    }
    this.#watch();
  }

  /** Notes what the terms follow from; true if some of it was otherwise at the last look. */
  #look(): boolean {
    const { service, hasCaughtUp } = this.#parts;
    const { primary, timeline } = service;
    const seen = this.#seen;
    let isNew = primary !== seen.primary || timeline !== seen.timeline || this.#ledSince !== seen.ledSince;
    for (let i = 0; i < this.#voters.length; i++) {
      const { node } = this.#voters[i] as Member;
      const standing = node === primary ? 0 : (this.#confirms(node) ? 2 : 0) + (hasCaughtUp(node) ? 1 : 0);
      if (standing !== seen.standings[i]) isNew = true;
      seen.standings[i] = standing;
    }
    seen.primary = primary;
    seen.timeline = timeline;
    seen.ledSince = this.#ledSince;
    return isNew;
  }

  #groups(): readonly Group[] {
    const { service, edges } = this.#parts;
    const { primary } = service;
    const known = this.#groupsOf.get(primary);
    if (known) return known;
    const standbys = this.#voters.filter(({ node }) => node !== primary);
    const groups = groupsFor(service.member(primary), standbys, edges);
    this.#groupsOf.set(primary, groups);
    return groups;
  }

  /** It is attached and answers: one that hangs confirms nothing, however little it lacks. */
  #confirms(node: NodeId): boolean {
    return this.#parts.isAttached(node) && this.#parts.nodes.isRunning(node);
  }

  #isLed(): boolean {
    const { service, nodes } = this.#parts;
    return service.accepts(service.primary) && nodes.isRunning(service.primary);
  }

  #watch(): void {
    const { service, plane } = this.#parts;
    const { timeline } = service;
    for (const watch of this.#watches.splice(0)) watch.cancel();
    for (const term of this.#terms) {
      const { degrading, config, rule, standbys } = term;
      if (!degrading || rule.atLeast === 0) continue;
      if (!this.#degraded.has(config)) {
        // Nobody waits any more for what a dead process had begun.
        const since = later(this.#rearmedAt.get(config) ?? START, this.#ledSince ?? START);
        const wait = { kind: "commit-wait", timeline, wait: degrading.after, rule, since } as const;
        this.#watches.push(plane.watch({ ...wait, becomes: "above" }, () => this.#degrade(term)));
        continue;
      }
      for (const target of standbys.filter((node) => this.#confirms(node)))
        this.#watches.push(plane.watch(this.#isBack(term, target), () => this.#rearm(term, target)));
    }
  }

  /** It has come near; one that lacks little anyway must show that it still receives. */
  #isBack({ degrading, rule }: Term, target: NodeId): Crossing {
    const { service, plane, kernel } = this.#parts;
    const { origin, primary } = service;
    const { now } = kernel;
    const bytes = (degrading as Degrading).rearmBelow;
    const position = plane.position(primary, origin, "received", now);
    const lacks = position - plane.position(target, origin, "received", now);
    if (lacks >= bytes) return { kind: "backlog", target, origin, bytes, becomes: "below" };
    return { kind: "reached", node: target, origin, stage: rule.stage, position };
  }

  #degrade(term: Term): void {
    const { service, bus } = this.#parts;
    if (!this.#isLed()) {
      // A dead primary has no clock to run out; if it comes back, it waits anew.
      this.#state = undefined;
      return;
    }
    this.#degraded.add(term.config);
    this.#seen.primary = "";
    const setBy = `acknowledge.${term.degrading?.field ?? "timeout"}`;
    bus.emit("synchronyDegraded", { service: service.id, timeline: service.timeline, setBy });
    this.review();
  }

  #rearm(term: Term, target: NodeId): void {
    const { service, bus } = this.#parts;
    if (!this.#confirms(target)) return;
    this.#degraded.delete(term.config);
    this.#seen.primary = "";
    // Commits that wait for others are old already: for this term they wait anew.
    this.#rearmedAt.set(term.config, this.#parts.kernel.now);
    bus.emit("synchronyRestored", { service: service.id, timeline: service.timeline });
    this.review();
  }
}

function isSame(one: State, other: State): boolean {
  return (
    one.timeline === other.timeline &&
    one.ledSince === other.ledSince &&
    sameItems(one.attached, other.attached) &&
    sameItems(one.degraded, other.degraded) &&
    sameRules(one.rules, other.rules)
  );
}
function sameRules(one: readonly CommitRule[], other: readonly CommitRule[]): boolean {
  if (one.length !== other.length) return false;
  return one.every(({ atLeast, of, stage }, i) => {
    const rule = other[i] as CommitRule;
    return atLeast === rule.atLeast && stage === rule.stage && sameItems(of, rule.of);
  });
}
const sameItems = <T>(one: readonly T[], other: readonly T[]): boolean =>
  one.length === other.length && one.every((item, i) => item === other[i]);
