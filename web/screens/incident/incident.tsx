// One run, watched: what was served, who was in which state, what followed from what. Every chart shows the same
// instant.
import { effect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { ExperimentResult, OutlookResult } from "../../../sim/index.ts";
import { addKeys } from "../../app/keys.ts";
import { current, type Held } from "../../app/library.ts";
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
import { argsOf, type Which, whichOf } from "./which.ts";
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
  const which = whichOf(held, route.value.args);
  return <Watched key={held.id} held={held} which={which} />;
}

function Watched({ held, which }: { readonly held: Held; readonly which: Which }) {
  const result = held.document as ExperimentResult | OutlookResult;
  const screen = useRef<HTMLElement>(null);
  const name = argsOf(which).join("/");
  const isKnown = which.kind === "outlook" || isAmong(result as ExperimentResult, which.disruption);
  useEffect(() => (isKnown ? play(held, which) : undefined), [held, name, isKnown]);
  useEffect(() => keepAddress(), []);
  useEffect(() => followClock(), []);
  useEffect(() => addKeys(incidentKeys(result, which)), [result, name]);
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
      <Head which={which} result={result} film={film} />
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
          Playing replication {which.replication} again …{" "}
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

const isAmong = ({ disruptions }: ExperimentResult, disruption: string): boolean =>
  disruptions.some(({ name }) => name === disruption);
