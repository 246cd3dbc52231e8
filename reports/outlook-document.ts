// An outlook as a document: the tables of the terminal in full, charts, the worst incidents with their commands,
// every component, every unverified assumption, and how to have the same numbers again.
import type { OutlookResult } from "../sim/index.ts";
import { caveats, objectives, partial, reproduction } from "./drill-document.ts";
import { type Block, heading, type Line, type Piece, paragraph, table } from "./view/document.ts";
import { outlookCharts } from "./view/outlook-charts.ts";
import { exceedanceHeads, exceedanceRows } from "./view/outlook-exceedance.ts";
import { RARE_HEADS, rareLegend, rareRows } from "./view/outlook-rare.ts";
import {
  drillSentence,
  SITE_LOSS_HEADS,
  siteLossRows,
  structureSentence,
  tippingSentence,
} from "./view/outlook-rates.ts";
import {
  CONTRIBUTION_HEADS,
  contributionRows,
  FEW_LEGEND,
  KIND_HEADS,
  kindRows,
  perYearRows,
  stateRows,
} from "./view/outlook-rows.ts";
import {
  assumptionsByPull,
  outlookLeavesOut,
  outlookProvenance,
  pullText,
  replayOf,
  verdictSentence,
  worstSentence,
} from "./view/outlook-story.ts";
import { ZOOM_HEADS, ZOOM_STATE_HEADS, zoomLegend, zoomRows, zoomStateRows } from "./view/outlook-zoom.ts";

export interface OutlookDocumentOptions {
  /** The scenario and the options that make these numbers again. */
  readonly arguments: string;
  /** As ordered. */
  readonly years: number;
}

export function outlookDocument(result: OutlookResult, options: OutlookDocumentOptions): Block[] {
  const { arguments: again, years } = options;
  return [
    heading(1, `${result.scenario.title}: the outlook`),
    ...partial(result.partial, "replications"),
    paragraph(verdictSentence(result)),
    ...perYear(result),
    ...outlookCharts(result).map((chart): Block => ({ kind: "chart", chart })),
    ...exceedance(result, "downtime", "How often twelve months have more downtime"),
    ...exceedance(result, "unplannedDowntime", "… and more unplanned downtime"),
    ...exceedance(result, "loss", "… and more lost work"),
    ...named("Single writes", ZOOM_HEADS, zoomRows(result, "intervals")),
    ...named("Single writes by state of the system", ZOOM_STATE_HEADS, zoomStateRows(result)),
    ...said(zoomLegend(result) && `${zoomLegend(result)} In brackets: 95 % by chance.`),
    ...siteLosses(result),
    ...named("What these years are too few to count", RARE_HEADS, rareRows(result)),
    ...said(rareLegend(result)),
    ...[structureSentence(result), drillSentence(result), tippingSentence(result)].flatMap(said),
    ...named("By kind of failure", KIND_HEADS, kindRows(result)),
    ...named("By component", CONTRIBUTION_HEADS, contributionRows(result, Number.POSITIVE_INFINITY)),
    ...populations(result),
    ...worst(result, options),
    ...objectives(result.objectives),
    ...pulls(result),
    ...slowRepairs(result),
    ...caveats(assumptionsByPull(result), outlookLeavesOut(result)),
    ...reproduction(
      `twinsite run ${again} --outlook --years ${years}${rareOption(result)}`,
      outlookProvenance(result),
      result,
    ),
  ];
}

/** Where it is not the usual share. */
const rareOption = ({ rare }: OutlookResult): string =>
  rare === undefined || rare.share === USUAL_RARE ? "" : ` --rare ${rare.share * 100}`;
const USUAL_RARE = 0.25;

const said = (text: string): Block[] => (text === "" ? [] : [paragraph(text)]);

function perYear(result: OutlookResult): Block[] {
  const heads = ["", "on average", "95 % by chance", "95 % by inputs"];
  const rows = perYearRows(result).map(({ name, value, chance, inputs }) => [
    name.trim(),
    value,
    chance,
    inputs,
  ]);
  const states = stateRows(result).map(({ name, value, share, chance, inputs }) => [
    name,
    value,
    share,
    chance,
    inputs,
  ]);
  const legend = `${FEW_LEGEND} By chance: what other seeds would give. By inputs: what other rates would give that are as plausible as these.`;
  return [
    heading(2, "A year has"),
    table(heads, rows),
    paragraph(legend),
    heading(2, "Time a year"),
    table(["", "on average", "of all time", "95 % by chance", "95 % by inputs"], states),
  ];
}

function exceedance(result: OutlookResult, what: keyof OutlookResult["exceedance"], title: string): Block[] {
  const rows = exceedanceRows(result.exceedance[what]).map(
    ({ threshold, calendarYear, twelveMonths, withinReplication }) => [
      threshold,
      calendarYear,
      twelveMonths,
      withinReplication,
    ],
  );
  return rows.length === 0 ? [] : [heading(2, title), table(exceedanceHeads(result), rows)];
}

function siteLosses(result: OutlookResult): Block[] {
  const rows = siteLossRows(result).map(({ threshold, rate, chance, inputs, how }) => [
    threshold,
    rate,
    chance,
    inputs,
    how,
  ]);
  return rows.length === 0 ? [] : [heading(2, "Work lost with whole sites"), table(SITE_LOSS_HEADS, rows)];
}

function named(
  title: string,
  heads: readonly string[],
  rows: readonly { readonly name: string; readonly cells: readonly string[] }[],
): Block[] {
  if (rows.length === 0) return [];
  const flat = heads.map((head) => head.replace("\n", " ").trim());
  return [
    heading(2, title),
    table(
      flat,
      rows.map(({ name, cells }) => [name, ...cells]),
    ),
  ];
}

function populations({ populations: all }: OutlookResult): Block[] {
  if (all.length < 2) return [];
  const percent = (value: number | undefined): string =>
    value === undefined ? "-" : `${Number((100 * value).toPrecision(9))} %`;
  const rows = all.map(({ name, writeAvailability, readAvailability }) => [
    name,
    percent(writeAvailability),
    percent(readAvailability),
  ]);
  return [heading(2, "By clients"), table(["clients", "writes served", "reads served"], rows)];
}

function worst(result: OutlookResult, { arguments: again, years }: OutlookDocumentOptions): Block[] {
  if (result.worst.length === 0) return [];
  const items = result.worst.map(
    (each): Line => [worstSentence(each), " ", { code: replayOf(again, years, each) }],
  );
  return [heading(2, "The worst incidents"), { kind: "list", items }];
}

function slowRepairs({ repairs = [] }: OutlookResult): Block[] {
  const [first] = repairs;
  if (!first) return [];
  const items = repairs.map((each): Line => [pullText(each)]);
  const how = `The first ${first.replications} replications, lived once more with the same luck and slower repairs.`;
  return [heading(2, "If all of its repairs took 10 % longer"), { kind: "list", items }, paragraph(how)];
}

function pulls({ sensitivities }: OutlookResult): Block[] {
  if (sensitivities.length === 0) return [];
  const items = sensitivities.map((each): Line => {
    const paths = each.assumptions.flatMap((path, i): Piece[] => [
      i === 0 ? "; unverified: " : ", ",
      { code: path },
    ]);
    return [pullText(each), ...paths];
  });
  return [heading(2, "If all of it failed 10 % more often"), { kind: "list", items }];
}
