// One run, watched: what was served, who was in which state, what followed from what. Every chart shows the same
// instant.
import { effect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { drillRows } from "../../../reports/view/drill-rows.ts";
import { worstStory } from "../../../reports/view/story.ts";
import type { ExperimentResult } from "../../../sim/index.ts";
import { addKeys } from "../../app/keys.ts";
import { current } from "../../app/library.ts";
import { route } from "../../app/route.ts";
import { moveCrosshairs } from "../../charts/time-frame.ts";
import { keepAddress } from "./address.ts";
import { Believers } from "./believers.tsx";
import { Controls } from "./controls.tsx";
import { CopyCurves, ExposureCurves } from "./copies.tsx";
import { EventPanel } from "./events.tsx";
import { Head } from "./head.tsx";
import { incidentKeys } from "./incident-keys.ts";
import { Lanes } from "./lanes.tsx";
import { cursor, followClock, shown } from "./playhead.ts";
import { isFilming, play, problem, refusal, stopFilming } from "./replay.ts";
import { ServedFigure } from "./served.tsx";
import { StateAt } from "./state-at.tsx";
import { TopologyFigure } from "./topology.tsx";
import "./incident.css";

export function IncidentScreen() {
  const held = current.value;
  const why = refusal(held);
  if (!held || why !== undefined)
    return (
      <section>
        <h1>One run, watched</h1>
        <p class="refusal">{why}</p>
      </section>
    );
  const result = held.document as ExperimentResult;
  const worst = worstStory(result);
  const [disruption = worst?.disruption ?? drillRows(result)[0]?.name ?? "", text] = route.value.args;
  const given = Number(text ?? worst?.replication ?? 1);
  const replication = Number.isInteger(given) && given > 0 ? given : 1;
  return (
    <Watched
      key={held.id}
      {...{ result, disruption, replication }}
      isKnown={result.disruptions.some(({ name }) => name === disruption)}
    />
  );
}

interface WatchedProps {
  readonly result: ExperimentResult;
  readonly disruption: string;
  readonly replication: number;
  readonly isKnown: boolean;
}

function Watched({ result, disruption, replication, isKnown }: WatchedProps) {
  const held = current.value;
  const screen = useRef<HTMLElement>(null);
  useEffect(
    () => (held && isKnown ? play(held, disruption, replication) : undefined),
    [held, disruption, replication, isKnown],
  );
  useEffect(() => keepAddress(), []);
  useEffect(() => followClock(), []);
  useEffect(() => addKeys(incidentKeys(result, disruption, replication)), [result, disruption, replication]);
  useEffect(
    () =>
      effect(() => {
        const at = cursor.value;
        if (screen.current) moveCrosshairs(screen.current, at);
      }),
    [],
  );
  const film = shown.value;
  return (
    <section class="incident" ref={screen} data-fingerprint={film?.run.fingerprint.trajectory}>
      <Head {...{ result, disruption, replication }} film={film} />
      {!isKnown && (
        <p class="refusal" role="alert">
          This result has no disruption of that name: choose one above.
        </p>
      )}
      {problem.value && (
        <p class="refusal" role="alert">
          {problem}
        </p>
      )}
      {isFilming.value && (
        <p role="status">
          Playing replication {replication} again …{" "}
          <button type="button" onClick={stopFilming}>
            Stop
          </button>
        </p>
      )}
      {film && (
        <>
          <Controls film={film} />
          <ServedFigure film={film} />
          <TopologyFigure film={film} />
          <Lanes film={film} />
          <EventPanel film={film} />
          <CopyCurves film={film} />
          <ExposureCurves film={film} />
          <Believers film={film} />
          <StateAt film={film} />
        </>
      )}
    </section>
  );
}
