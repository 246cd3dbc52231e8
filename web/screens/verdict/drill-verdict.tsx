// The verdict of a drill: one row for each disruption, worst first, every number a link to the runs behind it; one
// sentence why; what would change it; what it costs while nothing breaks.

import { sentence } from "../../../reports/view/document.ts";
import { drillCharts } from "../../../reports/view/drill-charts.ts";
import { partialSentence } from "../../../reports/view/partial.ts";
import { provenance, steadyLines, worstStory } from "../../../reports/view/story.ts";
import type { ExperimentResult } from "../../../sim/index.ts";
import { linkTo } from "../../app/route.ts";
import { Blocks, Pieces } from "../../parts/blocks.tsx";
import { STEADY } from "../distribution/names.ts";
import { DrillTable } from "./drill-table.tsx";
import { Objectives } from "./objectives.tsx";
import { DrillStrip } from "./strip.tsx";

export function DrillVerdict({ result }: { readonly result: ExperimentResult }) {
  const { scenario, partial } = result;
  const charts = drillCharts(result);
  return (
    <>
      <h1>
        <bdi>{scenario.title}</bdi>
      </h1>
      {partial && <p class="refusal">Partial: {partialSentence(partial, "runs")}.</p>}
      <Worst result={result} />
      {result.disruptions.length === 0 ? (
        <p>No disruptions: nothing is broken in this scenario.</p>
      ) : (
        <DrillTable result={result} />
      )}
      <DrillStrip result={result} />
      <Objectives objectives={result.objectives} />
      {charts.length > 0 && <h2>The same as pictures</h2>}
      <Blocks blocks={charts.map((chart) => ({ kind: "chart", chart }))} />
      <Steady result={result} />
      <p class="quiet">
        {provenance(result)} · <a href={linkTo("evidence")}>evidence</a>
      </p>
    </>
  );
}

function Worst({ result }: { readonly result: ExperimentResult }) {
  const story = worstStory(result);
  if (!story || story.sentence === "") return <p class="why">Nothing is lost and nothing is down.</p>;
  const { disruption, replication, sentence: told } = story;
  return (
    <p class="why">
      Worst: <strong class="name">{disruption}</strong>. <Pieces line={sentence(told)} />{" "}
      {replication !== undefined && (
        <a href={linkTo("incident", [disruption, replication])}>Watch run {replication}</a>
      )}
    </p>
  );
}

function Steady({ result }: { readonly result: ExperimentResult }) {
  const lines = steadyLines(result);
  if (lines.length === 0) return null;
  return (
    <>
      <h2>While nothing breaks</h2>
      <dl class="steady">
        {lines.map(({ name, text, metric }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {metric === undefined ? text : <a href={linkTo("distribution", [STEADY, metric])}>{text}</a>}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
