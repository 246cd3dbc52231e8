// What came out, and whether it is good enough: for a drill, for years, for the gate, for a search; a sweep and a
// comparison have screens of their own.
import { checkDocument } from "../../../reports/check-document.ts";
import { solveDocument } from "../../../reports/solve-document.ts";
import type { CheckResult, SolveResult } from "../../../sim/index.ts";
import { CHECK_SCHEMA, COMPARE_SCHEMA, SOLVE_SCHEMA } from "../../../sim/index.ts";
import { type AnyDocument, current, isDrill, isOutlook } from "../../app/library.ts";
import { linkTo } from "../../app/route.ts";
import { commandOf } from "../../app/same-again.ts";
import { Blocks } from "../../parts/blocks.tsx";
import { DrillVerdict } from "./drill-verdict.tsx";
import { OutlookVerdict } from "./outlook-verdict.tsx";
import "./verdict.css";

export function Verdict() {
  const document = current.value?.document;
  if (!document) return null;
  return (
    <article class="verdict-screen">
      <Kind document={document} />
    </article>
  );
}

function Kind({ document }: { readonly document: AnyDocument }) {
  if (isDrill(document)) return <DrillVerdict result={document} />;
  if (isOutlook(document)) return <OutlookVerdict result={document} />;
  if (document.schema === CHECK_SCHEMA)
    return (
      <>
        <h1>The gate</h1>
        <Blocks blocks={checkDocument(document as CheckResult)} />
      </>
    );
  if (document.schema === SOLVE_SCHEMA) {
    const command = commandOf(document) ?? "";
    const again = command.replace(/^twinsite solve /, "");
    return <Blocks blocks={solveDocument(document as SolveResult, { arguments: again })} />;
  }
  const [screen, what] =
    document.schema === COMPARE_SCHEMA ? ["compare", "a comparison"] : ["sweep", "a sweep"];
  return (
    <>
      <h1>This document is {what}</h1>
      <p>
        <a href={linkTo(screen)}>See it on its screen</a>.
      </p>
    </>
  );
}
