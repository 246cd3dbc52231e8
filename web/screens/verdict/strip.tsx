// What would change the verdict: three parameters and three assumptions nobody has verified, each with the way to try
// it. What a parameter is set to is asked of the simulator, and shown when it is known.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { assumptionsByWeight } from "../../../reports/view/caveats.ts";
import { duration } from "../../../reports/view/format.ts";
import { levers } from "../../../reports/view/levers.ts";
import { assumptionsByPull, pullText } from "../../../reports/view/outlook-story.ts";
import type { Assumption, ExperimentResult, OutlookResult } from "../../../sim/index.ts";
import { current } from "../../app/library.ts";
import { linkTo } from "../../app/route.ts";
import { fields } from "../../engine/client.ts";
import { sourceOf } from "../../parts/source-of.ts";

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

/** By path; empty until it is known, and where the scenario is not held. */
function useValues(paths: readonly string[]): Readonly<Record<string, string>> {
  const values = useSignal<Readonly<Record<string, string>>>({});
  const held = current.value;
  useEffect(() => {
    const source = held && sourceOf(held);
    if (!source || paths.length === 0) return undefined;
    const work = fields(source, paths);
    work.result.then(
      (known) => {
        const found = known.flatMap(({ path, value }) =>
          // A whole section is nothing that one tries another value of.
          value === undefined || /^[{[]/.test(value) ? [] : [[path, value]],
        );
        values.value = Object.fromEntries(found);
      },
      // The verdict stands without them.
      () => {},
    );
    return () => work.cancel();
  }, [held, paths.join()]);
  return values.value;
}

interface StripProps {
  readonly parameters: readonly { readonly path: string; readonly told: string }[];
  readonly assumptions: readonly Assumption[];
  readonly note?: string;
}

function Strip({ parameters, assumptions, note }: StripProps) {
  const shown = parameters.slice(0, SHOWN);
  const values = useValues(shown.map(({ path }) => path));
  if (parameters.length + assumptions.length === 0) return null;
  return (
    <section class="strip" aria-labelledby="strip">
      <h2 id="strip">What would change the verdict</h2>
      <div>
        <h3>What sets the numbers{note === undefined ? "" : ` (${note})`}</h3>
        {parameters.length === 0 && <p class="quiet">No phase of an outage was set by a parameter.</p>}
        <ul>
          {shown.map(({ path, told }) => (
            <li key={path}>
              <Try path={path} value={values[path]} />
              {values[path] === undefined ? "" : ` = ${values[path]}`}: <bdi>{told}</bdi>
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
              <Try path={path} value={value} /> = {value} <span class="quiet">{source}</span>
            </li>
          ))}
        </ul>
        {assumptions.length > SHOWN && <a href={linkTo("evidence")}>all {assumptions.length} assumptions</a>}
      </div>
    </section>
  );
}

/** A path with a star speaks of several fields: which one is the reader's to say. */
function Try({ path, value }: { readonly path: string; readonly value: string | undefined }) {
  const query: Record<string, string> =
    path.includes("*") || value === undefined ? {} : { set: `${path}=${value}` };
  return (
    <a href={linkTo("what-if", [], query)} title="try another value">
      <code>{path}</code>
    </a>
  );
}
