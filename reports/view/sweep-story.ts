// What a sweep found, in sentences: the Pareto set, the choice, the selection, what is not as precise as asked.
import type { SweepPoint, SweepResult } from "../../sim/index.ts";
import { quantity } from "./format.ts";
import { valueText } from "./sweep-rows.ts";

export function sweepHeading(result: SweepResult): string {
  const { points, samples, question, resolution, seed, replications, years, partial } = result;
  const what =
    samples === undefined ? `${points.length} points` : `${points.length} points of a Latin hypercube`;
  const each =
    question === "outlook"
      ? `${years} ${years === 1 ? "year" : "years"} each in ${replications} replications`
      : `${replications} replications of each disruption`;
  const plane = resolution === "fluid" ? "data as curves" : "every write";
  const open = partial ? ` · PARTIAL: ${partial.finished} of ${partial.planned} designs` : "";
  return `${what} against the base case · ${each} · ${plane} · seed ${seed}, the same for all${open}`;
}

/** Each is a paragraph. */
export function sweepStory(result: SweepResult): string[] {
  return [paretoText(result), choiceText(result), selectionText(result), precisionText(result)].filter(
    (text) => text !== "",
  );
}

const list = (points: readonly number[]): string => {
  const named = points.map((point) => (point === 0 ? "the base case" : String(point)));
  const shown = named.slice(0, 24).join(", ");
  return named.length > 24 ? `${shown} and ${named.length - 24} more` : shown;
};

function paretoText({ pareto }: SweepResult): string {
  const { measures, points, near } = pareto;
  if (measures.length === 0 || points.length === 0) return "";
  const what = `Nothing beats ${list(points)} (*) in ${measures.length > 3 ? `all ${measures.length} measures together` : measures.join(" and ")}.`;
  if (near.length === 0) return what;
  return `${what} Chance may be all that puts ${list(near)} (~) behind.`;
}

export const settingsText = ({ settings, point }: SweepPoint): string =>
  point === 0
    ? "as it is"
    : Object.entries(settings)
        .map(([path, value]) => `${path}=${value}`)
        .join(", ");

function choiceText({ choice, points, base, measures }: SweepResult): string {
  if (!choice) return "";
  const all = [...(base ? [base] : []), ...points];
  const { measure: name, direction, mustMeet, point, asGood, qualified, undecided } = choice;
  const open = undecided.length > 0 ? ` Undecided: ${list(undecided)}; more replications (-n) decide.` : "";
  const least = direction === "minimise" ? "least" : "most";
  const chosen = all.find((each) => each.point === point);
  if (!chosen) {
    const which = mustMeet ? "surely meets every objective" : `has a value for ${name}`;
    return `No design ${which}.${open}`;
  }
  const of = mustMeet
    ? `Of ${qualified} designs that surely meet every objective`
    : `Of ${qualified} designs`;
  const measure = measures.find((each) => each.name === name);
  const value = measure ? valueText(chosen.values[name] ?? {}, measure) : "";
  const who = chosen.point === 0 ? "the base case" : `point ${chosen.point} (${settingsText(chosen)})`;
  const same = asGood.length > 0 ? ` Not surely worse: ${list(asGood)}.` : "";
  return `${of}, ${who} has the ${least} ${name}: ${value}.${same}${open}`;
}

function selectionText({ selection, measures }: SweepResult): string {
  if (!selection) return "";
  const {
    measure: name,
    indifference,
    confidence,
    best,
    within,
    replications,
    eliminated,
    reason,
  } = selection;
  if (reason !== undefined) return `No selection by ${name}: ${reason}.`;
  const unit = measures.find((each) => name.startsWith(each.name.split(" for ")[0] ?? ""))?.unit ?? "";
  const terms = `${Math.round(confidence * 1000) / 10} % sure, differences below ${quantity(indifference, unit)} do not matter`;
  const means = best
    .slice(0, 12)
    .map(({ point, mean }) => `${point === 0 ? "base" : point} (${quantity(mean, unit)})`);
  const near = within.length > 0 ? ` Left the race, but lie within that: ${list(within)}.` : "";
  const [only, ...others] = means;
  if (only === undefined) return "";
  if (others.length === 0)
    return `Best ${name}: ${only}, after ${replications} replications; ${eliminated.length} left the race (${terms}).${near}`;
  return `Not told apart after ${replications} replications: ${means.join(", ")}; ${eliminated.length} left the race (${terms}).${near}`;
}

function precisionText({ precision }: SweepResult): string {
  if (!precision) return "";
  const asked = `±${Math.round(precision.relative * 1000) / 10} %`;
  return precision.missed.length === 0
    ? `Every value is known to ${asked}.`
    : `Not known to ${asked} after ${precision.most.toLocaleString("en")}: ${list(precision.missed)}.`;
}
