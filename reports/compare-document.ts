// A comparison as a document: what differs in the scenarios, what that does to every metric, the two runs to look at.
import type { Comparison, ScenarioChange } from "../sim/index.ts";
import type { ComparedReplays } from "./compare-terminal.ts";
import { compareCharts } from "./view/compare-charts.ts";
import { compareRows } from "./view/compare-rows.ts";
import { type Block, heading, paragraph, type TableCell, table } from "./view/document.ts";

export function compareDocument(comparison: Comparison, replays: ComparedReplays | undefined): Block[] {
  const { old, new: next, seed, replications, resolution, onlyOld, onlyNew, largest } = comparison;
  const rows = compareRows(comparison, true).map((row) => [
    row.disruption === "" ? "nothing breaks" : row.disruption,
    row.metric,
    row.old,
    row.new,
    row.difference,
    row.word,
  ]);
  const only = (names: readonly string[], who: string): Block[] =>
    names.length === 0 ? [] : [paragraph(`Only in ${who}: ${names.join(", ")}.`)];
  return [
    heading(1, `${old.name} and ${next.name}`),
    paragraph(
      `Old: ${old.title} (${old.file}). New: ${next.title} (${next.file}). Seed ${seed}, ${replications} pairs of runs, ${resolution}.`,
    ),
    ...changeBlocks(comparison),
    ...compareCharts(comparison).map((chart): Block => ({ kind: "chart", chart })),
    heading(2, "What that does"),
    table(["disruption", "metric", "old", "new", "difference (95 %)", "new is"], rows),
    ...only(onlyOld, old.name),
    ...only(onlyNew, next.name),
    ...(largest && replays
      ? [
          paragraph(`The largest difference is in run ${largest.replication}:`),
          { kind: "command", text: replays.old } as const,
          { kind: "command", text: replays.new } as const,
        ]
      : []),
  ];
}

const CHANGE_HEADS = ["line", "field", "was", "is"];

/** What differs in the scenarios. */
export function changeBlocks({ changes }: Comparison): Block[] {
  const head = heading(2, "What differs in the scenarios");
  if (!changes)
    return [
      head,
      paragraph("A stored result does not hold its scenario: what differs in them is not known."),
    ];
  if (changes.length === 0) return [head, paragraph("They say the same.")];
  const written = changes.filter(({ isWritten }) => isWritten).map(changeCells);
  const following = changes.filter(({ isWritten }) => !isWritten).map(changeCells);
  return [
    head,
    ...(written.length === 0 ? [] : [table(CHANGE_HEADS, written)]),
    ...(following.length === 0
      ? []
      : [
          {
            kind: "folded",
            summary: `${following.length} values that follow from it`,
            blocks: [table(CHANGE_HEADS, following)],
          } as const,
        ]),
  ];
}

function changeCells({ path, old, new: next, place, oldPlace }: ScenarioChange): TableCell[] {
  const { file, line } = next === undefined && old !== undefined ? oldPlace : place;
  return [`${file}:${line}`, { code: path }, old ?? "-", next ?? "-"];
}
