// Files that the reader opens: documents with the values of their runs beside them, or a scenario to play with. What
// comes from a file is looked through before anything is made of it.
import { fingerprintOf, OTHER_SHAPES, RESULT_SCHEMA, resultShape, runsOfLines } from "../../../sim/index.ts";
import { type AnyDocument, type Held, isDrill } from "../../app/library.ts";
import { heldOf } from "../../app/sources.ts";

export interface NamedText {
  /** Of the file. */
  readonly name: string;
  readonly text: string;
}

export interface Opened {
  readonly held: readonly Held[];
  readonly scenarios: readonly NamedText[];
  /** Why a file could not be used. */
  readonly problems: readonly string[];
}

/** `known`: what is held already; values that are opened later find their document there. */
export function openTexts(files: readonly NamedText[], known: readonly Held[]): Opened {
  const problems: string[] = [];
  const documents = files
    .filter(({ name }) => name.endsWith(".json"))
    .flatMap((file) => {
      const read = documentOf(file);
      if (typeof read !== "string") return [{ file: file.name, document: read }];
      problems.push(read);
      return [];
    });
  const fresh = documents.map(({ file, document }) => heldOf({ name: nameOf(document, file), document }));
  const values = files.filter(({ name }) => name.endsWith(".ndjson"));
  const held = new Map(fresh.map((each) => [each.id, each]));
  for (const { name, text } of values) {
    const runs = runsOfLines(text);
    if (!runs) {
      problems.push(`${name} does not hold the values of runs`);
      continue;
    }
    const print = fingerprintOf(runs);
    const owner = [...fresh, ...known].find(
      ({ document }) => isDrill(document) && document.fingerprint === print,
    );
    if (owner) held.set(owner.id, { ...(held.get(owner.id) ?? owner), runs });
    else problems.push(`${name} holds the runs of a result that is not open: open its document with it`);
  }
  const scenarios = files.filter(({ name }) => /\.ya?ml$/.test(name));
  const others = files.filter(({ name }) => !/\.(json|ndjson|ya?ml)$/.test(name));
  return {
    held: [...held.values()],
    scenarios,
    problems: [
      ...problems,
      ...others.map(
        ({ name }) => `${name}: a result (.json), its values (.ndjson) or a scenario (.yaml) can be opened`,
      ),
    ],
  };
}

/** The document, or what is wrong with it. */
function documentOf({ name, text }: NamedText): AnyDocument | string {
  let parsed: { readonly schema?: unknown } | null;
  try {
    parsed = JSON.parse(text);
  } catch {
    return `${name} is not JSON`;
  }
  const schema = typeof parsed?.schema === "string" ? parsed.schema : "";
  const shape = schema === RESULT_SCHEMA ? resultShape : OTHER_SHAPES[schema];
  if (!shape) {
    const known = [RESULT_SCHEMA, ...Object.keys(OTHER_SHAPES)].join(", ");
    return `${name} ${schema === "" ? "names no schema" : `is ${schema}`}; known are ${known}`;
  }
  const read = shape.safeParse(parsed);
  if (read.success) return read.data as unknown as AnyDocument;
  const [issue] = read.error.issues;
  return `${name} is damaged: ${issue?.path.map(String).join(".") ?? ""}: ${issue?.message ?? "it cannot be read"}`;
}

function nameOf(document: AnyDocument, file: string): string {
  return "scenario" in document ? document.scenario.name : file.replace(/(\.\w+)?\.json$/, "");
}
