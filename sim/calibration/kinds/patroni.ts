// The configuration of Patroni: `patronictl show-config` says what counts now, the `bootstrap.dcs` of a patroni.yml
// what the cluster began with. Leaves out: standby clusters, watchdogs, tags, who votes (the store knows).
import { placesIn, readYaml } from "../../scenario/document.ts";
import { type Located, nodeAt } from "../../scenario/located.ts";
import { Report } from "../../scenario/report.ts";
import { acknowledgementSaid, type SeenAcknowledgement } from "../acknowledgement.ts";
import { settingText, sizeText } from "../amounts.ts";
import { linesOf } from "../lines.ts";
import {
  type Comparable,
  defineMeasurement,
  type LearnedField,
  type MeasurementReport,
  type Reading,
  type Unlearned,
} from "../measurement.ts";
import { acknowledgementOf, stageOf } from "../standby-names.ts";

/** Patroni's name, the scenario's, and the unit of both. */
const LEASE = [
  { own: "ttl", field: "ttl", unit: "duration" },
  { own: "loop_wait", field: "loop", unit: "duration" },
  { own: "retry_timeout", field: "retry", unit: "duration" },
  { own: "maximum_lag_on_failover", field: "maximumLag", unit: "size" },
] as const;

export const patroni = defineMeasurement({
  name: "patroni",
  title: "patronictl show-config, or patroni.yml",
  source: "Patroni 4.0 manual, Dynamic Configuration Settings",
  speaksOf: "cluster",
  recognises: (head) =>
    /^ *(?:loop_wait|ttl|retry_timeout|maximum_lag_on_failover|synchronous_mode)\s*:/m.test(head) ||
    /^bootstrap:\s*$/m.test(head),
  read(source, report) {
    const { lines, of, remarks } = linesOf(source);
    const root = parsed(lines.map(({ text }) => `${text}\n`).join(""), source.file, report);
    if (!root) return undefined;
    const dcs = nodeAt(root, ["bootstrap", "dcs"]);
    const settings = new Settings(dcs ?? root, report);
    const { subject, file } = source;
    const lease = leaseOf(settings, subject, file);
    const waits = waitsOf(settings, { cluster: subject, file });
    if (report.hasErrors) return undefined;
    if (lease.learned.length === 0 && waits.learned.length === 0) {
      const hint = `expected one of ${LEASE.map(({ own }) => own).join(", ")}, synchronous_mode`;
      report.add("TWIN1203", { line: 1 }, "no setting of Patroni that a scenario has", hint);
      return undefined;
    }
    return {
      file,
      kind: "patroni",
      lines: { used: settings.used, of },
      learned: [...lease.learned, ...waits.learned],
      observed: [],
      unlearned: [...waits.unlearned, ...always(file)],
      remarks: [...remarks, ...remarksOn(settings, dcs !== undefined)],
      comparable: [...lease.comparable, ...waits.comparable],
    };
  },
});

const always = (file: string): Unlearned[] => [
  { what: "failover.votes", because: "the voters are those of the store (etcd, Consul, ZooKeeper)", file },
  {
    what: "race, promote and restart",
    because: "a configuration has no measured times: rehearse it and use twinsite score",
    file,
  },
];

function parsed(text: string, file: string, report: MeasurementReport): Located | undefined {
  const reading = new Report();
  const root = readYaml(text, placesIn(file, text), reading);
  for (const { line, column, endLine, endColumn, message, hint } of reading.diagnostics) {
    const length = endLine === line ? endColumn - column : 1;
    report.add("TWIN1202", { line, column, length }, message, hint ?? "expected YAML, as Patroni reads it");
  }
  if (report.hasErrors) return undefined;
  if (root?.content instanceof Map) return root;
  report.add("TWIN1202", { line: 1 }, "not a mapping", "expected lines like `ttl: 30`");
  return undefined;
}

/** The settings that are asked for, and how many there were. */
class Settings {
  readonly #root: Located;
  readonly #report: MeasurementReport;
  readonly #used = new Set<string>();

  constructor(root: Located, report: MeasurementReport) {
    this.#root = root;
    this.#report = report;
  }

  /** Undefined where nothing is written, or not a number. */
  number(name: string): number | undefined {
    const node = nodeAt(this.#root, [name]);
    if (!node || node.content === null) return undefined;
    const { content, span } = node;
    const value = typeof content === "string" && /^\d+(\.\d+)?$/.test(content) ? Number(content) : content;
    if (typeof value === "number" && value >= 0) {
      this.#used.add(name);
      return value;
    }
    const place = { line: span.line, column: span.column, length: span.endColumn - span.column };
    this.#report.add(
      "TWIN1202",
      place,
      `${name} is not a number`,
      "Patroni writes whole seconds and bytes: 30",
    );
    return undefined;
  }

