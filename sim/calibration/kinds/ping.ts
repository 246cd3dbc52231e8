// ping: round trips and lost packets of one link. An answer that is late ("no answer yet") is not a lost one: what
// counts as lost never came while ping ran. Leaves out: flood pings, whose output has no numbers, -R and -T.
import type { Scenario } from "../../scenario/scenario.ts";
import { quantileInterval } from "../../statistics/quantile-interval.ts";
import { distributionText, durationText, rangeText, ratioText } from "../amounts.ts";
import { linesOf } from "../lines.ts";
import { type LossRuns, lossRange, lossRuns } from "../loss-runs.ts";
import {
  type Comparable,
  defineMeasurement,
  type LearnedField,
  type Range,
  type Reading,
  type Source,
  type Unlearned,
} from "../measurement.ts";
import { type Pings, readPings } from "../ping-lines.ts";
import { fitsOf, sumOfTwo, valueAt } from "../round-trip.ts";

/** Fewer round trips say nothing about their spread. */
const FEWEST = 20;
/** Losses further apart than this, µs, are not of one burst of packets but an interruption. */
const BURST_SPACING_MAX = 20_000;

export const ping = defineMeasurement({
  name: "ping",
  title: "ping -D -c 1000 HOST (Linux iputils; also macOS)",
  source: "iputils: ping/ping_common.c, ping(8)",
  speaksOf: "link",
  recognises: (head) =>
    /^PING \S+ ?\(/m.test(head) || /^(\[\d+\.\d+\] )?\d+ bytes from .*icmp_seq=/m.test(head),
  read(source, report) {
    const pings = readPings(linesOf(source), report);
    if (report.hasErrors || !pings) return undefined;
    const link = source.subject ?? "measured";
    const sorted = [...pings.roundTrips].sort((a, b) => a - b);
    if (sorted.length < FEWEST) {
      const found = `${sorted.length} round trip${sorted.length === 1 ? "" : "s"}`;
      report.add(
        "TWIN1203",
        { line: pings.lastLine },
        found,
        `at least ${FEWEST} are needed: ping -c 1000 HOST`,
      );
      return undefined;
    }
    const trips = roundTrips(sorted, pings, { link, source });
    const loss = losses(pings, { link, source });
    return {
      file: source.file,
      kind: "ping",
      lines: { used: pings.used, of: pings.of },
      learned: [...trips.learned, ...loss.learned],
      observed: [
        { what: "mean round trip", value: meanOf(sorted) / 1e6, unit: "s", file: source.file },
        {
          what: "99 % of the round trips are below",
          value: valueAt(sorted, 0.99) / 1e6,
          unit: "s",
          file: source.file,
        },
      ],
      unlearned: [...loss.unlearned, ...always(source.file)],
      remarks: pings.remarks,
      comparable: [...trips.comparable, ...loss.comparable],
    };
  },
});

const always = (file: string): Unlearned[] => [
  { what: "bandwidth", because: "a ping fills no line: iperf3 --json says it", file },
  {
    what: "jitter of each direction",
    because: "a ping sees both together; they are taken to be alike",
    file,
  },
];

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

interface Naming {
  readonly link: string;
  readonly source: Source;
}
type Said = Pick<Reading, "learned" | "comparable">;

function roundTrips(sorted: readonly number[], pings: Pings, { link, source: { file } }: Naming): Said {
  const [fit] = fitsOf(sorted);
  if (!fit) return { learned: [], comparable: [] };
  const n = sorted.length;
  const basis = `${n} round trips, lines ${pings.firstLine} to ${pings.lastLine}`;
  const median = rangeAt(sorted, 0.5, pings.resolution);
  const tail = rangeAt(sorted, 0.95, pings.resolution);
  const medianText = durationText(valueAt(sorted, 0.5));
  const learned: LearnedField[] = [
    {
      path: ["links", link, "rtt"],
      value: durationText(fit.rtt),
      file,
      basis: `${basis}; what is left without jitter; median with it ${medianText}`,
      samples: n,
      ...(median && { interval: `${rangeText(median, "duration")} for the median` }),
    },
    {
      path: ["links", link, "jitter"],
      value: distributionText(fit.jitter),
      file,
      basis: `${basis}; of one way: two draws make the quantiles of the round trips, ${durationText(fit.distance)} off on average`,
      samples: n,
      ...(tail && { interval: `${rangeText(tail, "duration")} for the 95 % quantile of the round trip` }),
    },
  ];
  const quantile = (p: number) => (scenario: Scenario) => roundTripOf(scenario, link, p);
  const comparable: Comparable[] = [
    {
      path: `links.${link}.rtt`,
      what: "median round trip, jitter included",
      live: valueAt(sorted, 0.5),
      unit: "duration",
      ...(median && { range: median }),
      ofScenario: quantile(0.5),
    },
    {
      path: `links.${link}.jitter`,
      what: "95 % of the round trips are below",
      live: valueAt(sorted, 0.95),
      unit: "duration",
      ...(tail && { range: tail }),
      ofScenario: quantile(0.95),
    },
  ];
  return { learned, comparable };
}

/** By order statistics, widened by what ping rounds away. */
function rangeAt(sorted: readonly number[], p: number, resolution: number): Range | undefined {
  const ranks = quantileInterval(sorted.length, p);
  if (!ranks) return undefined;
  return {
    low: (sorted[ranks.low - 1] as number) - resolution,
    high: (sorted[ranks.high - 1] as number) + resolution,
    method: "order-statistics",
  };
}

function roundTripOf(scenario: Scenario, name: string, p: number): number | undefined {
  const link = Object.hasOwn(scenario.links, name) ? scenario.links[name] : undefined;
  return link && link.rtt + sumOfTwo(link.jitter)(p);
}

function losses(pings: Pings, { link, source: { file } }: Naming): Said & Pick<Reading, "unlearned"> {
  const runs = lossRuns(pings.isLost);
  const range = lossRange(runs);
  const mean = runs.lost / runs.sent;
  const isOfPackets = pings.spacing !== undefined && pings.spacing <= BURST_SPACING_MAX;
  const burst = isOfPackets && runs.runs > 0 ? Number((runs.lost / runs.runs).toPrecision(2)) : 1;
  const path = ["links", link, "loss"];
  const learned: LearnedField = {
    path,
    value: burst > 1 ? { mean: ratioText(mean), burst } : ratioText(mean),
    file,
    basis: `${runs.lost} of ${runs.sent} packets lost${runs.lost > 0 ? ` in ${runs.runs} runs` : ""}`,
    samples: runs.sent,
    interval: rangeText(range, "ratio"),
  };
  const comparable: Comparable = {
    path: path.join("."),
    what: "share of packets lost, there and back",
    live: mean,
    unit: "ratio",
    range,
    ofScenario(scenario) {
      const own = Object.hasOwn(scenario.links, link) ? scenario.links[link]?.loss.mean : undefined;
      // A packet and its answer must both arrive.
      return own === undefined ? undefined : 1 - (1 - own) * (1 - own);
    },
  };
  const oneWay = mean > 0 ? { ...learned, ...ofOneWay(learned, mean, burst) } : learned;
  return { learned: [oneWay], comparable: [comparable], unlearned: unlearnedOf(runs, pings, file) };
}

/** A ping is lost with its packet or with its answer: each direction loses about half as many. */
function ofOneWay(learned: LearnedField, mean: number, burst: number): Partial<LearnedField> {
  const one = 1 - Math.sqrt(1 - mean);
  return {
    value: burst > 1 ? { mean: ratioText(one), burst } : ratioText(one),
    basis: `${learned.basis}; of one way, a ping needs both`,
    interval: `${learned.interval} for both ways`,
  };
}

function unlearnedOf({ longest, lost }: LossRuns, { spacing }: Pings, file: string): Unlearned[] {
  if (lost === 0 || (spacing !== undefined && spacing <= BURST_SPACING_MAX)) return [];
  const apart = spacing === undefined ? "at an unknown distance" : `${durationText(spacing)} apart`;
  const because = `pings ${apart} do not see packets that follow each other: ping -i 0.01`;
  const interrupted = {
    what: "interruptions",
    because: `${longest} pings in a row were lost: that is a cut, not loss`,
    file,
  };
  return [{ what: "burst length of losses", because, file }, ...(longest > 1 ? [interrupted] : [])];
}
