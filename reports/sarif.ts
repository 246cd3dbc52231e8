// Diagnostics as SARIF 2.1.0, for code scanning: every code is a rule with its long text, every place a region, every
// fix a replacement.
// Source: OASIS SARIF 2.1.0; columns are UTF-16 units and ends exclusive there, as in diagnostics.
import type { CodeText, Diagnostic } from "../sim/index.ts";

export interface SarifOptions {
  readonly version: string;
  /** The registry of all codes, in their order. */
  readonly codes: ReadonlyMap<string, CodeText>;
}

export function sarifLog(diagnostics: readonly Diagnostic[], { version, codes }: SarifOptions) {
  const indices = new Map([...codes.keys()].map((code, i) => [code, i]));
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "twinsite", semanticVersion: version, rules: [...codes].map(ruleOf) } },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { "%SRCROOT%": { description: { text: "The folder that twinsite ran in." } } },
        results: diagnostics.map((each) => resultOf(each, indices.get(each.code))),
      },
    ],
  };
}

const ruleOf = ([id, { title, text }]: readonly [string, CodeText]) => ({
  id,
  name: title.replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => (next ?? "").toUpperCase()),
  shortDescription: { text: title },
  fullDescription: { text },
  help: { text: `${text}\n\ntwinsite explain ${id}` },
});

function resultOf(diagnostic: Diagnostic, ruleIndex: number | undefined) {
  const { code, severity, message, hint, path, fix } = diagnostic;
  const location = { artifactLocation: artifactOf(diagnostic.file), region: regionOf(diagnostic) };
  return {
    ruleId: code,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: severity,
    message: { text: hint ? `${message}: ${hint}` : message },
    locations: [
      {
        physicalLocation: location,
        ...(path !== "" && { logicalLocations: [{ fullyQualifiedName: path }] }),
      },
    ],
    ...(fix && { fixes: [fixOf(diagnostic, fix)] }),
  };
}

function regionOf({ line, column, endLine, endColumn }: Diagnostic) {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

function fixOf(diagnostic: Diagnostic, { text, applicability }: NonNullable<Diagnostic["fix"]>) {
  const replacement = { deletedRegion: regionOf(diagnostic), insertedContent: { text } };
  return {
    description: { text: applicability === "sure" ? `write ${text}` : `perhaps ${text} was meant` },
    artifactChanges: [{ artifactLocation: artifactOf(diagnostic.file), replacements: [replacement] }],
  };
}

/** Relative names are relative to where the command ran, which in CI is the root of the repository. */
function artifactOf(file: string) {
  const slashed = file.replaceAll("\\", "/").replace(/^(\.\/)+/, "");
  const uri = slashed.split("/").map(encodeURIComponent).join("/");
  return slashed.startsWith("/") ? { uri: `file://${uri}` } : { uri, uriBaseId: "%SRCROOT%" };
}
