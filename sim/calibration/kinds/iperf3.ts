// iperf3 --json: what one connection got through a link. That is the link's bandwidth only if the connection filled it,
// which a queue shows: round trips grow. Leaves out: --bidir, --json-stream, what else was on the line meanwhile.
import { congestions } from "../../network/congestion/registry.ts";
import { clopperPearson } from "../../statistics/proportion.ts";
import { quantileInterval } from "../../statistics/quantile-interval.ts";
import { bandwidthText, durationText, rangeText, ratioText } from "../amounts.ts";
import { type Iperf3Document, readIperf3 } from "../iperf3-document.ts";
import {
  defineMeasurement,
  type LearnedField,
  type Observation,
  type Range,
  type Reading,
  type Source,
  type Unlearned,
} from "../measurement.ts";

/** IEEE 802.3, preamble and gap included: a line that is sold as 1 Gbit/s counts these bytes of each packet too. */
const FRAMING = 38;
/** IP and TCP headers with time stamps, which Linux sends unless told otherwise: 20 + 20 + 12 bytes. */
const HEADERS = 52;
/** IP and UDP. */
const UDP_HEADERS = 28;
/** With a queue the mean round trip is more than the least one; our choice of how much more is a queue. */
const QUEUE_SHOWS = 1.1;

export const iperf3 = defineMeasurement({
  name: "iperf3",
  title: "iperf3 --client HOST --time 30 --json",
  source: "iperf3: src/iperf_api.c, JSON output; versions 3.7 to 3.16",
  speaksOf: "link",
  recognises: (head) => /^\s*\{/.test(head) && /"(?:start|intervals|error)"\s*:/.test(head),
  read(source, report) {
    const test = readIperf3(source, report);
    if (!test) return undefined;
    const of = source.text.split("\n").length - (source.text.endsWith("\n") ? 1 : 0);
    const said = test.start.test_start.protocol === "TCP" ? ofTcp(test, source) : ofUdp(test, source);
    if (said) return { file: source.file, kind: "iperf3", lines: { used: of, of }, remarks: [], ...said };
    report.add(
      "TWIN1203",
      { line: of },
      "nothing was transferred",
      "run it for at least ten seconds: iperf3 --time 30",
    );
    return undefined;
  },
});

type Said = Pick<Reading, "learned" | "observed" | "unlearned" | "comparable">;

function ofTcp(test: Iperf3Document, source: Source): Said | undefined {
  const { file } = source;
  const link = source.subject ?? "measured";
  const { start, end } = test;
  const got = end.sum_received ?? end.sum_sent;
  const steps = goodputs(test);
  if (!got || got.bits_per_second <= 0 || steps.length === 0) return undefined;
  const payload = start.tcp_mss_default ?? 1448;
  const packet = test.intervals[0]?.streams[0]?.pmtu ?? payload + HEADERS;
  const onWire = Math.max(1, packet / payload) / 8e6;
  const sender = end.streams?.[0]?.sender;
  const { min_rtt: least = 0, mean_rtt: mean = 0 } = sender ?? {};
  const queued = least > 0 && mean >= QUEUE_SHOWS * least;
  const framing = (packet + FRAMING) / packet;
  const bandwidth = bandwidthOf(steps, { onWire, framing }, { link, file, queued });
  const { sender_tcp_congestion: congestion } = end;
  const retransmits = end.sum_sent?.retransmits;
  const segments = (end.sum_sent?.bytes ?? 0) / payload;
  const observed: Observation[] = [
    { what: "goodput", value: got.bits_per_second / 8, unit: "B/s", file },
    ...(retransmits === undefined
      ? []
      : [{ what: "retransmitted segments", value: retransmits, unit: "count", file } as const]),
    ...(least > 0
      ? [{ what: "least round trip of the connection", value: least / 1e6, unit: "s", file } as const]
      : []),
  ];
  const share = retransmits === undefined || segments < 1 ? undefined : retransmits / segments;
  return {
    learned: [...bandwidth.learned, ...(congestion === undefined ? [] : transportOf(congestion, file))],
    observed,
    unlearned: [
      ...(queued ? [] : [notFull(least, mean, file)]),
      ...(congestion === undefined || congestions.parts.has(congestion)
        ? []
        : [unknownCongestion(congestion, file)]),
      {
        what: "loss",
        because:
          share === undefined
            ? "retransmits are not in the file (only Linux senders report them)"
            : `${ratioText(share)} of the segments were sent again, and most of those are the queue's own drops: ping says it`,
        file,
      },
    ],
    comparable: [
      ...bandwidth.comparable,
      ...(congestion === undefined || !congestions.parts.has(congestion)
        ? []
        : [
            {
              path: "replication.transport",
              what: "congestion control of the host that sent",
              live: congestion,
              unit: "word" as const,
              ofScenario: ({ replication }: Parameters<Reading["comparable"][number]["ofScenario"]>[0]) =>
                replication.transport.kind,
            },
          ]),
    ],
  };
}

/** Bits per second of each interval that counts, sorted. */
const goodputs = ({ intervals }: Iperf3Document): number[] =>
  intervals
    .map(({ sum }) => sum)
    .filter(({ omitted }) => omitted !== true)
    .map(({ bits_per_second: rate }) => rate)
    .sort((a, b) => a - b);

function bandwidthOf(
  steps: readonly number[],
  { onWire, framing }: { readonly onWire: number; readonly framing: number },
  { link, file, queued }: { readonly link: string; readonly file: string; readonly queued: boolean },
): Pick<Reading, "learned" | "comparable"> {
  const n = steps.length;
  const live = (steps[Math.floor((n - 1) / 2)] as number) * onWire;
  const ranks = quantileInterval(n, 0.5);
  const range: Range | undefined = ranks && {
    low: (steps[ranks.low - 1] as number) * onWire,
    high: (steps[ranks.high - 1] as number) * onWire * framing,
    method: "order-statistics",
  };
  const sure = queued ? "a queue stood, so the line was full" : "at least: no queue stood";
  const learned: LearnedField = {
    path: ["links", link, "bandwidth"],
    value: bandwidthText(live),
    file,
    basis: `median of ${n} intervals, headers of IP and TCP included, frames of Ethernet only at the end of the interval; ${sure}`,
    samples: n,
    ...(range && { interval: rangeText(range, "bandwidth") }),
  };
  return {
    learned: [learned],
    comparable: [
      {
        path: `links.${link}.bandwidth`,
        what: queued ? "bandwidth of a full line" : "bandwidth, at least",
        live,
        unit: "bandwidth",
        // Without a queue the line may be any faster.
        ...(range && { range: queued ? range : { ...range, high: Number.POSITIVE_INFINITY } }),
        ofScenario: ({ links }) => (Object.hasOwn(links, link) ? links[link]?.bandwidth : undefined),
      },
    ],
  };
}

const transportOf = (congestion: string, file: string): LearnedField[] =>
  congestions.parts.has(congestion)
    ? [
        {
          path: ["replication", "transport"],
          value: congestion,
          file,
          basis:
            "sender_tcp_congestion: the default of the host that sent, which the database has unless told otherwise",
        },
      ]
    : [];

const unknownCongestion = (congestion: string, file: string): Unlearned => ({
  what: "replication.transport",
  because: `${congestion} is no kind of transport here; there are ${[...congestions.parts.keys()].join(", ")}`,
  file,
});

const notFull = (least: number, mean: number, file: string): Unlearned => ({
  what: "whether the line is faster than that",
  because:
    least === 0
      ? "the file has no round trips of the connection"
      : `no queue stood (round trip ${durationText(mean)} on average, ${durationText(least)} at least), so the sender or its window was the limit: iperf3 --parallel 4`,
  file,
});

function ofUdp(
  { end: { sum } }: Iperf3Document,
  { file, subject: link = "measured" }: Source,
): Said | undefined {
  const { packets = 0, lost_packets: lost = 0, jitter_ms: jitter } = sum ?? {};
  if (!sum || packets < 1 || lost > packets || sum.bytes <= 0) return undefined;
  const mean = lost / packets;
  const { low, high } = clopperPearson(lost, packets);
  const range: Range = { low, high, method: "clopper-pearson" };
  const size = sum.bytes / packets;
  const offered = (sum.bits_per_second / 8) * ((size + UDP_HEADERS) / size);
  return {
    learned: [
      {
        path: ["links", link, "loss"],
        value: ratioText(mean),
        file,
        basis: `${lost} of ${packets} packets lost, one way`,
        samples: packets,
        interval: rangeText(range, "ratio"),
      },
    ],
    observed: [
      { what: "offered with its headers", value: offered, unit: "B/s", file },
      ...(jitter === undefined
        ? []
        : [{ what: "jitter, smoothed as in RFC 3550", value: jitter / 1e3, unit: "s", file } as const]),
    ],
    unlearned: [
      {
        what: "bandwidth",
        because: "UDP is sent at the rate of --bitrate, whatever the line could take: measure TCP",
        file,
      },
      {
        what: "burst length of losses",
        because: "iperf3 counts lost packets and not which ones: ping -i 0.01",
        file,
      },
    ],
    comparable: [
      {
        path: `links.${link}.loss`,
        what: "share of packets lost, one way",
        live: mean,
        unit: "ratio",
        range,
        ofScenario: ({ links }) => (Object.hasOwn(links, link) ? links[link]?.loss.mean : undefined),
      },
    ],
  };
}
