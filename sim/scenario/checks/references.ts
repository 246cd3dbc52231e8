// Names that are written must exist: sites, links, clusters, nodes. Works on the schema's reference fields, so
// a new kind's names are checked without a line here.
import { notesOf, walk } from "../../config/schema-walk.ts";
import { plain } from "../located.ts";
import { nodesOf } from "../scenario.ts";
import { schema } from "../schema.ts";
import type { Check, Section } from "./checkup.ts";

const NOUNS: Readonly<Record<string, string>> = {
  sites: "site",
  links: "link",
  clusters: "cluster",
  nodes: "node",
};

export const references: Check = (checkup) => {
  const nodes = Object.entries(checkup.completed.clusters).flatMap(([name, { members }]) =>
    nodesOf(name, members).map(({ id }) => id),
  );
  walk(schema, plain(checkup.root), ({ path, inner, value, isWritten }) => {
    const { refers, words } = notesOf(inner);
    if (typeof refers !== "string" || typeof value !== "string" || !isWritten) return;
    const allowed = (words as readonly string[] | undefined) ?? [];
    const known = refers === "nodes" ? nodes : checkup.names(refers as Section);
    if (known.includes(value) || allowed.includes(value)) return;
    const isKey = path.at(-1) === value;
    checkup.unknown(path, value, [...allowed, ...known], NOUNS[refers] ?? refers, isKey);
  });
};
