// What is added to the tree of a scenario before the schema's defaults: presets under the explicit values, what
// an auxiliary cluster shares with the one it follows, and the usual population of clients where none is
// written.
import { suggestion } from "../config/nearest.ts";
import { childAt, type Located, locate, nodeAt, type Path, setUnder } from "./located.ts";
import type { Preset } from "./presets/preset.ts";
import { presets } from "./presets/registry.ts";
import type { Report } from "./report.ts";
import type { Assumption } from "./scenario.ts";

/** Changes the tree; returns the preset values in force. */
export function prepare(root: Located, report: Report): Assumption[] {
  inherit(root);
  const inForce: Assumption[] = [];
  for (const [path, section] of presetPlaces(root)) applyPreset(root, path, section, report, inForce);
  addClients(root);
  return inForce;
}

const namesAt = (root: Located, section: string): string[] => {
  const node = childAt(root, section);
  return node?.content instanceof Map ? [...node.content.keys()] : [];
};

/** An auxiliary cluster holds a copy of what it follows: the same product and, unless written, as much data. */
function inherit(root: Located): void {
  for (const name of namesAt(root, "clusters")) {
    const cluster = nodeAt(root, ["clusters", name]);
    const followed = cluster && childAt(cluster, "follows")?.content;
    if (!cluster || typeof followed !== "string" || followed === name) continue;
    for (const key of ["preset", "dataset"]) {
      const original = nodeAt(root, ["clusters", followed, key]);
      if (original && !childAt(cluster, key)) setUnder(cluster, [key], original);
    }
  }
}

function presetPlaces(root: Located): [Path, Preset["section"]][] {
  const ofClusters = namesAt(root, "clusters").flatMap((name): [Path, Preset["section"]][] => [
    [["clusters", name], "cluster"],
    [["clusters", name, "failover"], "failover"],
    [["clusters", name, "takeover"], "failover"],
  ]);
  const ofClients = namesAt(root, "clients").map((name): [Path, Preset["section"]] => [
    ["clients", name],
    "client",
  ]);
  return [
    ...ofClusters,
    ...ofClients,
    [["failover"], "failover"],
    [["backup"], "backup"],
    [["failures"], "failures"],
    [["routing"], "routing"],
  ];
}

function applyPreset(
  root: Located,
  path: Path,
  section: Preset["section"],
  report: Report,
  inForce: Assumption[],
): void {
  const target = nodeAt(root, path);
  const named = target && childAt(target, "preset");
  if (!target || typeof named?.content !== "string") return;
  const preset = presets.get(named.content);
  if (preset?.section !== section) {
    const known = [...presets.values()].filter((each) => each.section === section).map(({ name }) => name);
    const message = preset
      ? `\`${named.content}\` is a preset of a ${preset.section}, not of a ${section}`
      : `unknown preset \`${named.content}\``;
    report.add("TWIN1021", named.span, [...path, "preset"], message, {
      hint: suggestion(named.content, known, "presets"),
    });
    return;
  }
  const kind = childAt(target, "kind");
  const presetKind = preset.parameters.find(({ key }) => key === "kind")?.value;
  if (kind && presetKind !== undefined && kind.content !== presetKind) {
    const message = `the preset \`${preset.name}\` is of kind \`${presetKind}\`, this is \`${String(kind.content)}\``;
    report.add("TWIN1021", named.span, [...path, "preset"], message, {
      hint: "remove the kind, or the preset",
    });
    return;
  }
  for (const { key, value, source, mark } of preset.parameters) {
    const keys = key.split(".");
    if (nodeAt(target, keys)) continue;
    if (!setUnder(target, keys, locate(value, named.span))) continue;
    if (key !== "kind") inForce.push({ path: [...path, key].join("."), value: written(value), source, mark });
  }
}

/** Without `clients:` there is one population near the preferred site of the first primary cluster. */
function addClients(root: Located): void {
  if (childAt(root, "clients")) return;
  const first = namesAt(root, "clusters").find(
    (name) => nodeAt(root, ["clusters", name, "role"])?.content !== "auxiliary",
  );
  const cluster = first === undefined ? undefined : nodeAt(root, ["clusters", first]);
  if (!cluster) return;
  const members = childAt(cluster, "members")?.content;
  const near =
    childAt(cluster, "prefers")?.content ??
    childAt(cluster, "site")?.content ??
    (members instanceof Map ? [...members.keys()][0] : undefined);
  if (typeof near === "string")
    setUnder(root, ["clients", "clients", "near"], locate(near, cluster.key ?? cluster.span));
}

/** A value as a user would write it on one line. */
export function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const entries = Object.entries(value).map(([key, inner]) => `${key}: ${written(inner)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}
