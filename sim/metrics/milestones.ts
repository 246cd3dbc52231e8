// The phases of an outage: each milestone ends the phase before it, so phases telescope and sum exactly. What is left
// when the last milestone has passed is the ramp, if clients were moving; else a wait for repair, or a block.

import type { PopulationId } from "../cluster/data-plane.ts";
import type { EventBus } from "../cluster/event-bus.ts";
import type { ServiceId } from "../cluster/events.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Interval } from "./share-track.ts";

export type PhaseName =
  | "detect"
  | "decide"
  | "fence"
  | "promote"
  | "replay"
  | "redirect"
  | "ramp"
  | "block"
  | "repair"
  | "restart"
  | "restore"
  | "human";

export interface Phase {
  readonly name: PhaseName;
  /** The scenario field that decided how long it took. */
  readonly setBy: string;
  readonly micros: number;
}

/** One wait of an outage, instants of the run. */
export interface Segment extends Interval {
  readonly name: PhaseName;
  readonly setBy: string;
}

interface Milestone {
  readonly at: number;
  /** "clients" were connected: a redirect if they are the first after a writer started, else a ramp. */
  readonly phase: PhaseName | "clients";
  readonly setBy: string;
  readonly isWriterStart: boolean;
}

export class Milestones {
  #list: Milestone[] = [];
  /** When clients of each population are going to be connected, unless something comes between. */
  readonly #planned = new Map<PopulationId, Milestone[]>();
  /** The field that ended the latest wait for standbys; "" = nobody gave up. */
  gaveUpWaitingBy = "";

  constructor(
    bus: EventBus,
    kernel: Kernel,
    pathOf: (service: ServiceId) => string,
    repairPath: () => string,
  ) {
    const mark = (phase: PhaseName, setBy: string, isWriterStart = false): void => {
      this.#list.push({ at: kernel.now, phase, setBy, isWriterStart });
    };
    const own = (service: ServiceId, setBy: string): string =>
      setBy.startsWith("node.") ? `${pathOf(service)}.${setBy}` : setBy;
    bus.on("faultEnded", () => mark("repair", repairPath()));
    bus.on("nodeStateChanged", ({ from, to }) => {
      if (from === "starting" && to === "running") mark("restart", "node.restart");
    });
    bus.on("primarySuspected", ({ setBy }) => mark("detect", setBy));
    bus.on("personActed", ({ step, setBy }) => {
      if (step === "decide") mark("decide", setBy);
      if (step === "act") mark("human", setBy);
    });
    bus.on("candidateChosen", ({ setBy }) => mark("decide", setBy));
    bus.on("oldPrimaryFenced", ({ setBy }) => mark("fence", setBy));
    bus.on("replayBegan", ({ setBy }) => mark("promote", setBy));
    bus.on("restored", ({ setBy }) => mark("restore", setBy));
    bus.on("writerStarted", ({ service, setBy }) => {
      mark(setBy.endsWith("restart") ? "restart" : "replay", own(service, setBy), true);
    });
    bus.on("synchronyDegraded", ({ setBy }) => {
      mark("block", setBy);
      this.gaveUpWaitingBy = setBy;
    });
    bus.on("connectionsPlanned", ({ population, steps }) => {
      this.#keepUntil(kernel.now - 1, population);
      const marks = steps
        .filter(({ setBy }) => setBy !== "")
        .map(({ at, setBy }): Milestone => ({ at, phase: "clients", setBy, isWriterStart: false }));
      this.#planned.set(population, marks);
      this.#keepUntil(kernel.now, population);
    });
  }

  /** The run ends: what was planned for later does not come about. */
  close(now: number): void {
    for (const population of this.#planned.keys()) {
      this.#keepUntil(now, population);
      this.#planned.delete(population);
    }
  }

  forgetBefore(t: number): void {
    this.#list = this.#list.filter(({ at }) => at >= t);
  }

  /** What was planned for `t` or before has come about. */
  #keepUntil(t: number, population: PopulationId): void {
    const marks = this.#planned.get(population) ?? [];
    this.#list.push(...marks.filter(({ at }) => at <= t));
    this.#planned.set(
      population,
      marks.filter(({ at }) => at > t),
    );
  }

  /** What was waited for, one after another without a gap. */
  segments(outage: Interval, rest: { readonly name: PhaseName; readonly setBy: string }): Segment[] {
    const segments: Segment[] = [];
    let cursor = outage.start;
    for (const { at, phase: name, setBy } of this.#inOrder())
      if (at > cursor && at <= outage.end) {
        segments.push({ name, setBy, start: cursor, end: at });
        cursor = at;
      }
    if (cursor < outage.end) segments.push({ ...rest, start: cursor, end: outage.end });
    return segments;
  }

  /** Whole microseconds; in the order in which they ended. */
  phases(outage: Interval, rest: { readonly name: PhaseName; readonly setBy: string }): Phase[] {
    const phases = new Map<PhaseName, { setBy: string; micros: number; longest: number }>();
    for (const { name, setBy, start, end } of this.segments(outage, rest)) {
      const micros = end - start;
      const phase = phases.get(name) ?? { setBy, micros: 0, longest: -1 };
      phase.micros += micros;
      // A ramp is over when its last clients have come; other phases are set by their longest part.
      if (micros >= phase.longest || name === "ramp") {
        phase.longest = micros;
        phase.setBy = setBy;
      }
      phases.set(name, phase);
    }
    return [...phases]
      .filter(([, { micros }]) => micros > 0)
      .map(([name, { setBy, micros }]) => ({ name, setBy, micros }));
  }

  #inOrder(): { at: number; phase: PhaseName; setBy: string }[] {
    let awaitsClients = false;
    return this.#list
      .toSorted((a, b) => a.at - b.at)
      .map(({ at, phase, setBy, isWriterStart }) => {
        const named = phase !== "clients" ? phase : awaitsClients ? "redirect" : "ramp";
        awaitsClients = isWriterStart || (awaitsClients && phase !== "clients");
        return { at, phase: named, setBy };
      });
  }
}
