// Two sites without a third: the two worlds that look the same, what the policy does in both, and what that costs in
// the one in which it is wrong. Every number is one of the drills of the two worlds.
import type { DisruptionResult, ExperimentResult } from "../../sim/index.ts";
import { cellOf } from "./cell.ts";

export interface WorldRow {
  readonly world: string;
  /** The drill; "" = the scenario has none. */
  readonly disruption: string;
  readonly right: string;
  readonly outage: string;
  readonly lost: string;
  readonly splitBrain: string;
}

export interface TwoWorldsStory {
  /** What the surviving side sees in both. */
  readonly seen: string;
  readonly rows: readonly WorldRow[];
  /** On which of both the policy bets, and what the wrong bet costs. */
  readonly bet: string;
}

export const WORLD_HEADS = [
  "world",
  "drill",
  "right would be",
  "outage",
  "lost writes",
  "two writers",
] as const;

export function twoWorldsStory({ twoWorlds, disruptions }: ExperimentResult): TwoWorldsStory | undefined {
  if (!twoWorlds) return undefined;
  const { leading, surviving, votes, cluster } = twoWorlds;
  const drillOf = (name: string | undefined): DisruptionResult | undefined =>
    disruptions.find((each) => each.name === name && each.modelled && each.replications > 0);
  const [dead, cut] = [drillOf(twoWorlds.dead), drillOf(twoWorlds.cut)];
  const sites = votes.map((site) => `\`${site}\``).join(" and ");
  const say = `${votes.length === 1 ? "the only say is" : "all votes are"} in ${sites}`;
  return {
    seen:
      `\`${cluster}\` has two sites, and ${say}: ` +
      `to \`${surviving}\` a dead \`${leading}\` and a cut line look the same. ` +
      "Renewals, probes and the log stop at one instant, and nothing that it can measure tells the two apart.",
    rows: [
      rowOf(`\`${leading}\` is dead`, `\`${surviving}\` leads`, dead),
      rowOf("only the line is cut", `\`${leading}\` goes on, nobody else`, cut),
    ],
    bet: betOf(twoWorlds, dead, cut),
  };
}

function rowOf(world: string, right: string, drill: DisruptionResult | undefined): WorldRow {
  const text = (metric: string): string => {
    const estimate = drill?.metrics[metric];
    return estimate && estimate.n > 0 ? cellOf(estimate).median : "";
  };
  return {
    world,
    right,
    disruption: drill?.name ?? "",
    outage: text("rtoAchievedSeconds"),
    lost: text("lostTransactions"),
    splitBrain: text("splitBrainSeconds"),
  };
}

function betOf(
  { leading, surviving }: NonNullable<ExperimentResult["twoWorlds"]>,
  dead: DisruptionResult | undefined,
  cut: DisruptionResult | undefined,
): string {
  if (!dead || !cut) {
    const missing = [
      ...(dead ? [] : [`{ kind: site-loss, site: ${leading} }`]),
      ...(cut ? [] : [`{ kind: partition, between: [${leading}, ${surviving}] }`]),
    ];
    return `To see what the wrong bet costs, add ${missing.map((fault) => `\`${fault}\``).join(" and ")} under \`disruptions\`.`;
  }
  // What it sees is the same, so it does the same: what it did in one world tells the bet.
  if (dead.phases.some(({ name, seconds }) => name === "promote" && (seconds.mean ?? 0) > 0)) {
    const price = priceOf(cut);
    return `The policy bets that \`${leading}\` is dead: \`${surviving}\` takes over in both worlds. If only the line is cut, ${price}.`;
  }
  const stops = worstOf(cut) > 0 ? " It pays there, too: the leader stops for want of votes." : "";
  return `The policy bets that only the line is cut: \`${surviving}\` waits in both worlds. If \`${leading}\` is dead, ${priceOf(dead)}.${stops}`;
}

const worstOf = ({ metrics, recovered, replications }: DisruptionResult): number =>
  recovered < replications ? Number.POSITIVE_INFINITY : (metrics.rtoAchievedSeconds?.mean ?? 0);

function priceOf({ metrics, recovered, replications }: DisruptionResult): string {
  const { rtoAchievedSeconds: outage, lostTransactions: lost, splitBrainSeconds: split } = metrics;
  const never =
    recovered < replications
      ? [`service never comes back in ${replications - recovered} of ${replications} runs`]
      : [];
  const parts = [
    ...never,
    ...(never.length === 0 && (outage?.mean ?? 0) > 0 && outage
      ? [`it is down for ${cellOf(outage).median} (median) for nothing`]
      : []),
    ...((split?.mean ?? 0) > 0 && split ? [`two primaries write for ${cellOf(split).median} (median)`] : []),
    ...((lost?.mean ?? 0) > 0 && lost
      ? [`${cellOf(lost).median} acknowledged writes are lost (median)`]
      : []),
  ];
  return parts.length > 0 ? parts.join(", and ") : "nothing is lost and nobody is down";
}
