// The command line that makes a document's numbers again.
import { type AnyDocument, isResult } from "./library.ts";

export function commandOf(document: AnyDocument): string | undefined {
  if ("again" in document && typeof document.again === "string") {
    const name = document.schema.split("/")[1];
    return `twinsite ${name} ${document.again}`;
  }
  if (!isResult(document)) return undefined;
  const { scenario, seed } = document;
  const sets = (scenario.overrides ?? []).map((override) => `--set ${quoted(override)}`);
  const words = ["twinsite run", `${scenario.name}.yaml`, ...sets, `--seed ${quoted(seed)}`].join(" ");
  // What each question takes without being told.
  const usual = document.question === "drill" ? "transaction" : "fluid";
  const played = document.resolution === usual ? "" : ` --resolution ${document.resolution}`;
  if (document.question === "drill") return `${words} -n ${document.replications}${played}`;
  return `${words} --outlook --years ${document.yearsPerReplication * document.replications}${played}`;
}

/** As a shell takes it. */
export const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
