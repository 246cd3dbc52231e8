// The steps of the tour, from a real film: what was, the fault, each phase of the outage, what was lost, how it ended.
import { count, duration, share } from "../../../reports/view/format.ts";
import type { Film } from "../../../sim/index.ts";
import { sinceFault } from "../../charts/since-fault.ts";
import { lossSpots, type PhaseSpot, phasesOf } from "../incident/story-of.ts";
import { PHASE_WORDS } from "./phase-words.ts";

export interface TourStep {
  readonly title: string;
  readonly text: readonly string[];
  /** Where the cursor stands, µs of the run. */
  readonly at: number;
  /** What was waited for; its field is explained. */
  readonly phase?: PhaseSpot;
  /** Ids of the events that belong here. */
  readonly events: readonly number[];
}

export function stepsOf(film: Film): TourStep[] {
  const { zero, begin, end, layout, outage } = film;
  const between = (from: number, to: number): number[] =>
    film.events.filter(({ at }) => at >= from && at <= to).map(({ id }) => id);
  const sites = layout.sites.length;
  const before: TourStep = {
    title: "Before anything breaks",
    text: [
      `This is one run of a shipped scenario, played in your browser: ${layout.nodes.length} nodes in ${sites} sites, and ${duration((zero - begin) / 1e6)} in which all is well.`,
      "Clients write to the primary; its log flows to the copies. Each chart shows the same instant: the dashed line.",
    ],
    at: begin,
    events: [],
  };
  const faults = film.faults.filter(({ from }) => from === zero);
  const struck = faults.map(({ kind, subject }) => `${kind}, ${subject}`).join("; ");
  const servedNow = film.served.findLast(({ at }) => at <= zero)?.is ?? 1;
  const fault: TourStep = {
    title: "It breaks",
    text: [
      `At t = 0: ${struck}.`,
      `From this instant ${share(servedNow)} of the write demand is served. What follows is a chain of waits; each has a reason, and a field of the scenario that sets how long it takes.`,
    ],
    at: zero,
    events: between(zero, zero),
  };
  const phases = phasesOf(film).map((phase): TourStep => {
    const { title, waits } = PHASE_WORDS[phase.name as keyof typeof PHASE_WORDS];
    return {
      title,
      text: [
        waits,
        `In this run it takes ${duration((phase.to - phase.from) / 1e6)}, from ${sinceFault(phase.from, zero)} to ${sinceFault(phase.to, zero)}.`,
      ],
      at: phase.to,
      phase,
      events: between(phase.from + 1, phase.to),
    };
  });
  return [before, fault, ...phases, lossStep(film), endStep(film, outage?.to ?? end)];
}

function lossStep(film: Film): TourStep {
  const { lostTransactions = 0, rpoAchievedSeconds = 0 } = film.run.values;
  const [window] = lossSpots(film);
  const text =
    lostTransactions > 0
      ? `${count(lostTransactions)} writes that clients had been promised are gone, the oldest ${duration(rpoAchievedSeconds)} old: they had not reached the node that took over.`
      : "Nothing in this run: every write that a client had been promised had reached the node that took over. In another run of the same fault it may be otherwise: that is why many are played.";
  return { title: "What was lost?", text: [text], at: window?.from ?? film.zero, events: [] };
}

function endStep(film: Film, at: number): TourStep {
  const phases = phasesOf(film).map(({ name, from, to }) => `${name} ${duration((to - from) / 1e6)}`);
  const { outage } = film;
  const length = outage ? duration((outage.to - outage.from) / 1e6) : "0 s";
  return {
    title: "That was one failover",
    text: [
      `Its waits add up to the outage: ${phases.join(" + ")} = ${length}.`,
      "Now you can read any run: open a scenario, click a number, and you stand at the instant that it comes from.",
    ],
    at,
    events: [],
  };
}
