// The results of finished units on disk, as they come: whatever ends the program, they are there the next time. Only
// where each is stays in memory.
import { existsSync } from "node:fs";
import { basename } from "node:path";
import { ENGINE_VERSION, type ResultStore, type UnitResult } from "../../index.ts";
import { IncompleteError } from "../stops.ts";
import { type Disk, nodeDisk, replaceFile, writing } from "./disk.ts";
import { encodeHead, encodeRecord, readPayload, type Scan, scan } from "./records.ts";

export const JOURNAL_FORMAT = "twinsite/journal/v1";
/** Results of this many milliseconds may be lost with the machine's power; with the program alone none. */
const SYNC_MILLIS = 1000;

export interface Journal extends ResultStore {
  readonly size: number;
  /** What was found on opening, for people; undefined if all was as it should be. */
  readonly damage?: string;
  /** Undefined if it is not there. */
  payload(key: string): string | undefined;
  close(): void;
}

export function openJournal(path: string, disk: Disk = nodeDisk): Journal {
  const head = encodeHead(JOURNAL_FORMAT, JSON.stringify({ engine: ENGINE_VERSION }));
  const file = openedFile(path, head, disk);
  try {
    return new FileJournal(path, file, disk);
  } catch (error) {
    disk.close(file);
    throw error;
  }
}

class FileJournal implements Journal {
  readonly damage?: string;
  readonly #path: string;
  readonly #file: number;
  readonly #disk: Disk;
  /** By key, where its record begins. */
  readonly #places = new Map<string, number>();
  #end: number;
  #timer: NodeJS.Timeout | undefined;
  #isSynced = true;
  /** After an error nothing more is written: what is behind it would be no record. */
  #error: unknown;

  constructor(path: string, file: number, disk: Disk) {
    this.#path = path;
    this.#file = file;
    this.#disk = disk;
    const found = scanned(path, file, disk);
    for (const record of found.records) {
      const { key, at } = record;
      const known = this.payload(key);
      if (known !== undefined && known !== readPayload(disk, file, record)) throw this.#contradiction(key);
      this.#places.set(key, at);
    }
    this.#end = found.end;
    const torn = disk.size(file) - found.end;
    if (torn > 0) writing(path, () => disk.truncate(file, found.end));
    const damage = damageOf(torn, found.damagedBytes);
    if (damage !== undefined) this.damage = `${path}: ${damage}`;
  }

  get size(): number {
    return this.#places.size;
  }

  get(key: string): UnitResult | undefined {
    const payload = this.payload(key);
    return payload === undefined ? undefined : (JSON.parse(payload) as UnitResult);
  }

  payload(key: string): string | undefined {
    const at = this.#places.get(key);
    return at === undefined ? undefined : readPayload(this.#disk, this.#file, { key, at });
  }

  put(key: string, result: UnitResult): void {
    if (this.#error) throw this.#error;
    const payload = JSON.stringify(result);
    const known = this.payload(key);
    if (known === payload) return;
    if (known !== undefined) throw this.#contradiction(key);
    const record = encodeRecord(key, payload);
    this.#write(() => this.#disk.write(this.#file, record, this.#end));
    this.#places.set(key, this.#end);
    this.#end += record.length;
    this.#isSynced = false;
    this.#timer ??= setTimeout(() => this.#syncLater(), SYNC_MILLIS).unref();
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#error) throw this.#error;
    if (this.#isSynced) return;
    this.#write(() => this.#disk.sync(this.#file));
    this.#isSynced = true;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#disk.close(this.#file);
  }

  /** The next put or flush says what went wrong. */
  #syncLater(): void {
    try {
      this.flush();
    } catch (error) {
      this.#error = error;
    }
  }

  #write(write: () => void): void {
    const hint = `; ${this.size} finished units are kept, --resume continues from there`;
    try {
      writing(this.#path, write, hint);
    } catch (error) {
      this.#error = error;
      throw error;
    }
  }

  #contradiction(key: string): IncompleteError {
    return new IncompleteError(
      `${this.#path}: two results of unit ${key} differ; one unit has one result, so this is a mistake of twinsite or of the machine`,
    );
  }
}

const openedFile = (path: string, head: Buffer, disk: Disk): number =>
  writing(path, () => {
    if (!existsSync(path)) replaceFile(path, head, disk);
    return disk.open(path, "update");
  });

function scanned(path: string, file: number, disk: Disk): Scan {
  const found = scan(disk, file, JOURNAL_FORMAT);
  const remedy = `remove ${basename(path)} to begin anew`;
  if (!found) throw new IncompleteError(`${path} is not a ${JOURNAL_FORMAT}: ${remedy}`);
  if (found.about === undefined) throw new IncompleteError(`${path}: its head is damaged: ${remedy}`);
  const { engine } = JSON.parse(found.about) as { engine: string };
  if (engine !== ENGINE_VERSION) {
    throw new IncompleteError(
      `${path} was written by version ${engine}, this is ${ENGINE_VERSION}, whose numbers may differ: ${remedy}`,
    );
  }
  return found;
}

function damageOf(torn: number, damaged: number): string | undefined {
  const parts = [
    ...(torn > 0 ? [`its last ${torn} bytes are no whole record`] : []),
    ...(damaged > 0 ? [`${damaged} bytes in its middle are damaged`] : []),
  ];
  return parts.length === 0 ? undefined : `${parts.join(" and ")}: those units are done again`;
}
