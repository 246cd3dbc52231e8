// report: stored results as Markdown, HTML, CSV, JUnit and pictures. Every file is written whole or not at all; what
// is asked for as "-", and Markdown where nothing is asked for, goes to stdout.
import { verdictTally } from "../../../reports/view/overview.ts";
import type { Console } from "../console.ts";
import { ExitCode } from "../exit-code.ts";
import { ensureFolder, writeWhole } from "../files.ts";
import type { CommonOptions } from "../options.ts";
import { painter } from "../pictures.ts";
import { chartFiles, placeOf, REPORT_FORMS } from "../report-files.ts";
import { UsageError } from "../stops.ts";
import { type StoredResult, storedResults } from "../stored-results.ts";

export interface ReportOptions extends CommonOptions {
  readonly md?: string;
  readonly summary?: string;
  readonly html?: string;
  readonly csv?: string;
  readonly valuesCsv?: string;
  readonly junit?: string;
  readonly svg?: string;
  readonly png?: string;
}

export async function report(
  paths: readonly string[],
  options: ReportOptions,
  console: Console,
): Promise<ExitCode> {
  const asked = Object.keys(REPORT_FORMS).flatMap((form) => {
    const target = options[form as keyof ReportOptions];
    return typeof target === "string" ? [{ form, target }] : [];
  });
  refuseMixedOutput(asked, options);
  const paint = options.png === undefined ? undefined : await painter();
  const folders = [options.svg, options.png].flatMap((folder) => folder ?? []);
  const toFiles = asked.filter(({ target }) => target !== "-");
  for (const folder of [...folders, ...toFiles.map(({ target }) => placeOf(target).folder)])
    ensureFolder(folder);
  const results = storedResults(paths, console);
  const files = toFiles.map(({ form, target }) => {
    const { folder, name } = placeOf(target);
    return writeWhole(folder, name, textOf(form, results));
  });
  const charts = folders.length === 0 ? [] : chartFiles(results);
  const charted = (folder: string): string => `${charts.length} charts in ${folder}`;
  const written = [...files];
  for (const { name, svg } of charts) {
    if (options.svg !== undefined) written.push(writeWhole(options.svg, `${name}.svg`, svg));
    if (options.png !== undefined && paint) written.push(writeWhole(options.png, `${name}.png`, paint(svg)));
  }
  const shown = asked.find(({ target }) => target === "-")?.form ?? (written.length === 0 ? "md" : undefined);
  if (options.json) console.json(documentOf(results, written, shown));
  else if (shown !== undefined) console.result(textOf(shown, results));
  if (written.length > 0) console.note(`written: ${[...files, ...folders.map(charted)].join(", ")}`);
  return ExitCode.ok;
}

const textOf = (form: string, results: readonly StoredResult[]): string =>
  REPORT_FORMS[form]?.(results) ?? "";

function refuseMixedOutput(asked: readonly { readonly target: string }[], { svg, png }: ReportOptions): void {
  const onStdout = asked.filter(({ target }) => target === "-").length;
  if (onStdout > 1) throw new UsageError("only one of the forms can go to stdout: give the others a file");
  if (svg === "-" || png === "-")
    throw new UsageError("pictures are several files: --svg and --png name a folder");
}

/** With --json: what was read, what was written, and the text that would have been shown. */
function documentOf(results: readonly StoredResult[], written: readonly string[], shown: string | undefined) {
  return {
    schema: "twinsite/report/v1",
    results: results.map(({ file, result: { scenario, question, seed, fingerprint, objectives } }) => ({
      file,
      ...{ scenario: scenario.name, question, seed, fingerprint, objectives: verdictTally(objectives) },
    })),
    written,
    ...(shown !== undefined && { shown: { form: shown, text: textOf(shown, results) } }),
  };
}
