// A guided first minute: one failover of a shipped scenario, step by step, from a run that is played here.
import { effect, signal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Film, Job } from "../../../sim/index.ts";
import { addKeys } from "../../app/keys.ts";
import { announce } from "../../app/live.ts";
import { go, linkTo, route } from "../../app/route.ts";
import { sinceFault } from "../../charts/since-fault.ts";
import { moveCrosshairs } from "../../charts/time-frame.ts";
import type { Source } from "../../engine/api.ts";
import { Cancelled, describe, film as play } from "../../engine/client.ts";
import { cursor, goTo, showFilm } from "../incident/playhead.ts";
import { ServedFigure } from "../incident/served.tsx";
import { TopologyFigure } from "../incident/topology.tsx";
import { attachmentsOf, exampleText } from "../start/examples.ts";
import { ExplainedField } from "./explained.tsx";
import { stepsOf, type TourStep } from "./tour-steps.ts";
import "../incident/incident.css";
import "./tour.css";

const EXAMPLE = "two-cities";
const DISRUPTION = "site-loss";

interface Played {
  readonly source: Source;
  readonly job: Job;
  readonly film: Film;
}
const played = signal<Played | undefined>(undefined);
const problem = signal("");

export function Tour() {
  useEffect(() => playExample(), []);
  const made = played.value;
  return (
    <section class="tour">
      <h1>One failover, step by step</h1>
      {problem.value && (
        <p class="refusal" role="alert">
          {problem}
        </p>
      )}
      {!made && !problem.value && <p role="status">Playing the run …</p>}
      {made && <Steps {...made} />}
    </section>
  );
}

function Steps({ source, job, film }: Played) {
  const root = useRef<HTMLDivElement>(null);
  const steps = useMemo(() => stepsOf(film), [film]);
  const asked = Number(route.value.args[0] ?? 1);
  const number = Number.isInteger(asked) ? Math.max(1, Math.min(steps.length, asked)) : 1;
  const step = steps[number - 1] as TourStep;
  const turn = (by: number): void => {
    const next = number + by;
    if (next >= 1 && next <= steps.length) go(linkTo("tour", [next], {}, ""));
    else announce(by > 0 ? "This was the last step" : "This is the first step");
  };
  useEffect(() => showFilm(film), [film]);
  useEffect(() => {
    goTo(step.at);
    announce(`Step ${number} of ${steps.length}: ${step.title}`);
  }, [step]);
  useEffect(
    () =>
      addKeys([
        { key: "ArrowRight", means: "next step", act: () => turn(1) },
        { key: "ArrowLeft", means: "step before", act: () => turn(-1) },
      ]),
    [number, steps],
  );
  useEffect(
    () =>
      effect(() => {
        const at = cursor.value;
        if (root.current) moveCrosshairs(root.current, at);
      }),
    [],
  );
  const events = film.events.filter(({ id }) => step.events.includes(id));
  const isLast = number === steps.length;
  return (
    <div ref={root} data-tour={isLast ? "done" : number}>
      <div class="step">
        <p class="quiet">
          Step {number} of {steps.length} <progress max={steps.length} value={number} aria-label="steps" />
        </p>
        <h2>{step.title}</h2>
        {step.text.map((text) => (
          <p key={text}>{text}</p>
        ))}
        {step.phase && <ExplainedField {...{ source, job, film }} path={step.phase.setBy} />}
        {events.length > 0 && <Happened film={film} events={events} />}
        {isLast && <Onward />}
        <p class="turn">
          <button type="button" disabled={number === 1} onClick={() => turn(-1)} title="key ←">
            ‹ back
          </button>{" "}
          <button type="button" class="main" disabled={isLast} onClick={() => turn(1)} title="key →">
            next ›
          </button>
        </p>
      </div>
      <ServedFigure film={film} />
      <TopologyFigure film={film} />
    </div>
  );
}

/** So many events are told one by one. */
const TOLD = 6;

function Happened({ film, events }: { readonly film: Film; readonly events: Film["events"] }) {
  const rest = events.length - TOLD;
  return (
    <ul class="happened">
      {events.slice(0, TOLD).map(({ id, at, subject, text }) => (
        <li key={id}>
          <span class="quiet">{sinceFault(at, film.zero)}</span> <bdi>{subject}</bdi>: {text}
        </li>
      ))}
      {rest > 0 && <li class="quiet">and {rest} more</li>}
    </ul>
  );
}

const Onward = () => (
  <ul>
    <li>
      <a href="#/">Pick a question</a>, and see what many runs say about it
    </li>
    <li>
      <a href={linkTo("what-if", [], { example: EXAMPLE }, "")}>Change this scenario in What-if</a>
    </li>
    <li>
      <a href={linkTo("tour", [1], {}, "")}>Take the tour again</a>
    </li>
  </ul>
);

/** Returns what stops it. */
function playExample(): () => void {
  if (played.peek()) return () => {};
  let stop = (): void => {};
  const make = async (): Promise<void> => {
    const text = (await exampleText(EXAMPLE)) ?? "";
    const source = { name: EXAMPLE, text, attachments: await attachmentsOf(text) };
    const { seed = "1" } = await describe(source).result;
    const job: Job = { disruption: DISRUPTION, replication: 1, seed, resolution: "transaction" };
    const work = play(source, job);
    stop = () => work.cancel();
    played.value = { source, job, film: await work.result };
  };
  problem.value = "";
  make().catch((error: unknown) => {
    if (!(error instanceof Cancelled)) problem.value = error instanceof Error ? error.message : String(error);
  });
  return () => stop();
}
