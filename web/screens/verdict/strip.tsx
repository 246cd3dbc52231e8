// What would change the verdict: three parameters and three assumptions nobody has verified, each with the way to try
// it.
import { assumptionsByWeight } from "../../../reports/view/caveats.ts";
import { duration } from "../../../reports/view/format.ts";
import { levers } from "../../../reports/view/levers.ts";
import { assumptionsByPull, pullText } from "../../../reports/view/outlook-story.ts";
import type { Assumption, ExperimentResult, OutlookResult } from "../../../sim/index.ts";
import { linkTo } from "../../app/route.ts";

const SHOWN = 3;

export function DrillStrip({ result }: { readonly result: ExperimentResult }) {
  const pulls = levers(result).map(({ path, phase, disruption, seconds }) => ({
    path,
    told: `${duration(seconds)} of ${phase} in ${disruption}`,
  }));
  return <Strip parameters={pulls} assumptions={assumptionsByWeight(result)} />;
}

export function OutlookStrip({ result }: { readonly result: OutlookResult }) {
  const pulls = result.sensitivities.map((each) => ({
    path: each.path,
    told: pullText(each).slice(each.path.length + 2),
  }));
  return (
    <Strip
      parameters={pulls}
      assumptions={assumptionsByPull(result)}
      note="if all of it failed 10 % more often"
    />
  );
}

interface StripProps {
  readonly parameters: readonly { readonly path: string; readonly told: string }[];
  readonly assumptions: readonly Assumption[];
  readonly note?: string;
}

function Strip({ parameters, assumptions, note }: StripProps) {
  if (parameters.length + assumptions.length === 0) return null;
  return (
    <section class="strip" aria-labelledby="strip">
      <h2 id="strip">What would change the verdict</h2>
      <div>
        <h3>What sets the numbers{note === undefined ? "" : ` (${note})`}</h3>
        {parameters.length === 0 && <p class="quiet">No phase of an outage was set by a parameter.</p>}
        <ul>
          {parameters.slice(0, SHOWN).map(({ path, told }) => (
            <li key={path}>
              <Try path={path} /> <bdi>{told}</bdi>
            </li>
          ))}
        </ul>
      </div>
      <div>
        <h3>What nobody has verified</h3>
        {assumptions.length === 0 && <p class="quiet">Every value is written in the scenario.</p>}
        <ul>
          {assumptions.slice(0, SHOWN).map(({ path, value, source }) => (
            <li key={`${path} ${value}`}>
              <Try path={path} /> = {value} <span class="quiet">{source}</span>
            </li>
          ))}
        </ul>
        {assumptions.length > SHOWN && <a href={linkTo("evidence")}>all {assumptions.length} assumptions</a>}
      </div>
    </section>
  );
}

/** A path with a star speaks of several fields: which one is the reader's to say. */
function Try({ path }: { readonly path: string }) {
  const query: Record<string, string> = path.includes("*") ? {} : { set: `${path}=` };
  return (
    <a href={linkTo("what-if", [], query)} title="try another value">
      <code>{path}</code>
    </a>
  );
}