  word(...path: readonly string[]): string | undefined {
    const content = nodeAt(this.#root, path)?.content;
    if (content === undefined || content === null || typeof content === "object") return undefined;
    this.#used.add(path.join("."));
    return String(content);
  }

  get used(): number {
    return this.#used.size;
  }
}

const isOn = (word: string | undefined): boolean => /^(?:true|on|yes|1)$/i.test(word ?? "");

function leaseOf(
  settings: Settings,
  cluster: string | undefined,
  file: string,
): Pick<Reading, "learned" | "comparable"> {
  const path = cluster === undefined ? ["failover"] : ["clusters", cluster, "failover"];
  const learned: LearnedField[] = [];
  const comparable: Comparable[] = [];
  for (const { own, field, unit } of LEASE) {
    const value = settings.number(own);
    if (value === undefined) continue;
    const live = unit === "duration" ? value * 1e6 : value;
    const written = unit === "duration" ? settingText(live) : sizeText(live);
    learned.push({ path: [...path, field], value: written, file, basis: own });
    comparable.push({
      path: [...path, field].join("."),
      what: own,
      live,
      unit,
      ofScenario({ clusters, failover }) {
        const named =
          cluster !== undefined && Object.hasOwn(clusters, cluster) ? clusters[cluster] : undefined;
        const policy = (named?.failover ?? failover) as Readonly<Record<string, unknown>>;
        return policy.kind === "lease" ? (policy[field] as number) : undefined;
      },
    });
  }
  const kind: LearnedField = {
    path: [...path, "kind"],
    value: "lease",
    file,
    basis: "Patroni keeps a lease",
  };
  return { learned: learned.length > 0 ? [kind, ...learned] : [], comparable };
}

function waitsOf(
  settings: Settings,
  of: { readonly cluster: string | undefined; readonly file: string },
): Pick<Reading, "learned" | "comparable" | "unlearned"> {
  const mode = settings.word("synchronous_mode");
  const names = settings.word("postgresql", "parameters", "synchronous_standby_names");
  const commit = settings.word("postgresql", "parameters", "synchronous_commit");
  const seen = seenIn(settings, { mode, names, commit });
  if (seen) {
    const asked = [
      ["synchronous_mode", mode],
      ["synchronous_mode_strict", settings.word("synchronous_mode_strict")],
      ["synchronous_node_count", settings.word("synchronous_node_count")],
      ["synchronous_standby_names", names],
      ["synchronous_commit", commit],
    ];
    const basis = asked.map(([name, value]) => `${name}: ${value ?? "absent"}`).join(", ");
    return { ...acknowledgementSaid(seen, { ...of, basis }), unlearned: [] };
  }
  const because =
    mode === undefined && names === undefined
      ? "neither synchronous_mode nor synchronous_standby_names is in the file; Patroni's own default is off"
      : `synchronous_standby_names is \`${names}\``;
  return { learned: [], comparable: [], unlearned: [{ what: "acknowledge", because, file: of.file }] };
}

function seenIn(
  settings: Settings,
  written: {
    readonly mode: string | undefined;
    readonly names: string | undefined;
    readonly commit: string | undefined;
  },
): SeenAcknowledgement | undefined {
  const { mode, names, commit } = written;
  const isQuorum = mode?.toLowerCase() === "quorum";
  if (isQuorum || isOn(mode)) {
    const stage = commit === undefined ? {} : stageOf(commit);
    if (stage === undefined) return { kind: "asynchronous" };
    const standbys = settings.number("synchronous_node_count") ?? 1;
    if (isQuorum) return { kind: "quorum", standbys, ...stage };
    // Without the strict mode the leader gives synchrony up when no standby is there.
    const isStrict = isOn(settings.word("synchronous_mode_strict"));
    return { kind: "synchronous", standbys, ...stage, whenAlone: isStrict ? "block" : "degrade" };
  }
  if (mode === undefined && names === undefined) return undefined;
  return acknowledgementOf(names ?? "", commit);
}

function remarksOn(settings: Settings, isBootstrap: boolean): string[] {
  const [ttl, loop, retry] = ["ttl", "loop_wait", "retry_timeout"].map((name) => settings.number(name));
  const isTight = ttl !== undefined && loop !== undefined && retry !== undefined && loop + 2 * retry > ttl;
  return [
    ...(isBootstrap
      ? ["bootstrap.dcs is what the cluster began with: patronictl show-config says what counts now"]
      : []),
    ...(isTight
      ? [
          `loop_wait + 2 × retry_timeout = ${loop + 2 * retry} s is more than ttl = ${ttl} s, against Patroni's rule`,
        ]
      : []),
    ...(isOn(settings.word("pause")) ? ["paused: nothing fails over automatically while it is"] : []),
  ];
}
