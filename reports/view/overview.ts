// Several results in one table: what each was, how its objectives fared, and what is worst in it.
import type { ExperimentResult, OutlookResult, Verdict } from "../../sim/index.ts";
import { type Block, heading, type Line, sentence, type TableCell, table } from "./document.ts";
import { WORDS } from "./drill-rows.ts";
import { outlookProvenance, verdictSentence } from "./outlook-story.ts";
import { provenance, worstStory } from "./story.ts";

/** Nothing for a single one: it speaks for itself. */
export function overview(results: readonly (ExperimentResult | OutlookResult)[]): Block[] {
  if (results.length < 2) return [];
  const rows = results.map((result): TableCell[] => [
    { strong: result.scenario.name },
    result.question,
    { lines: verdictLines(result) },
    result.question === "drill" ? worstLine(result) : sentence(verdictSentence(result)),
    result.question === "drill" ? provenance(result) : outlookProvenance(result),
  ]);
  return [
    heading(1, `${results.length} results`),
    table(["scenario", "question", "objectives", "in short", "what was run"], rows),
  ];
}

const ORDER: readonly Verdict[] = ["missed", "undecided", "not-evaluated", "met"];

function verdictLines({ objectives }: ExperimentResult | OutlookResult): Line[] {
  const lines = ORDER.flatMap((verdict): Line[] => {
    const such = objectives.filter((objective) => objective.verdict === verdict).length;
    return such === 0 ? [] : [{ verdict, more: `(${such} of ${objectives.length})` }];
  });
  return lines.length === 0 ? ["none"] : lines;
}

function worstLine(result: ExperimentResult): Line {
  const story = worstStory(result);
  if (!story || story.sentence === "") return "Nothing is lost and nothing is down.";
  return [{ strong: story.disruption }, ": ", ...sentence(story.sentence)];
}

/** "1 missed, 2 met". */
export function verdictTally(objectives: ExperimentResult["objectives"]): string {
  const parts = ORDER.flatMap((verdict) => {
    const such = objectives.filter((objective) => objective.verdict === verdict).length;
    return such === 0 ? [] : [`${such} ${WORDS[verdict]}`];
  });
  return parts.join(", ") || "no objectives";
}
