// Sentences about an outlook: what a year is like, what its worst incident was, what moves it, what to
// distrust.
import type { Assumption, OutlookResult, Sensitivity, WorstOfYears } from "../../sim/index.ts";
import { concerns } from "../../sim/index.ts";
import { quantileAt } from "./cell.ts";
import { count, duration, quantity, share, significant } from "./format.ts";
import { rareText } from "./outlook-rows.ts";

/** What was run: everything needed to have it again. */
export function outlookProvenance(result: OutlookResult): string {
  const { seed, simulatedYears, replications, yearsPerReplication, stepsPerYear } = result;
  const many =
    replications > 1 ? ` (${count(replications)} replications of ${significant(yearsPerReplication)})` : "";
  const years = `${count(simulatedYears)} ${simulatedYears === 1 ? "year" : "years"}${many}`;
  const { inputs, engine, fingerprint, resolution } = result;
  return [
    `seed ${seed}`,
    years,
    inputs.areExact
      ? "exact inputs"
      : `${inputs.draws} draw${inputs.draws > 1 ? "s" : ""} of uncertain inputs`,
    `${resolution}, ${count(stepsPerYear)} steps a year`,
    `engine ${engine.version}`,
    `fingerprint ${fingerprint}`,
  ].join(" · ");
}

/** One paragraph that answers the question. */
export function verdictSentence({ metrics }: OutlookResult): string {
  const { downtimeSecondsPerYear: downtime, writeAvailability, lossesPerYear: losses } = metrics;
  if (!downtime || downtime.n === 0) return "No year was finished.";
  const served =
    writeAvailability?.mean === undefined
      ? ""
      : ` (${share(writeAvailability.mean)} of all writes are served)`;
  const mean =
    downtime.mean === undefined || downtime.mean === 0
      ? "never down"
      : `down for ${duration(downtime.mean)} a year on average`;
  const [half, tail] = [quantileAt(downtime, 0.5), quantileAt(downtime, 0.99)];
  const spread =
    half && tail
      ? ` Half of all years have at most ${duration(half.value)} of it, one in a hundred more than ${duration(tail.value)}.`
      : "";
  const lost =
    losses === undefined
      ? ""
      : losses.n === 0
        ? ` No acknowledged work was lost${rarity(losses.bound?.high)}.`
        : ` Acknowledged work is lost ${rareText(losses.mean ?? 0)}.`;
  return `Service is ${mean}${served}.${spread}${lost}`;
}

/** What the years can say of what they have not seen; nothing if they are few. */
const rarity = (perYear: number | undefined): string =>
  perYear === undefined || perYear > 0.5 ? "" : `: rarer than ${rareText(perYear)}`;

/** Causes told of one incident. */
const TOLD = 4;

export function worstSentence(worst: WorstOfYears): string {
  const { name, causes, downtimeSeconds, lossSeconds, lostTransactions, atYears, isOpen, failovers } = worst;
  const lost =
    lossSeconds > 0
      ? `, ${duration(lossSeconds)} of work lost (${quantity(lostTransactions, "count")} transactions)`
      : "";
  const after = failovers > 0 ? `, ${failovers} failover${failovers > 1 ? "s" : ""}` : "";
  const names = [...new Set(causes)];
  const more = names.length > TOLD ? ` and ${names.length - TOLD} more` : "";
  const why = names.length > 0 ? ` after ${names.slice(0, TOLD).join(", ")}${more}` : "";
  const end = isOpen ? ", and not over when the years were" : "";
  return `${name}: ${duration(downtimeSeconds)} down${lost}${after}${end};${why}, in year ${significant(atYears)} of replication ${worst.replication}.`;
}

/** The command that shows an incident; `again`: the scenario and the options that make these numbers again. */
export const replayOf = (
  again: string,
  years: number,
  worst: { readonly replication: number; readonly incident: number },
): string =>
  `twinsite replay ${again} --outlook --years ${years} --replication ${worst.replication} --incident ${worst.incident}`;

/** "failures.link-cut: 10 % more often, downtime +3.1 %". */
export function pullText({ path, downtime, loss }: Pick<Sensitivity, "path" | "downtime" | "loss">): string {
  const part = (what: string, pull: Sensitivity["downtime"]): string[] => {
    if (!pull || pull.value === 0) return [];
    const ends =
      pull.low === undefined || pull.high === undefined
        ? ""
        : ` [${significant(pull.low * 10, 2)}, ${significant(pull.high * 10, 2)}]`;
    return [`${what} ${pull.value < 0 ? "" : "+"}${significant(pull.value * 10, 2)} %${ends}`];
  };
  const parts = [...part("downtime", downtime), ...part("lost work", loss)];
  return `${path}: ${parts.length === 0 ? "nothing" : parts.join(", ")}`;
}

/** Those that set the rate of what the downtime comes from first, in the order of their pull. */
export function assumptionsByPull(result: OutlookResult): (Assumption & { readonly pulls: boolean })[] {
  const { list } = result.assumptions;
  const rank = ({ path }: Assumption): number => {
    const found = result.sensitivities.findIndex((each) => concerns(path, each.path));
    return found < 0 ? result.sensitivities.length : found;
  };
  const ranked = list.map((assumption) => ({
    ...assumption,
    pulls: rank(assumption) < result.sensitivities.length,
  }));
  return [...ranked].sort((a, b) => rank(a) - rank(b));
}

const AS_CURVES =
  "single writes: data moves as curves; losses below a second and latencies need --zoom, or a drill";
const BETWEEN_WINDOWS =
  "single writes outside the windows: there data moves as curves, and losses below a second are expected values";

export const outlookLeavesOut = ({ zoom }: Pick<OutlookResult, "zoom">): readonly string[] => [
  zoom ? BETWEEN_WINDOWS : AS_CURVES,
  "kinds of failure that did not occur in these years",
  "wear, crews that are busy elsewhere, and failures that a scenario does not name",
  "seasons: but for the growth that the scenario names, every year has the same load",
];
