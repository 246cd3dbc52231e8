// One scenario under the gate, from its baseline to its verdict. A generator: it names the runs that it needs next and
// goes on when they are there, so that the runs of all scenarios can be done together by whoever has threads. The
// verdict depends on nothing but the code, the scenario, the baseline and the options.
import { pairAll } from "../compare/pairing.ts";
import { type Differences, differencesBetween } from "../compare/scenario-change.ts";
import { type Hash, openDesign } from "../study/design.ts";
import { type Answer, inquire, type Question, type Subject } from "../study/inquiry.ts";
import type { Part } from "../study/plan.ts";
import { attribute } from "./attribute.ts";
import { type Baseline, questionOf, roundedLike, samplesOf } from "./baseline.ts";
import { composeCheck, type Evidence, notComparable } from "./compose-check.ts";
import { decideChanges, decideObjectives } from "./extend.ts";
import { ALPHA, judgeChanges } from "./judge-change.ts";
import type { ScenarioCheck } from "./result.ts";
import { structuralDifference } from "./structure.ts";

export interface Inspected extends Subject {
  readonly baseline: Baseline;
}

export interface InspectOptions {
  readonly hash: Hash;
  /** How far the seeds are extended to decide what is undecided; 4 times the baseline's, at least 400, if absent. */
  readonly replicationsMost?: number;
}

export type Inspection = Generator<readonly Part[], ScenarioCheck, void>;

export function* inspect(inspected: Inspected, options: InspectOptions): Inspection {
  const { baseline } = inspected;
  const past = openOld(inspected, options.hash);
  const other = past.subject && structuralDifference(past.subject.scenario, inspected.scenario);
  if (other !== undefined) return notComparable(inspected, other, past.differences);
  const question = questionOf(baseline);
  const answer = yield* ask(inspected, question);
  const most = options.replicationsMost ?? Math.max(4 * question.replications, 400);
  const evidence = yield* weigh({ inspected, past, question, answer, most, hash: options.hash });
  const objectives = yield* decideObjectives({
    subject: inspected,
    question,
    answer,
    most,
    isRed: isRed(evidence),
  });
  return composeCheck({ inspected, answer, objectives, evidence });
}

const isRed = ({ judged }: Evidence): boolean => judged.some(({ verdict }) => verdict === "regressed");

function* ask(subject: Subject, question: Question): Generator<readonly Part[], Answer, void> {
  const part = { design: subject.design, inquiry: inquire(subject, question) };
  yield [part];
  return part.inquiry.answer();
}

interface Past {
  /** Absent where the scenario did not change, or the old one cannot be opened any more. */
  readonly subject?: Subject;
  readonly differences?: Differences;
  readonly reason?: string;
}

/** The scenario of the baseline, where it is another one. */
function openOld({ baseline, ...next }: Inspected, hash: Hash): Past {
  const { text, overrides, sha256 } = baseline;
  if (sha256 === next.design.sha256) return {};
  const attachments = Object.entries(baseline.attachments).map(([name, digest]) => {
    const present = next.design.attachments[name];
    return [name, present !== undefined && hash(present) === digest ? present : undefined] as const;
  });
  const gone = attachments.find(([, present]) => present === undefined)?.[0];
  if (gone !== undefined)
    return { reason: `${gone} is another recording: the old scenario cannot be run again` };
  const known = Object.fromEntries(attachments.map(([name, present]) => [name, present as string]));
  const opened = openDesign(text.join("\n"), { file: next.design.file, overrides, attachments: known }, hash);
  const { design, scenario, diagnostics } = opened;
  if (!design || !scenario)
    return { reason: "this version cannot read the old scenario: it cannot be run again" };
  if (design.sha256 === next.design.sha256) return {};
  const subject = { design, scenario, diagnostics };
  return { subject, differences: differencesBetween(subject, next) };
}

interface Weighed {
  readonly inspected: Inspected;
  readonly past: Past;
  readonly question: Question;
  readonly answer: Answer;
  readonly most: number;
  readonly hash: Hash;
}

function* weigh(terms: Weighed): Generator<readonly Part[], Evidence, void> {
  const { inspected, past, question, answer, most, hash } = terms;
  const { baseline } = inspected;
  const common = {
    ...(past.differences && { differences: past.differences }),
    carried: new Map<string, string[]>(),
  };
  if (answer.result.fingerprint === baseline.fingerprint) {
    const { pairs } = pairAll(answer.samples, answer.samples);
    const judged = judgeChanges(pairs, ALPHA);
    return { ...common, judged, onlyOld: [], onlyNew: [], engineChanged: false };
  }
  const today = past.subject && (yield* ask(past.subject, question));
  const engineChanged = today?.result.fingerprint !== baseline.fingerprint;
  const stored = samplesOf(baseline);
  // Where the old scenario still gives what it gave, its values are known in full and more can be had.
  const old = today && !engineChanged ? today.samples : stored;
  const next = today && !engineChanged ? answer.samples : roundedLike(baseline, answer.samples);
  const { pairs, ...only } = pairAll(old, next);
  const more = past.subject && !engineChanged ? { old: past.subject, next: inspected } : undefined;
  const judged = yield* decideChanges({ pairs, question, most, ...(more && { more }) });
  const effects = judged.filter(({ verdict }) => verdict === "regressed" || verdict === "improved");
  const { edits = [] } = past.differences ?? {};
  const carried =
    past.subject && today
      ? yield* attribute({ old: past.subject, oldSamples: today.samples, edits, question, hash, effects })
      : common.carried;
  const reason = reasonOf(past, engineChanged, today !== undefined);
  return { ...common, ...only, judged, carried, engineChanged, ...(reason !== undefined && { reason }) };
}

function reasonOf(past: Past, engineChanged: boolean, hasToday: boolean): string | undefined {
  if (past.reason !== undefined) return `${past.reason}; judged on the runs that were stored`;
  if (!engineChanged) return undefined;
  return hasToday
    ? "the engine gives other numbers for the old scenario too: judged on the runs that were stored"
    : "the scenario is the same, the engine gives other numbers: judged on the runs that were stored";
}
