// Each objective with its verdict, what was found, and the way to the runs that decided it.
import { objectiveText } from "../../../reports/view/story.ts";
import { targetIn } from "../../../reports/view/targets.ts";
import type { ObjectiveResult } from "../../../sim/index.ts";
import { linkTo } from "../../app/route.ts";
import { VerdictMark } from "../../parts/verdict-mark.tsx";
import { Wide } from "../../parts/wide.tsx";
import { STEADY } from "../distribution/names.ts";

export function Objectives({ objectives }: { readonly objectives: readonly ObjectiveResult[] }) {
  if (objectives.length === 0) return null;
  return (
    <>
      <h2>Objectives</h2>
      <Wide label="Objectives">
        <table>
          <thead>
            <tr>
              <th scope="col">verdict</th>
              <th scope="col">objective</th>
              <th scope="col">found</th>
            </tr>
          </thead>
          <tbody>
            {objectives.map((objective) => (
              <tr key={objective.expression}>
                <td>
                  <VerdictMark verdict={objective.verdict} />
                </td>
                <th scope="row">
                  <code>{objective.expression}</code>
                </th>
                <td>
                  <Found objective={objective} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </>
  );
}

function Found({ objective }: { readonly objective: ObjectiveResult }) {
  const { expression, disruption, judged, value } = objective;
  const text = objectiveText(objective);
  const metric = targetIn(expression)?.metric;
  const where = disruption ?? judged[0]?.disruption;
  if (metric === undefined || where === undefined || value === undefined) return <bdi>{text}</bdi>;
  return (
    <a href={linkTo("distribution", [where === "" ? STEADY : where, metric])}>
      <bdi>{text}</bdi>
    </a>
  );
}
