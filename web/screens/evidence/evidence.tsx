// Everything that a number of this document rests on: the command that makes it again, the scenario, seeds and digests,
// what was assumed, what is left out, the statistics; and the runs themselves, made again and compared.
import { diagnosticsText, tally } from "../../../reports/diagnostics.ts";
import { assumptionsByWeight, leavesOut } from "../../../reports/view/caveats.ts";
import { count } from "../../../reports/view/format.ts";
import { methodsIn } from "../../../reports/view/methods.ts";
import { assumptionsByPull, outlookLeavesOut } from "../../../reports/view/outlook-story.ts";
import {
  type Assumption,
  ENGINE_VERSION,
  type ExperimentResult,
  type OutlookResult,
} from "../../../sim/index.ts";
import { type AnyDocument, current, type Held, isDrill, isResult } from "../../app/library.ts";
import { linkTo } from "../../app/route.ts";
import { commandOf } from "../../app/same-again.ts";
import { Command, Table } from "../../parts/blocks.tsx";
import { Wide } from "../../parts/wide.tsx";
import { Downloads } from "./downloads.tsx";
import { ScenarioText } from "./scenario-text.tsx";
import { Verify } from "./verify.tsx";
import "./evidence.css";

export function Evidence() {
  const held = current.value;
  if (!held) return null;
  const { document } = held;
  const command = commandOf(document);
  return (
    <article class="evidence">
      <h1>
        What the numbers of <bdi>{held.name}</bdi> rest on
      </h1>
      {command && (
        <>
          <h2>The same numbers again</h2>
          <Command text={command} />
        </>
      )}
      <h2>Seeds and digests</h2>
      <Identity document={document} />
      {isDrill(document) && <Verify held={held} result={document} />}
      <h2>Files</h2>
      <Downloads held={held} />
      <Methods document={document} />
      {isResult(document) && <OfResult held={held} result={document} />}
    </article>
  );
}

function Identity({ document }: { readonly document: AnyDocument }) {
  const isOther = document.engine.version !== ENGINE_VERSION;
  const rows = [["schema", document.schema], ...identityOf(document)];
  return (
    <>
      {isOther && (
        <p class="refusal" role="alert">
          The document is of engine {document.engine.version}, this page is {ENGINE_VERSION}: runs that are
          played here may be other runs.
        </p>
      )}
      <Table
        heads={["", ""]}
        rows={[["engine", document.engine.version], ...rows].map(([name = "", value = ""]) => [
          name,
          { code: value },
        ])}
      />
    </>
  );
}

function identityOf(document: AnyDocument): string[][] {
  const known: string[][] = [];
  const add = (name: string, value: string | number | undefined): void => {
    if (value !== undefined) known.push([name, typeof value === "number" ? count(value) : value]);
  };
  if ("seed" in document) add("seed", document.seed);
  if ("replications" in document) add("replications", document.replications);
  if ("resolution" in document) add("data played as", document.resolution);
  if (isResult(document)) {
    add("events", document.events);
    if (document.question === "drill") add("writes", document.writes);
    else add("years", document.simulatedYears);
    add("fingerprint of all runs", document.fingerprint);
  }
  if ("scenario" in document) add("SHA-256 of the scenario", document.scenario.sha256);
  if ("old" in document) {
    add("old", `${document.old.name} ${document.old.sha256}`);
    add("new", `${document.new.name} ${document.new.sha256}`);
  }
  return known;
}

function Methods({ document }: { readonly document: AnyDocument }) {
  const methods = methodsIn(document);
  if (methods.length === 0) return null;
  return (
    <>
      <h2>Statistics</h2>
      <Table
        heads={["method", "numbers", "what it says"]}
        rows={methods.map(({ method, uses, meaning }) => [method, count(uses), meaning])}
      />
    </>
  );
}

interface ResultProps {
  readonly held: Held;
  readonly result: ExperimentResult | OutlookResult;
}

function OfResult({ held, result }: ResultProps) {
  const assumptions = result.question === "drill" ? assumptionsByWeight(result) : assumptionsByPull(result);
  const out = result.question === "drill" ? leavesOut(result) : outlookLeavesOut(result);
  return (
    <>
      <h2>What the model leaves out</h2>
      <ul>
        {out.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      <Assumptions assumptions={assumptions} />
      <Diagnostics result={result} />
      <ScenarioText held={held} result={result} />
    </>
  );
}

function Assumptions({ assumptions }: { readonly assumptions: readonly Assumption[] }) {
  if (assumptions.length === 0) return null;
  return (
    <>
      <h2>Assumptions nobody has verified for this system</h2>
      <p class="quiet">{assumptions.length} values, those that weigh most first. Each leads to What-if.</p>
      <Wide label="Assumptions">
        <table>
          <thead>
            <tr>
              <th scope="col">where</th>
              <th scope="col">value</th>
              <th scope="col">known from</th>
              <th scope="col">source</th>
            </tr>
          </thead>
          <tbody>
            {assumptions.map(({ path, value, source, mark }) => (
              <tr key={`${path} ${value}`}>
                <th scope="row">
                  <a href={linkTo("what-if", [], path.includes("*") ? {} : { set: `${path}=${value}` })}>
                    <code>{path}</code>
                  </a>
                </th>
                <td>{value}</td>
                <td>{mark}</td>
                <td>{source}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </>
  );
}

function Diagnostics({ result }: { readonly result: ExperimentResult | OutlookResult }) {
  const { diagnostics, scenario } = result;
  // Documents of other versions have none.
  if (!diagnostics || diagnostics.length === 0) return null;
  const sources = Object.fromEntries(diagnostics.map(({ file }) => [file, scenario.text ?? ""]));
  return (
    <>
      <h2>What was noticed in the scenario: {tally(diagnostics)}</h2>
      <pre>{diagnosticsText(diagnostics, sources, (_, text) => text)}</pre>
    </>
  );
}
