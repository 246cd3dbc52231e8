// Which of several edits carries an effect: the old scenario with one edit at a time, on the same seeds. Where no edit
// has the effect alone, all of them carry it together.
import type { Edit } from "../compare/edits.ts";
import { openEdited } from "../compare/edits.ts";
import { pairAll } from "../compare/pairing.ts";
import type { Hash } from "../study/design.ts";
import { inquire, type Question, type Subject } from "../study/inquiry.ts";
import type { Part } from "../study/plan.ts";
import { type PairableSample, sampleName } from "../study/sample.ts";
import { ALPHA, type Judged, judgeChanges } from "./judge-change.ts";

/** More edits than this are tried by section: each costs as many runs as the scenario has. */
const ONE_BY_ONE = 12;

export interface Effects {
  readonly old: Subject;
  readonly oldSamples: readonly PairableSample[];
  readonly edits: readonly Edit[];
  readonly question: Question;
  readonly hash: Hash;
  /** What changed for better or worse. */
  readonly effects: readonly Judged[];
}

/** By the name of a sample, the paths of the edits that carry its effect. */
export function* attribute(terms: Effects): Generator<readonly Part[], Map<string, string[]>, void> {
  const { edits, effects, oldSamples } = terms;
  const groups = together(edits.filter(({ path }) => path[0] !== "expect"));
  const paths = groups.map((group) => group.map(({ path }) => path.join(".")));
  const nameOf = ({ pairs }: Judged): string => sampleName(pairs);
  if (groups.length < 2 || effects.length === 0) {
    return new Map(effects.map((effect) => [nameOf(effect), paths.flat()]));
  }
  const disruptions = new Set(effects.map(({ pairs }) => pairs.disruption));
  const trials = groups.map((group) => trialOf(group, disruptions, terms));
  yield trials.flatMap((trial) => trial ?? []);
  const judged = trials.map((trial) => {
    if (!trial) return new Map<string, Judged>();
    const wanted = new Set(effects.map(nameOf));
    const { pairs } = pairAll(oldSamples, trial.inquiry.answer().samples);
    const all = judgeChanges(
      pairs.filter((each) => wanted.has(sampleName(each))),
      ALPHA,
    );
    return new Map(all.map((each) => [nameOf(each), each]));
  });
  return new Map(
    effects.map((effect) => {
      const carriers = paths.filter((_, i) => judged[i]?.get(nameOf(effect))?.verdict === effect.verdict);
      return [nameOf(effect), (carriers.length > 0 ? carriers : paths).flat()];
    }),
  );
}

function trialOf(group: readonly Edit[], disruptions: ReadonlySet<string>, terms: Effects): Part | undefined {
  const { old, hash, question } = terms;
  const { design, scenario } = openEdited(old.design, group, hash);
  if (!design || !scenario) return undefined;
  return { design, inquiry: inquire(only({ design, scenario, diagnostics: [] }, disruptions), question) };
}

/** A drill of some disruptions only. */
export function only(subject: Subject, disruptions: ReadonlySet<string>): Subject {
  const all = Object.entries(subject.scenario.disruptions);
  const picked = Object.fromEntries(all.filter(([name]) => disruptions.has(name)));
  return { ...subject, scenario: { ...subject.scenario, disruptions: picked } };
}

function together(edits: readonly Edit[]): Edit[][] {
  for (const depth of [Number.POSITIVE_INFINITY, 2, 1]) {
    const groups = new Map<string, Edit[]>();
    for (const edit of edits) {
      const key = edit.path.slice(0, depth).join(".");
      groups.set(key, [...(groups.get(key) ?? []), edit]);
    }
    if (groups.size <= ONE_BY_ONE || depth === 1) return [...groups.values()];
  }
  return [];
}
