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
import { AgeBound } from "./age-bound.ts";
import {
  type EdgeTerms,
  type Group,
  groupsLed,
  safeCandidates,
  sameItems,
  sameRules,
  type Term,
  termOf,
} from "./commit-terms.ts";
import { GivenUp } from "./given-up.ts";
import { Silence } from "./silence.ts";

export interface CommitMachineParts {
  readonly kernel: Pick<Kernel, "now" | "after" | "cancel">;
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
  /** The primary stops until it reaches a standby again. */
  readonly shutDown: (why: { readonly reason: string; readonly setBy: string }) => void;
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
  readonly #givenUp: GivenUp;
  /** It has taken writes, and run, since then. */
  #ledSince: Instant | undefined;
  readonly #rearmedAt = new Map<Term["config"], Instant>();
  /** Back, and not caught up yet. */
  readonly #recovering = new Set<NodeId>();
  readonly #silence: Silence;
  readonly #bound: AgeBound;
  readonly #watches: Watch[] = [];
  #terms: Term[] = [];
  /** By primary. */
  readonly #groups = new Map<NodeId, readonly Group[]>();
  /** What the terms followed from at the last look. */
  readonly #seen: Seen = { primary: "", timeline: -1, ledSince: undefined, standings: [] };
  /** What is in force; undefined = look anew. */
  #state: State | undefined;
  /** What was last told to the data plane. */
  #ordered: Pick<State, "timeline" | "rules"> | undefined;

