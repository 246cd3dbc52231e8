// Two stored drills of one seed, paired run by run, as `compare` of the command line does.
import {
  type Comparison,
  compare,
  differencesBetween,
  type OpenedDesign,
  openDesign,
  samplesOfRuns,
} from "../../sim/index.ts";
import type { ComparedDrill } from "./api.ts";
import { sha256 } from "./sha256.ts";

export function comparisonOf(old: ComparedDrill, next: ComparedDrill): Comparison {
  const [before, after] = [versionOf(old), versionOf(next)];
  const { seed, resolution } = old.result;
  return compare({
    question: "drill",
    resolution,
    seed,
    disruptions: old.result.disruptions.map(({ name }) => name),
    old: sideOf(old),
    new: sideOf(next),
    ...(before && after && { changes: differencesBetween(before, after).changes }),
  });
}

function sideOf({ result, runs }: ComparedDrill) {
  const { name, title, sha256: digest } = result.scenario;
  return {
    design: { name, title, file: `${name}.yaml`, sha256: digest, fingerprint: result.fingerprint },
    samples: samplesOfRuns(runs, 1, result.replications),
  };
}

/** Undefined where the document does not hold its scenario, or this version cannot read it. */
function versionOf({ source }: ComparedDrill) {
  if (!source) return undefined;
  const { name, text, attachments = {}, overrides = [] } = source;
  const opened: OpenedDesign = openDesign(text, { file: `${name}.yaml`, attachments, overrides }, sha256);
  const { design, scenario } = opened;
  return design && scenario && { design, scenario };
}
