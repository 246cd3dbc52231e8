// A file of records, as journals and parts are: a first line that says so, one record about the file, then one for each
// result, in any order. A record is found by its mark and believed for its checksum, so whatever happens to the file,
// a record is either as it was written or not there.
//
//   mark (4 bytes) · length of the payload (4) · CRC-32 of length, key and payload (4) · key (32) · payload, JSON
//
// CRC-32 finds every change of up to 32 bits in a row; others slip through once in 4 billion.
import { crc32 } from "node:zlib";
import type { Disk } from "./disk.ts";

/** Two of its bytes never appear in UTF-8, so it begins no place inside a payload. */
const MARK = Buffer.from([0xf5, 0x9e, 0xc1, 0x0a]);
const LENGTH = 4;
const CHECKSUM = 8;
const KEY = 12;
const PAYLOAD = 44;
const KEY_BYTES = PAYLOAD - KEY;
/** The record about the file itself. */
export const ABOUT = "0".repeat(2 * KEY_BYTES);
/** Read at once when a mark is searched. */
const WINDOW = 65_536;
/** No string of JavaScript is longer. */
const LONGEST = 0x1fffffe8;

/** Where a record begins. */
export interface Place {
  readonly key: string;
  readonly at: number;
}

export interface Scan {
  /** Of the record about the file; undefined if it is damaged. */
  readonly about?: string;
  readonly records: readonly Place[];
  /** Where the next record goes: what is behind it is no whole record. */
  readonly end: number;
  /** Bytes between whole records that are none. */
  readonly damagedBytes: number;
}

export function encodeRecord(key: string, payload: string): Buffer {
  const record = Buffer.allocUnsafe(PAYLOAD + Buffer.byteLength(payload));
  MARK.copy(record);
  record.writeUInt32LE(record.length - PAYLOAD, LENGTH);
  if (record.write(key, KEY, "hex") !== KEY_BYTES) throw new Error(`not a key: ${key}`);
  record.write(payload, PAYLOAD);
  record.writeUInt32LE(checksumOf(record), CHECKSUM);
  return record;
}

/** The first line and the record about the file. */
export const encodeHead = (format: string, about: string): Buffer =>
  Buffer.concat([Buffer.from(`${format}\n`), encodeRecord(ABOUT, about)]);

/** Of a whole file, where each record is. Payloads are checked and not kept. */
export function scan(disk: Disk, file: number, format: string): Scan | undefined {
  const size = disk.size(file);
  const first = Buffer.from(`${format}\n`);
  if (!disk.read(file, first.length, 0).equals(first)) return undefined;
  const records: Place[] = [];
  let about: string | undefined;
  let end = first.length;
  let damagedBytes = 0;
  for (let at = end; at < size; ) {
    const record = readRecord(disk, file, at);
    if (!record) {
      at = nextMark(disk, file, at + 1);
      continue;
    }
    damagedBytes += at - end;
    const { key, payload } = record;
    if (key === ABOUT) about = payload.toString();
    else records.push({ key, at });
    end = at + PAYLOAD + payload.length;
    at = end;
  }
  return { records, end, damagedBytes, ...(about !== undefined && { about }) };
}

/** Undefined if it is not there as it was written. */
export function readPayload(disk: Disk, file: number, { key, at }: Place): string | undefined {
  const record = readRecord(disk, file, at);
  return record?.key === key ? record.payload.toString() : undefined;
}

function readRecord(disk: Disk, file: number, at: number): { key: string; payload: Buffer } | undefined {
  const head = disk.read(file, PAYLOAD, at);
  if (head.length < PAYLOAD || !head.subarray(0, LENGTH).equals(MARK)) return undefined;
  const length = head.readUInt32LE(LENGTH);
  if (length > LONGEST || at + PAYLOAD + length > disk.size(file)) return undefined;
  const record = Buffer.concat([head, disk.read(file, length, at + PAYLOAD)]);
  if (record.readUInt32LE(CHECKSUM) !== checksumOf(record)) return undefined;
  return { key: record.toString("hex", KEY, PAYLOAD), payload: record.subarray(PAYLOAD) };
}

/** Of all but the mark and itself. */
const checksumOf = (record: Buffer): number =>
  crc32(record.subarray(KEY), crc32(record.subarray(LENGTH, CHECKSUM)));

/** The end of the file if there is none. */
function nextMark(disk: Disk, file: number, from: number): number {
  for (let at = from; ; at += WINDOW) {
    const window = disk.read(file, WINDOW + MARK.length - 1, at);
    const found = window.indexOf(MARK);
    if (found >= 0) return at + found;
    if (window.length < WINDOW + MARK.length - 1) return at + window.length;
  }
}
