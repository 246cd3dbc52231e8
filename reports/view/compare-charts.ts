// What the charts of a comparison show: by how much the outage, and the recovery point, of each disruption differ.
import type { Comparison } from "../../sim/index.ts";
import type { DifferenceChart, Meaning } from "./charts.ts";
import { differenceText } from "./difference.ts";

const SUBJECTS: readonly { metric: string; meaning: Meaning; id: string; title: string }[] = [
  {
    metric: "rtoAchievedSeconds",
    meaning: "outage",
    id: "outage-differences",
    title: "Outage: the new less the old",
  },
  {
    metric: "rpoAchievedSeconds",
    meaning: "loss",
    id: "recovery-point-differences",
    title: "Age of what is lost (RPO achieved): the new less the old",
  },
];

export const compareCharts = (comparison: Comparison): DifferenceChart[] =>
  SUBJECTS.flatMap(({ metric, ...shown }) => {
    const differences = comparison.rows
      .filter((row) => row.metric === metric)
      .flatMap(({ disruption, word, difference: { typical } }) =>
        typical ? [{ name: disruption, word, ...typical }] : [],
      );
    // Nothing differs: the table says so.
    if (differences.every(({ value, low = 0, high = 0 }) => value === 0 && low === 0 && high === 0))
      return [];
    const rows = differences.map(({ name, word, ...difference }) => [
      name,
      differenceText(difference, "s"),
      word,
    ]);
    const [first] = rows;
    return [
      {
        kind: "differences",
        ...shown,
        description: `What is typical of the pairs of runs, with its 95 % interval. ${first?.[0]}: ${first?.[1]}, ${first?.[2]}.`,
        unit: "s",
        differences,
        heads: ["disruption", "difference (95 %)", "new is"],
        rows,
      },
    ];
  });
