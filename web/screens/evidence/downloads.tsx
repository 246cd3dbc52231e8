// The document, the values of its runs, and both as tables, as files.
import { estimatesCsv, valuesCsv } from "../../../reports/csv.ts";
import { runLines } from "../../../sim/index.ts";
import { type Held, isResult } from "../../app/library.ts";
import { saveText } from "../../parts/export.ts";

export function Downloads({ held }: { readonly held: Held }) {
  const { document, runs, name } = held;
  const kind = document.schema.split("/")[1] ?? "document";
  const result = isResult(document) ? document : undefined;
  return (
    <p class="downloads">
      <button
        type="button"
        onClick={() => saveText(`${JSON.stringify(document, null, 2)}\n`, `${name}.${kind}.json`)}
      >
        Document (JSON)
      </button>
      {result && (
        <button type="button" onClick={() => saveText(estimatesCsv([result]), `${name}.csv`)}>
          Estimates (CSV)
        </button>
      )}
      {result && runs.length > 0 && (
        <>
          <button type="button" onClick={() => saveText(runLines(runs), `${name}.values.ndjson`)}>
            Values of every run (NDJSON)
          </button>
          <button type="button" onClick={() => saveText(valuesCsv([{ result, runs }]), `${name}.values.csv`)}>
            Values of every run (CSV)
          </button>
        </>
      )}
      {result?.scenario.text !== undefined && (
        <button type="button" onClick={() => saveText(result.scenario.text ?? "", `${name}.yaml`)}>
          Scenario (YAML)
        </button>
      )}
    </p>
  );
}
