// The document that iperf3 --json writes, as far as it is read; and what is wrong with one, with its place.
import { z } from "zod";
import { jsonProblem } from "./json-place.ts";
import type { MeasurementReport, Source } from "./measurement.ts";

const bits = z.number().min(0).max(1e15);
const interval = z.looseObject({ bits_per_second: bits, omitted: z.boolean().optional() });
const total = z.looseObject({
  bytes: z.number().min(0),
  bits_per_second: bits,
  seconds: z.number().min(0),
  retransmits: z.number().min(0).optional(),
});
const document = z.looseObject({
  start: z.looseObject({
    tcp_mss_default: z.number().min(1).optional(),
    test_start: z.looseObject({ protocol: z.enum(["TCP", "UDP"]), num_streams: z.number().optional() }),
  }),
  intervals: z.array(
    z.looseObject({ streams: z.array(z.looseObject({ pmtu: z.number().optional() })), sum: interval }),
  ),
  end: z.looseObject({
    streams: z
      .array(
        z.looseObject({
          sender: z
            .looseObject({ min_rtt: z.number().optional(), mean_rtt: z.number().optional() })
            .optional(),
          udp: z.looseObject({ out_of_order: z.number().optional() }).optional(),
        }),
      )
      .optional(),
    sum_sent: total.optional(),
    sum_received: total.optional(),
    sum: total
      .extend({
        jitter_ms: z.number().optional(),
        lost_packets: z.number().min(0).optional(),
        packets: z.number().min(0).optional(),
      })
      .optional(),
    sender_tcp_congestion: z.string().optional(),
  }),
});
export type Iperf3Document = z.output<typeof document>;

/** Undefined when the report says why. */
export function readIperf3(source: Source, report: MeasurementReport): Iperf3Document | undefined {
  const text = source.text.replace(/^\uFEFF/, "");
  const problem = jsonProblem(text);
  if (problem) {
    const { line, column, expected } = problem;
    const isStream = /^\s*\{\s*"event"/.test(text);
    const hint = isStream
      ? "--json-stream is not read: use --json"
      : "the whole output of iperf3 --json is needed";
    report.add("TWIN1202", { line, column }, `not JSON here: expected ${expected}`, hint);
    return undefined;
  }
  const value: unknown = JSON.parse(text);
  const failure = z.looseObject({ error: z.string() }).safeParse(value);
  const result = document.safeParse(value);
  if (failure.success) {
    const line = lineOf(text, '"error"');
    report.add("TWIN1203", { line }, `iperf3 failed: ${failure.data.error}`, "measure again");
  } else if (!result.success) {
    const [issue] = result.error.issues;
    const path = issue?.path.map(String) ?? [];
    const line = lineOf(text, `"${path.findLast((key) => !/^\d+$/.test(key)) ?? "start"}"`);
    report.add(
      "TWIN1202",
      { line },
      `not what iperf3 writes at ${path.join(".") || "the top"}: ${issue?.message}`,
      "expected the output of iperf3 --json",
    );
  }
  return report.hasErrors ? undefined : result.data;
}

const lineOf = (text: string, words: string): number =>
  text.slice(0, Math.max(0, text.indexOf(words))).split("\n").length;