  constructor(parts: CommitMachineParts) {
    this.#parts = parts;
    this.#voters = parts.service.members.filter((member) => parts.mayAcknowledge(member));
    const review = (): void => this.#reviewAnew();
    this.#givenUp = new GivenUp({
      ...parts,
      isAnybodyBack: ({ standbys }) => standbys.some((node) => this.#confirms(node)),
      reopened: review,
    });
    this.#silence = new Silence(parts.kernel, review);
    this.#bound = new AgeBound(parts.plane, parts.service.origin, review);
  }

  /** Whoever leads, and whatever for: its commits may go on without those whom they wait for. */
  get mayDegrade(): boolean {
    return this.#voters.some((primary) =>
      this.#groupsOf(primary.node).some(({ degrading }) => degrading?.outcome === "asynchronous"),
    );
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
    this.#givenUp.clear();
    this.#recovering.clear();
    this.#silence.clear();
    this.#bound.clear();
    this.#state = undefined;
  }

  /** Standbys have come, gone, or caught up. */
  review(): void {
    const { service, plane, bus, kernel } = this.#parts;
    if (!this.#isLed()) {
      this.#ledSince = undefined;
      this.#silence.stopAll();
      return;
    }
    this.#ledSince ??= kernel.now;
    if (!this.#look() && this.#state) return;
    const groups = this.#groupsOf(service.primary);
    this.#silence.review(groups, (node) => this.#confirms(node));
    this.#terms = groups.map((group) => termOf(group, this.#parts.hasCaughtUp, this.#silence.leftOut));
    for (const term of this.#terms) this.#reviewSilent(term);
    const active = this.#terms.filter(({ rule, config }) => rule.atLeast > 0 && !this.#givenUp.has(config));
    const rules = [...active.map(({ rule }) => rule), ...this.#terms.flatMap((term) => this.#boundOf(term))];
    const others = this.#voters.filter(({ node }) => node !== service.primary && this.#confirms(node));
    const attached = others.map(({ node }) => node);
    const { timeline } = service;
    const state = { timeline, rules, degraded: this.#givenUp.all, attached, ledSince: this.#ledSince };
    if (this.#state && isSame(state, this.#state)) return;
    this.#state = state;
    if (timeline !== this.#ordered?.timeline || !sameRules(rules, this.#ordered.rules)) {
      this.#ordered = state;
      plane.setCommitTerms(service.timeline, rules);
      bus.emit("commitTermsSet", { service: service.id, timeline, waitsFor: this.waitsFor });
      if (this.#terms.some(({ listed, rule }) => listed && rule.atLeast > rule.of.length))
        bus.emit("listInherited", { service: service.id, node: service.primary });
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

  #groupsOf(node: NodeId): readonly Group[] {
    const { service, edges } = this.#parts;
    const known = this.#groups.get(node);
    if (known) return known;
    const by = { primary: service.member(node), first: service.members[0] as Member };
    const groups = groupsLed(by, this.#voters, edges);
    this.#groups.set(node, groups);
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
      const { degrading, config, rule } = term;
      if (!degrading) continue;
      if (degrading.counts === "commit-wait" && rule.atLeast > 0 && !this.#givenUp.has(config)) {
        // Nobody waits any more for what a dead process had begun.
        const since = later(this.#rearmedAt.get(config) ?? START, this.#ledSince ?? START);
        const wait = { kind: "commit-wait", timeline, wait: degrading.after, rule, since } as const;
        this.#watches.push(plane.watch({ ...wait, becomes: "above" }, () => this.#giveUp(term)));
      }
      for (const target of this.#missed(term))
        this.#watches.push(plane.watch(this.#isBack(term, target), () => this.#rearm(term, target)));
    }
  }

  /** Whom it does not wait for any more, and who could be waited for again. */
  #missed({ degrading, config, standbys }: Term): readonly NodeId[] {
    if (degrading?.counts === "silence")
      return standbys.filter((node) => this.#silence.leftOut.has(node) && this.#confirms(node));
    if (!this.#givenUp.isLookingFor(config)) return [];
    return standbys.filter((node) => this.#confirms(node));
  }

  /** It has come near; one that lacks little anyway must show that it still receives. */
  #isBack({ degrading, rule }: Term, target: NodeId): Crossing {
    const { service, plane, kernel } = this.#parts;
    const { origin, primary } = service;
    const { now } = kernel;
    const bytes = (degrading as Degrading).rearmBelow;
    const position = plane.position(primary, origin, "received", now);
    const lacks = position - plane.position(target, origin, "received", now);
    if (lacks >= bytes) {
      if (!this.#recovering.has(target))
        this.#parts.bus.emit("resynchronisationBegan", { service: service.id, node: target });
      this.#recovering.add(target);
      return { kind: "backlog", target, origin, bytes, becomes: "below" };
    }
    return { kind: "reached", node: target, origin, stage: rule.stage, position };
  }

  #giveUp(term: Term): void {
    if (!this.#isLed()) {
      // A dead primary has no clock to run out; if it comes back, it waits anew.
      this.#state = undefined;
      return;
    }
    const { outcome, field } = term.degrading as Degrading;
    if (outcome === "stopped") {
      this.#parts.shutDown({ reason: "no standby answers", setBy: `acknowledge.${field}` });
      return;
    }
    this.#givenUp.add(term);
    this.#reviewAnew();
  }

  #rearm(term: Term, target: NodeId): void {
    if (!this.#confirms(target)) return;
    this.#recovering.delete(target);
    if (term.degrading?.counts === "silence") {
      this.#silence.takeBack(target);
      this.#reviewAnew();
      return;
    }
    this.#restore(term);
    this.#reviewAnew();
  }

  #restore(term: Term): void {
    // Commits that wait for others are old already: for this term they wait anew.
    this.#rearmedAt.set(term.config, this.#parts.kernel.now);
    this.#givenUp.remove(term);
  }

  /** Where standbys are left out one by one: with the last of them nobody is waited for. */
  #reviewSilent(term: Term): void {
    if (term.degrading?.counts !== "silence" || term.standbys.length === 0) return;
    const isAlone = term.rule.atLeast === 0;
    const hasGivenUp = this.#givenUp.has(term.config);
    if (isAlone && !hasGivenUp) this.#givenUp.add(term);
    if (!isAlone && hasGivenUp) this.#restore(term);
  }

  #boundOf({ standbys, oldest }: Term): readonly CommitRule[] {
    if (oldest === undefined) return [];
    const { plane, service } = this.#parts;
    const { origin, timeline } = service;
    return this.#bound.rules(standbys, oldest, (node) => plane.timelineOf(node, origin) === timeline);
  }

  #reviewAnew(): void {
    this.#seen.primary = "";
    this.#state = undefined;
    this.review();
  }
}

function isSame(one: State, other: State): boolean {
  if (one.timeline !== other.timeline || one.ledSince !== other.ledSince) return false;
  if (!sameItems(one.attached, other.attached) || !sameItems(one.degraded, other.degraded)) return false;
  return sameRules(one.rules, other.rules);
}
