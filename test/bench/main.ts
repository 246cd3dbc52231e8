// `npm run bench`: every bench below, as ratios measured within one run. Ends with 1 if a floor is missed.

import { type Bench, hold } from "./contest.ts";
import { drillSpeed } from "./drill.bench.ts";
import { kernelQueue } from "./kernel-queue.bench.ts";
import { outlookSpeed } from "./outlook.bench.ts";
import { pageSpeed } from "./page.bench.ts";
import { randomDraws } from "./random-draws.bench.ts";
import { studies } from "./study.bench.ts";
import { sweepSpeed } from "./sweep.bench.ts";

/** A bench is one file and one line here. */
const benches: readonly Bench[] = [
  kernelQueue,
  randomDraws,
  drillSpeed,
  outlookSpeed,
  studies,
  sweepSpeed,
  pageSpeed,
];

const COLUMNS = [48, 12, 12, 9, 9];

const line = (...cells: readonly string[]): string =>
  cells.map((cell, i) => (i === 0 ? cell.padEnd(COLUMNS[i]!) : cell.padStart(COLUMNS[i] ?? 8))).join("");

function word(value: number, floor: number | undefined, most: number | undefined): string {
  if (floor === undefined && most === undefined) return "";
  return value >= (floor ?? value) && value <= (most ?? value) ? "pass" : "MISSED";
}

let missed = 0;
for (const bench of benches) {
  console.log(`\n${bench.title}`);
  console.log(line("", "ours", "theirs", "ratio", "floor"));
  for (const contest of bench.contests) {
    const { ours, theirs, ratio } = hold(contest);
    const verdict = word(ratio, contest.floor, undefined);
    if (verdict === "MISSED") missed++;
    const floor = contest.floor === undefined ? "" : contest.floor.toFixed(2);
    const costs = [ours, theirs].map((cost) => `${cost.toFixed(cost < 10 ? 1 : 0)} ${contest.unit}`);
    console.log(line(contest.name, ...costs, ratio.toFixed(2), floor, verdict));
  }
  for (const figure of bench.figures ?? []) {
    const value = figure.measure();
    const verdict = word(value, figure.least, figure.most);
    if (verdict === "MISSED") missed++;
    const most = figure.most === undefined ? "" : `≤ ${figure.most}`;
    const limit = figure.least === undefined ? most : `≥ ${figure.least}`;
    console.log(line(figure.name, `${value.toFixed(1)} ${figure.unit}`, "", "", limit, verdict));
  }
}
console.log(missed === 0 ? "\nevery floor holds" : `\n${missed} missed`);
process.exitCode = missed === 0 ? 0 : 1;
