// Whether a question and its answer get through a lossy path in time. A datagram has one chance; over TCP whatever
// is lost is sent again after the retransmission time-out, doubled every time (RFC 6298, 5.5). Leaves out: tail loss
// probes and early retransmission, which help the answer within a round trip or two; losses that come in bursts
// longer than a time-out; acknowledgements that are lost and cost nothing but a copy.

export interface LossyPath {
  /** That one packet is lost on its way there, and on its way back. */
  readonly there: number;
  readonly back: number;
  /** µs, there and back. */
  readonly roundTrip: number;
}

/** Linux, tcp.h: TCP_RTO_MIN, HZ / 5. RFC 6298, 2.4 asks for a second; Linux adds the smoothed round trip. */
const LEAST_TIMEOUT = 200_000;
/** Linux, tcp.h: TCP_TIMEOUT_INIT, 1 s, as RFC 6298, 2.1: for a connection that is being opened. */
const OPENING_TIMEOUT = 1_000_000;
/** Linux, tcp.h: TCP_RTO_MAX, 120 s. */
const LONGEST_TIMEOUT = 120_000_000;

/** One packet there, one back, within `time` µs. */
export function datagramLoss({ there, back, roundTrip }: LossyPath, time: number): number {
  return roundTrip > time ? 1 : 1 - (1 - there) * (1 - back);
}

/** On a connection that is open: the probability that no answer has come within `time` µs. */
export function exchangeLoss(path: LossyPath, time: number): number {
  return failure(path, time, LEAST_TIMEOUT + path.roundTrip);
}

/** Opening a connection, SYN and SYN-ACK: the probability that it is not open within `time` µs. */
export function openingLoss(path: LossyPath, time: number): number {
  return failure(path, time, OPENING_TIMEOUT);
}

/** The question gets there with its n-th sending; from then on the answer is sent, and sent again. */
function failure({ there, back, roundTrip }: LossyPath, time: number, timeout: number): number {
  let lost = 1;
  let unanswered = 0;
  for (const sent of sendings(time - roundTrip, timeout)) {
    let noAnswer = 1;
    for (const _ of sendings(time - roundTrip - sent, timeout)) noAnswer *= back;
    unanswered += lost * (1 - there) * noAnswer;
    lost *= there;
  }
  return unanswered + lost;
}

/** When a segment that is never acknowledged is sent, µs after the first time; up to and including `last`. */
function sendings(last: number, timeout: number): number[] {
  const times: number[] = [];
  for (let at = 0, wait = timeout; at <= last; at += wait, wait = Math.min(2 * wait, LONGEST_TIMEOUT))
    times.push(at);
  return times;
}
