// Every diagnostic's code with its long text, for `twinsite explain CODE`. Codes are public: they are never
// given to another problem. 1001–1019 reading the file, 1020–1023 names, 1030–1034 expectations, 1040–1099 what
// parts mean together, 1100–1109 failures by chance, 1200–1209 files from live systems.
import type { DiagnosticCode } from "../config/diagnostic.ts";
import { failoverCodes } from "./failover-codes.ts";
import { measurementCodes } from "./measurement-codes.ts";

export interface CodeText {
  readonly title: string;
  readonly text: string;
}

const rows: readonly (readonly [DiagnosticCode, string, string])[] = [
  [
    "TWIN1001",
    "not YAML",
    "The text cannot be read as YAML 1.2. The place is where the reader gave up; the cause is often just before it: a missing quote or bracket, a tab used to indent, a colon without a space after it.",
  ],
  [
    "TWIN1002",
    "unknown key",
    "Keys that a section does not have are refused, never ignored: a misspelt key would silently leave its default in force. The hint names the nearest key and all keys of the section.",
  ],
  [
    "TWIN1003",
    "unknown kind or choice",
    "A value must be one of a fixed list, such as the kinds of a fault. `twinsite list kinds` shows them with their defaults.",
  ],
  [
    "TWIN1004",
    "missing key",
    "A key without a default is not written. The place is the key of the section that needs it.",
  ],
  [
    "TWIN1005",
    "duplicate key",
    "The same key is written twice in one mapping; YAML readers would silently keep one of them.",
  ],
  [
    "TWIN1006",
    "file too large",
    "A scenario file is at most 1 MiB. Recordings belong into attachments, which may be larger.",
  ],
  [
    "TWIN1007",
    "nested too deep",
    "Mappings and lists nest at most 32 levels; scenarios need fewer than ten. Usually a bracket is not closed.",
  ],
  [
    "TWIN1008",
    "aliases",
    "At most 100 aliases (`*name`) are unfolded, none may contain itself, and each needs its anchor (`&name`) above it: a small file could otherwise unfold to gigabytes.",
  ],
  [
    "TWIN1009",
    "key not allowed",
    "`__proto__`, `constructor` and `prototype` name parts of every object in the language of this program and cannot be keys.",
  ],
  [
    "TWIN1010",
    "wrong type of value",
    "The value is a mapping, list, text, number or truth value where another of these is expected.",
  ],
  [
    "TWIN1011",
    "unit missing or wrong",
    "Units are always written. Durations: µs, ms, s, min, h, d. Sizes: B, KB, MB, GB, TB (powers of 1000), KiB, MiB, GiB, TiB (powers of 1024). Bandwidths: bit/s, kbit/s, Mbit/s, Gbit/s, or B/s, MB/s … Rates: /s, /min, /h, /d. Ratios: 95 %, 0.01 %, 1e-6. Times of day: 14:00. `b` is never a byte and `m` never a minute.",
  ],
  [
    "TWIN1012",
    "number out of range",
    "The number, or the length of the list or text, is outside the range the message names.",
  ],
  [
    "TWIN1013",
    "values contradict each other",
    "Values of one mapping cannot hold together, such as a uniform distribution whose end lies before its begin.",
  ],
  [
    "TWIN1014",
    "name not allowed",
    "Names begin with a letter and continue with letters, digits, hyphens and underscores, at most 64.",
  ],
  ["TWIN1015", "several documents", "A scenario file is one YAML document; `---` begins a second one."],
  [
    "TWIN1016",
    "not a scenario",
    "The file is empty, or a list or plain text. A scenario is a mapping that begins with `twinsite: 1`.",
  ],
  [
    "TWIN1017",
    "control character",
    "Control characters are invisible and make two equal looking files differ; they are refused.",
  ],
  ["TWIN1018", "YAML version", "Scenarios are YAML 1.2 with its core types: `yes` and `12:30` are texts."],
  [
    "TWIN1019",
    "override",
    "An override is `path=value`, such as clients.east.redirect.ttl=90s. Segments are separated by points; `*` is every name of a mapping, a number a place in a list, counted from 0. Missing mappings are made.",
  ],
  [
    "TWIN1020",
    "unknown name",
    "A site, link, cluster or node is named that the scenario does not have. Node ids are cluster-site-number, such as orders-shanghai-1.",
  ],
  [
    "TWIN1021",
    "preset",
    "The preset is unknown, belongs to another section, or is of another kind than the section says. `twinsite list presets` shows them.",
  ],
  [
    "TWIN1022",
    "attachment missing",
    "A scenario names a recording that did not come with it. The command line looks for it beside the scenario file.",
  ],
  [
    "TWIN1023",
    "recording",
    "A recording is a CSV with a header; a column of instants says its unit in its name (arrival_us, arrival_ms, arrival_s), and its numbers never decrease.",
  ],
  [
    "TWIN1030",
    "expectation",
    "<metric>[@scope] [mean|p50|p95|p99|max|total] <=|>= <quantity> [for <disruption>]. Without a statistic the mean counts; without `for` every disruption must meet it.",
  ],
  [
    "TWIN1031",
    "unknown metric",
    "A metric is named without its unit: rtoAchieved for rtoAchievedSeconds. `twinsite list metrics` shows them with their definitions.",
  ],
  [
    "TWIN1032",
    "unit of a threshold",
    "The threshold is not in a unit of the metric: durations for outages, sizes for bytes, ratios for availability, plain numbers for counts.",
  ],
  ["TWIN1033", "unknown disruption", "`for` names a disruption that the scenario does not have."],
  [
    "TWIN1034",
    "unknown scope",
    "`@` is followed by the name of a link, cluster, site or population of clients.",
  ],
  ["TWIN1040", "sites", "There must be a site that holds data, and a site needs some capacity."],
  ["TWIN1041", "link to itself", "A link joins two different sites. Traffic inside a site is not on a link."],
  [
    "TWIN1042",
    "round trip unknown",
    "A link needs its rtt, or the location of both of its sites: the estimate is the great circle × 2.1 at the speed of light in fibre, and wants to be measured.",
  ],
  ["TWIN1050", "no primary cluster", "At least one cluster accepts writes; without one nothing can be lost."],
  [
    "TWIN1051",
    "members",
    "Members are written as `members: { site: nodes }`, or, for a cluster in one site, as `site` and `nodes`.",
  ],
  ["TWIN1052", "no nodes", "A cluster has at least one node."],
  [
    "TWIN1053",
    "witness with data",
    "A witness site votes and holds no data, so no cluster has members there.",
  ],
  ["TWIN1054", "preferred site", "The site that a cluster prefers for its primary must have members of it."],
  [
    "TWIN1055",
    "sites not joined",
    "Members of one cluster replicate over links; a site that no chain of links reaches can never receive anything.",
  ],
  [
    "TWIN1056",
    "primary and auxiliary",
    "An auxiliary cluster follows another one, may lag behind it on purpose (`delay`) and may replace it (`takeover`). A primary one does neither.",
  ],
  [
    "TWIN1057",
    "following itself",
    "A chain of followers begins at a primary cluster; a cycle would replicate from nowhere.",
  ],
  [
    "TWIN1060",
    "too few standbys",
    "The acknowledgement waits for more standbys than the cluster has: no commit would ever succeed.",
  ],
  [
    "TWIN1061",
    "unknown edge",
    "Edges are `within-site`, `across-sites`, or `a -> b` for one direction between two sites.",
  ],
  ...failoverCodes,
  [
    "TWIN1062",
    "log kept without end",
    "With `retention: unlimited` a standby that is away is never copied anew: its log piles up on the primary's disk until that is full, and then the primary stops. `disk` says how much fits. A limit larger than the disk does the same.",
  ],
  [
    "TWIN1063",
    "a list that nobody rewrites",
    "A standby that inherits the list of synchronous standbys waits, once promoted, for those that the list names. Where nobody rewrites the list, its first commit waits for a standby that is gone: for ever, until a person changes the list.",
  ],
  [
    "TWIN1078",
    "no majority without a site",
    "Members of a group vote, and more than half of all votes must hear each other. Where one site holds half of them or more, its loss leaves nobody who may lead: use an odd number of votes in three sites, arbiters included.",
  ],
  [
    "TWIN1079",
    "commits that need every member",
    "A commit by majority waits for a majority of the votes, but only members that hold data can confirm it. Two members and an arbiter elect without one of them, and then no write is ever confirmed (MongoDB: primary, secondary, arbiter).",
  ],
  [
    "TWIN1080",
    "workload of an auxiliary cluster",
    "An auxiliary cluster accepts no writes; the workload belongs to the cluster it follows.",
  ],
  [
    "TWIN1081",
    "no workload",
    "Without a workload nothing is lost and nobody waits; every objective is met for nothing.",
  ],
  [
    "TWIN1082",
    "whose clients",
    "Where several clusters have a workload, each population of clients says `of:` which one it uses.",
  ],
  ["TWIN1083", "shares", "The populations of one cluster share its whole demand: their shares sum to 100 %."],
  [
    "TWIN1084",
    "nothing to restore",
    "With the shape `off-site-backup` no stream leaves the site; without `backup:` nothing survives it.",
  ],
  [
    "TWIN1087",
    "a line too small for its streams",
    "The log written on average is more than the best line between the two sites carries to each standby: its bandwidth shared, or what TCP reaches at this loss and round trip. The backlog then grows for as long as the load lasts, and what a failure loses is as old as the last time it was empty.",
  ],
  [
    "TWIN1085",
    "backup beside the data",
    "A backup in the only site of its cluster is lost together with it.",
  ],
  [
    "TWIN1090",
    "after the end",
    "A fault begins when the run has ended. `run.limit` is how long every disruption is watched; `limit` in a disruption is its own.",
  ],
  ["TWIN1091", "precondition with a time", "What stands under `while` is in force before the run begins."],
  ["TWIN1092", "not a member", "The fault names a site in which the cluster has no nodes."],
  [
    "TWIN1093",
    "not an end of the link",
    "`from` is the sending end: one of the two sites that the link joins.",
  ],
  [
    "TWIN1094",
    "partition",
    "A partition is `between` two different sites or `isolates` one; it needs two sites, and `from` is on one of its sides.",
  ],
  [
    "TWIN1095",
    "which node",
    "With several primary clusters `cluster:` says whose primary or standby; a cluster of one node has no standby.",
  ],
  ["TWIN1096", "nothing degraded", "A degradation changes at least one of loss, delay and bandwidth."],
  [
    "TWIN1099",
    "not simulated",
    "The section is part of the format, but this version does not simulate it. Results do not depend on it.",
  ],
  [
    "TWIN1100",
    "shared more than 100 %",
    "`shared` says which share of a link's cuts takes other links with it: those in its duct, and those between the same sites if their routes are unknown. Together they are at most all of its cuts.",
  ],
  [
    "TWIN1101",
    "no finite mean",
    "A life or a repair whose distribution has no mean gives no rate, no availability and no stationary start. A Pareto distribution has a mean if its shape is more than 1.",
  ],
  [
    "TWIN1102",
    "broken more often than not",
    "The mean repair takes at least as long as the mean life. Usually a rate was written where a time between failures is expected: `every: 2000 h` is four a year.",
  ],
  [
    "TWIN1103",
    "coverage",
    "The chance that a failover works starts at `fresh` after each drill and decays towards `floor`, which therefore is no higher.",
  ],
  ...measurementCodes,
];

export const codes: ReadonlyMap<DiagnosticCode, CodeText> = new Map(
  rows.map(([code, title, text]) => [code, { title, text }]),
);
