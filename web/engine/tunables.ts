// What of a scenario is worth turning: round trips and losses of its lines, what a commit waits for, time-outs of its
// failover and of its clients, its load. The values are those in force, whether written, from a preset or a default.
import { type AmountRange, loadScenario, printAmount, type Scenario } from "../../sim/index.ts";
import type { Source } from "./api.ts";
import { partsAt, type SchemaPart } from "./places.ts";
import type { Tunable } from "./what-if-api.ts";

type Kind = AmountRange["kind"];
/** In which it is written where the value itself does not decide. */
const UNITS: Readonly<Partial<Record<Kind, string>>> = { ratio: "%", rate: "/s" };
const KINDS: readonly string[] = ["duration", "size", "bandwidth", "rate", "ratio"];

interface Turned {
  readonly group: Tunable["group"];
  /** `*` is any name. */
  readonly path: string;
  readonly kinds: readonly Kind[];
}

const TURNED: readonly Turned[] = [
  { group: "Lines", path: "links.*.rtt", kinds: ["duration"] },
  { group: "Lines", path: "links.*.bandwidth", kinds: ["bandwidth"] },
  { group: "Lines", path: "routing.*", kinds: ["duration"] },
  { group: "Commit", path: "replication.acknowledge.*", kinds: ["duration"] },
  { group: "Commit", path: "replication.*", kinds: ["duration"] },
  { group: "Failover", path: "failover.*", kinds: ["duration"] },
  { group: "Clients", path: "clients.*.redirect.*", kinds: ["duration", "ratio"] },
  { group: "Clients", path: "clients.*.timeouts.*", kinds: ["duration"] },
  { group: "Clients", path: "clients.*.local.*", kinds: ["duration"] },
  { group: "Load", path: "workload.*.arrivals.mean", kinds: ["rate"] },
  { group: "Load", path: "workload.*.answerWithin", kinds: ["duration"] },
];

const ACKNOWLEDGE = "replication.acknowledge";
/** Losses are looked at up to here; more is a cut. */
const MOST_LOSS = 0.1;
/** To both sides of the value in force. */
const FACTOR = 10;

export function tunablesOf(source: Source): Tunable[] {
  const { name, text, attachments = {}, overrides = [] } = source;
  const options = { file: `${name}.yaml`, attachments };
  const { scenario } = loadScenario(text, { ...options, overrides });
  if (!scenario) return [];
  const isAllowed = (override: string): boolean =>
    loadScenario(text, { ...options, overrides: [...overrides, override] }).scenario !== undefined;
  const amounts = TURNED.flatMap(({ group, path, kinds }) =>
    leavesAt(scenario, path.split(".")).flatMap((leaf) => amountOf(scenario, leaf, group, kinds)),
  );
  return [...lossesOf(scenario), ...acknowledgements(scenario, isAllowed), ...amounts].sort(
    (a, b) => GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group),
  );
}

const GROUPS: readonly Tunable["group"][] = ["Lines", "Commit", "Failover", "Clients", "Load"];

interface Leaf {
  readonly path: readonly string[];
  readonly value: number;
}

/** Numbers of the completed scenario at a pattern. */
function leavesAt(scenario: Scenario, pattern: readonly string[]): Leaf[] {
  const visit = (value: unknown, rest: readonly string[], path: readonly string[]): Leaf[] => {
    const [segment, ...more] = rest;
    if (segment === undefined)
      return typeof value === "number" && Number.isFinite(value) ? [{ path, value }] : [];
    if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
    const children = value as Readonly<Record<string, unknown>>;
    const names = segment === "*" ? Object.keys(children) : [segment];
    return names.flatMap((name) => visit(children[name], more, [...path, name]));
  };
  return visit(scenario, pattern, []);
}

function amountOf(
  scenario: Scenario,
  { path, value }: Leaf,
  group: Tunable["group"],
  kinds: readonly Kind[],
): Tunable[] {
  const part = partsAt(path, scenario).find(({ title }) => title !== undefined && KINDS.includes(title));
  const kind = part?.title as Kind | undefined;
  if (!part || !kind || !kinds.includes(kind) || value <= 0) return [];
  const isShare = kind === "ratio";
  const unit = UNITS[kind];
  const amount = (each: number): string =>
    printAmount({ kind, value: each, ...(unit !== undefined && { unit }) });
  const low = isShare ? 0 : round(value / FACTOR, kind);
  const high = isShare ? 1 : round(value * FACTOR, kind);
  return [
    {
      path: path.join("."),
      group,
      value: amount(value),
      ...aboutOf(part),
      range: { low: amount(low), high: amount(high), isLogarithmic: !isShare },
    },
  ];
}

/** Ends that can be read: whole µs and bytes, three digits. */
const round = (value: number, kind: Kind): number => {
  const short = Number(value.toPrecision(3));
  return kind === "duration" || kind === "size" ? Math.max(1, Math.round(short)) : short;
};

const aboutOf = ({ description }: SchemaPart): { about?: string } =>
  description === undefined ? {} : { about: description.split(". Source:")[0] ?? "" };

/** A loss is written alone, or with the length of its bursts: an override says both, so that it fits either. */
function lossesOf({ links }: Scenario): Tunable[] {
  return Object.entries(links).map(([name, { loss }]) => {
    const { mean, burst } = loss as { readonly mean: number; readonly burst: number };
    const high = Math.min(1, Math.max(MOST_LOSS, 2 * mean));
    return {
      path: `links.${name}.loss`,
      group: "Lines",
      value: printAmount({ kind: "ratio", value: mean, unit: "%" }),
      about: "share of packets",
      range: {
        low: "0 %",
        high: printAmount({ kind: "ratio", value: high, unit: "%" }),
        isLogarithmic: false,
      },
      ...(burst > 1 && { wrap: `{ mean: @, burst: ${burst} }` }),
    };
  });
}

function acknowledgements(scenario: Scenario, isAllowed: (override: string) => boolean): Tunable[] {
  const { kind } = scenario.replication.acknowledge as { readonly kind: string };
  const words = partsAt([...ACKNOWLEDGE.split(".")], undefined).flatMap(({ enum: all = [] }) =>
    all.map(String),
  );
  const options = words.filter((word) => word === kind || isAllowed(`${ACKNOWLEDGE}=${word}`));
  if (options.length < 2) return [];
  return [{ path: ACKNOWLEDGE, group: "Commit", value: kind, about: "what a commit waits for", options }];
}
