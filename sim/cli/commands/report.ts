// report: stored results as Markdown, HTML, CSV, JUnit and pictures. Every file is written whole or not at all; what
// is asked for as "-", and Markdown where nothing is asked for, goes to stdout.
import { SUMMARY_LIMIT, stepSummary } from "../../../reports/step-summary.ts";
import { verdictTally } from "../../../reports/view/overview.ts";
import type { Console } from "../console.ts";
import { ExitCode } from "../exit-code.ts";
import { appendTo, ensureFolder, placeOf, writeWhole } from "../files.ts";
import type { CommonOptions } from "../options.ts";
import { type Painter, painter } from "../pictures.ts";
import { chartFiles, REPORT_FORMS } from "../report-files.ts";
import { UsageError } from "../stops.ts";
import { isResult, type StoredDocument, storedDocuments } from "../stored-documents.ts";

export interface ReportOptions extends CommonOptions {
  readonly md?: string;
  readonly summary?: string;
  readonly html?: string;
  readonly htmlPlain?: string;
  readonly csv?: string;
  readonly valuesCsv?: string;
  readonly junit?: string;
  readonly svg?: string;
  readonly png?: string;
}

interface Asked {
  readonly form: string;
  readonly target: string;
}

export async function report(
  paths: readonly string[],
  options: ReportOptions,
  console: Console,
): Promise<ExitCode> {
  const asked = Object.keys(REPORT_FORMS).flatMap((form): Asked[] => {
    const target = options[form as keyof ReportOptions];
    return typeof target === "string" ? [{ form, target }] : [];
  });
  refuseMixedOutput(asked, options);
  const paint = options.png === undefined ? undefined : await painter();
  const toFiles = asked.filter(({ target }) => target !== "-");
  for (const { target } of toFiles) ensureFolder(placeOf(target).folder);
  for (const folder of [options.svg, options.png]) if (folder !== undefined) ensureFolder(folder);
  const results = storedDocuments(paths, console);
  const textOf = (form: string): string => REPORT_FORMS[form]?.(results, console) ?? "";
  const files = [...writeForms(toFiles, textOf), ...writeSummary(options.summary, textOf)];
  const charts = writeCharts(results, options, paint);
  const written = [...files, ...charts];
  const shown = asked.find(({ target }) => target === "-")?.form ?? (written.length === 0 ? "md" : undefined);
  if (options.json) console.json(documentOf(results, written, shown, textOf));
  else if (shown !== undefined) console.result(textOf(shown));
  const many = charts.length > 0 ? [`${charts.length} charts`] : [];
  if (written.length > 0) console.note(`written: ${[...files, ...many].join(", ")}`);
  return ExitCode.ok;
}

type TextOf = (form: string) => string;

const writeForms = (asked: readonly Asked[], textOf: TextOf): string[] =>
  asked.map(({ form, target }) => {
    const { folder, name } = placeOf(target);
    return writeWhole(folder, name, textOf(form));
  });

/** After what earlier commands of the step wrote. */
function writeSummary(file: string | undefined, textOf: TextOf): string[] {
  if (file === undefined) return [];
  appendTo(file, (left) => stepSummary(textOf("md"), left), SUMMARY_LIMIT);
  return [file];
}

function writeCharts(
  results: readonly StoredDocument[],
  { svg: drawings, png: pictures }: ReportOptions,
  paint: Painter | undefined,
): string[] {
  if (drawings === undefined && pictures === undefined) return [];
  return chartFiles(results).flatMap(({ name, svg }) => [
    ...(drawings === undefined ? [] : [writeWhole(drawings, `${name}.svg`, svg)]),
    ...(pictures === undefined || !paint ? [] : [writeWhole(pictures, `${name}.png`, paint(svg))]),
  ]);
}

function refuseMixedOutput(asked: readonly Asked[], { svg, png }: ReportOptions): void {
  const onStdout = asked.filter(({ target }) => target === "-").length;
  if (onStdout > 1) throw new UsageError("only one of the forms can go to stdout: give the others a file");
  if (svg === "-" || png === "-")
    throw new UsageError("pictures are several files: --svg and --png name a folder");
}

/** With --json: what was read, what was written, and the text that would have been shown. */
function documentOf(
  results: readonly StoredDocument[],
  written: readonly string[],
  shown: string | undefined,
  textOf: TextOf,
) {
  return {
    schema: "twinsite/report/v1",
    results: results.map(readOf),
    written,
    ...(shown !== undefined && { shown: { form: shown, text: textOf(shown) } }),
  };
}

function readOf(stored: StoredDocument) {
  const { file } = stored;
  if (!isResult(stored)) return { file, schema: stored.other.schema };
  const { schema, scenario, question, seed, fingerprint, objectives } = stored.result;
  const what = { schema, scenario: scenario.name, question, seed, fingerprint };
  return { file, ...what, objectives: verdictTally(objectives) };
}
