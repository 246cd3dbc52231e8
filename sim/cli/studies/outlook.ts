// What the years bring to one scenario.
import { markdownOf } from "../../../reports/markdown.ts";
import { outlookDocument } from "../../../reports/outlook-document.ts";
import { outlookReport } from "../../../reports/outlook-terminal.ts";
import { type Design, type OutlookInquiry, type OutlookResult, outlookInquiry } from "../../index.ts";
import type { Console } from "../console.ts";
import { writeWhole } from "../files.ts";
import { verdictCodes } from "../verdict-codes.ts";
import type { StudyDescription, StudyKind } from "./study-kind.ts";
import { subjectOf } from "./subject.ts";
import { failedUnit } from "./unit-words.ts";

export interface OutlookDescription extends StudyDescription {
  readonly kind: "outlook";
  readonly design: Design;
  /** Windows of single writes for each state. */
  readonly zoom: number;
  /** So many years more for what is rare, as a share of them. */
  readonly rare: number;
  /** … and for what slower repairs would cost. */
  readonly repairs: number;
}

interface OutlookPart {
  readonly design: Design;
  readonly inquiry: OutlookInquiry;
}

export const outlook: StudyKind<OutlookDescription, OutlookPart> = {
  kind: "outlook",
  // Years leave little behind: in 8 MB they are as fast as in 64, and a million of them keep to 250 MB.
  pool: { youngMegabytes: 8 },
  measure: {
    unit: "years",
    weigh: ({ job }) => (job.question === "outlook" ? job.replications * job.years : 1),
  },
  parts: ({ design, question }) => [{ design, inquiry: outlookInquiry(subjectOf(design), question) }],
  async finish({ design, zoom, rare, repairs, question }, [part], { executor, cancellation }) {
    if (zoom + rare + repairs === 0 || !part) return;
    const { text, file, attachments, overrides } = design;
    const { inquiry } = part;
    const threads = executor({ text, options: { file, attachments, overrides } });
    let failure = zoom > 0 ? await inquiry.zoomIn(zoom, threads, cancellation) : undefined;
    if (repairs > 0) failure ??= await inquiry.addRepairs(repairs, threads, cancellation);
    if (rare > 0) failure ??= await inquiry.addRare(rare, threads, cancellation);
    if (failure)
      throw failedUnit({ ...failure, job: { question: "unit", design, job: failure.job } }, question.years);
  },
  conclude({ again, question }, [part], { out, json, strict = false, console }) {
    const result = (part as OutlookPart).inquiry.answer().result as OutlookResult;
    const shown = { arguments: again, years: question.years };
    if (out !== undefined) writeFiles(out, result, shown, console);
    if (json) console.json(result);
    else console.result(outlookReport(result, { paint: console.paint, ...shown }));
    // What only a drill can judge is said in the report.
    const judged = result.objectives.filter(({ verdict }) => verdict !== "not-evaluated");
    return verdictCodes({ objectives: judged }, strict, console);
  },
};

function writeFiles(
  folder: string,
  result: OutlookResult,
  shown: { readonly arguments: string; readonly years: number },
  console: Console,
): void {
  const { name } = result.scenario;
  writeWhole(folder, `${name}.outlook.json`, `${JSON.stringify(result, null, 2)}\n`);
  const path = writeWhole(folder, `${name}.outlook.md`, markdownOf(outlookDocument(result, shown)));
  console.note(`written: ${path} (and ${name}.outlook.json)`);
}
