// Every disruption of one scenario, replicated.
import { terminalReport } from "../../../reports/terminal.ts";
import type { Design, ExperimentResult, RunResult, StudyPart } from "../../index.ts";
import { inquire } from "../../index.ts";
import { writeResultFiles } from "../result-files.ts";
import { verdictCodes } from "../verdict-codes.ts";
import type { StudyDescription, StudyKind } from "./study-kind.ts";
import { subjectOf } from "./subject.ts";

export interface DrillDescription extends StudyDescription {
  readonly kind: "drill";
  readonly design: Design;
}

export const drill: StudyKind<DrillDescription> = {
  kind: "drill",
  measure: {
    unit: "runs",
    weigh: ({ job }) => job.replications * (job.question === "drill" ? job.disruptions.length : 1),
  },
  parts: ({ design, question }) => [{ design, inquiry: inquire(subjectOf(design), question) }],
  conclude({ again }, [part], { out, json, strict = false, console }) {
    const answer = (part as StudyPart).inquiry.answer();
    const result = answer.result as ExperimentResult;
    const runs = answer.runs as readonly RunResult[];
    if (out !== undefined) writeResultFiles(out, { result, runs }, again, console);
    if (json) console.json(result);
    else console.result(terminalReport(result, { paint: console.paint, arguments: again }));
    return verdictCodes(result, strict, console);
  },
};
