// Names mean nothing: the same world under other names gives the same numbers.
import { expect, it } from "vitest";
import type { RunResult } from "../../sim/experiment/run-result.ts";
import { edited, NAMES, RESTLESS, runAll } from "./restless.ts";

const renamings: Readonly<Record<string, readonly (readonly [string | RegExp, string])[]>> = {
  title: [["Everything is drawn", "Another title"]],
  disruptions: [[/(?<=\n {2})(node-crash|node-hang|site-loss|wan-cut):/, "x-$1:"]],
  links: [
    [/\b(wan|spare)\b(?!-cut)/, "line-$1"],
    [/\b(alpha|beta)-witness\b/, "$1-to-the-third"],
  ],
  sites: [
    [/\balpha\b(?!-)/, "osaka"],
    [/\bbeta\b(?!-)/, "kyoto"],
    [/(?<!-)\bwitness\b(?!:? \})/, "nara"],
  ],
  clusters: [["orders", "payments"]],
  populations: [
    [/(?<=\n {2})near:/, "neighbours:"],
    [/(?<=\n {2})far:/, "guests:"],
  ],
};

/** Everything that is a number; metrics of one population or link without its name. */
const numbers = ({ values, phases, histograms, writes, events }: RunResult): string =>
  JSON.stringify({
    values: Object.entries(values).map(([name, value]) => [name.replace(/@.*/, "@"), value]),
    phases: phases.map(({ micros }) => micros),
    histograms,
    writes,
    events,
  });
const before = runAll(RESTLESS).map(numbers);

it.each(Object.entries(renamings))("other names, the same numbers: %s", (what, changes) => {
  const names = NAMES.map((name) => (what === "disruptions" && name !== "" ? `x-${name}` : name));
  const after = runAll(edited(RESTLESS, changes), names).map(numbers);
  after.forEach((run, i) => {
    expect(run === before[i], `run ${i} is the same`).toBe(true);
  });
});
