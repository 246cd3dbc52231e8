// The verdict over the years: what a year has, how often one is worse, what it comes from; its tables are those of the
// report, its first numbers links.
import { outlookDocument } from "../../../reports/outlook-document.ts";
import type { Block } from "../../../reports/view/document.ts";
import { FEW_LEGEND, perYearRows } from "../../../reports/view/outlook-rows.ts";
import { outlookProvenance, verdictSentence } from "../../../reports/view/outlook-story.ts";
import { partialSentence } from "../../../reports/view/partial.ts";
import type { OutlookResult } from "../../../sim/index.ts";
import { linkTo } from "../../app/route.ts";
import { commandOf } from "../../app/same-again.ts";
import { Blocks } from "../../parts/blocks.tsx";
import { Wide } from "../../parts/wide.tsx";
import { Objectives } from "./objectives.tsx";
import { OutlookStrip } from "./strip.tsx";

export function OutlookVerdict({ result }: { readonly result: OutlookResult }) {
  const { scenario, partial } = result;
  const command = commandOf(result) ?? "";
  const again = command.replace(/^twinsite run /, "").replace(/ --outlook --years .*$/, "");
  const blocks = outlookDocument(result, { arguments: again, years: result.simulatedYears });
  return (
    <>
      <h1>
        <bdi>{scenario.title}</bdi>
      </h1>
      {partial && <p class="refusal">Partial: {partialSentence(partial, "replications")}.</p>}
      <p class="why">{verdictSentence(result)}</p>
      <PerYear result={result} />
      <OutlookStrip result={result} />
      <Objectives objectives={result.objectives} />
      <Blocks blocks={restOf(blocks)} />
      <p class="quiet">
        {outlookProvenance(result)} · <a href={linkTo("evidence")}>evidence</a>
      </p>
    </>
  );
}

/** Rows of the table of a year → what the distribution shows of them. */
const CURVES: Readonly<Record<string, string>> = {
  downtime: "downtime",
  "of it unplanned": "unplannedDowntime",
  "lost work": "loss",
};

function PerYear({ result }: { readonly result: OutlookResult }) {
  return (
    <Wide label="A year has">
      <table>
        <thead>
          <tr>
            <th scope="col">a year has</th>
            <th scope="col">on average</th>
            <th scope="col">95 % by chance</th>
            <th scope="col">95 % by inputs</th>
          </tr>
        </thead>
        <tbody>
          {perYearRows(result).map(({ name, value, chance, inputs }) => (
            <tr key={name}>
              <th scope="row" class={name.startsWith(" ") ? "inner" : ""}>
                {name.trim()}
              </th>
              <td>
                <a
                  href={linkTo("distribution", [], { curve: CURVES[name.trim()] ?? "" })}
                  aria-label={`${name.trim()}: ${value}`}
                >
                  {value}
                </a>
              </td>
              <td>{chance}</td>
              <td>{inputs}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="quiet">
        {FEW_LEGEND} By chance: what other seeds would give. By inputs: what other rates would give that are
        as plausible as these.
      </p>
    </Wide>
  );
}

/** Without what stands above already, and without what the evidence has: assumptions, what is left out, the command. */
function restOf(blocks: readonly Block[]): readonly Block[] {
  const sections: Block[][] = [[]];
  for (const block of blocks) {
    if (block.kind === "heading" && block.level <= 2) sections.push([]);
    sections.at(-1)?.push(block);
  }
  return sections.filter(([first]) => first && !isElsewhere(first)).flat();
}

const ELSEWHERE =
  /^(A year has|Objectives|Assumptions |What the model leaves out|The same numbers again|If all of it )/;

function isElsewhere(first: Block): boolean {
  return first.kind === "heading" && (first.level === 1 || ELSEWHERE.test(first.text));
}
