// A rolling 64-bit hash of what happened, to tell two runs apart or the same. Not cryptographic. One object
// per ingredient (trajectory, draws, results), so that a difference says where it lies. Mixing steps after
// MurmurHash3 (A. Appleby, public domain), in two lanes that feed each other.

export class Fingerprint {
  readonly #lanes = new Int32Array([0x2545f491, 0x1b873593]);
  readonly #real = new Float64Array(1);
  readonly #words = new Int32Array(this.#real.buffer);

  /** A whole number of 32 bits. */
  addInteger(value: number): void {
    const lanes = this.#lanes;
    const a = Math.imul(lanes[0]! ^ value, 0xcc9e2d51);
    const b = Math.imul(lanes[1]! + a, 0x85ebca6b);
    lanes[0] = ((a << 15) | (a >>> 17)) + b;
    lanes[1] = b ^ (b >>> 15);
  }

  /** Any number, by its bits: 0 and −0 differ, all NaN are one. */
  add(value: number): void {
    this.#real[0] = Number.isNaN(value) ? Number.NaN : value;
    this.addInteger(this.#words[0]!);
    this.addInteger(this.#words[1]!);
  }

  addText(text: string): void {
    this.addInteger(text.length);
    for (let i = 0; i < text.length; i++) this.addInteger(text.charCodeAt(i));
  }

  /** An event of the trajectory: its time and what it was, in one step. */
  addEvent(time: number, kind: number): void {
    this.#real[0] = time;
    const lanes = this.#lanes;
    const words = this.#words;
    const a = Math.imul(lanes[0]! ^ words[0]!, 0xcc9e2d51) + words[1]!;
    const b = Math.imul((lanes[1]! + a) ^ kind, 0x85ebca6b);
    lanes[0] = ((a << 15) | (a >>> 17)) + b;
    lanes[1] = b ^ (b >>> 15);
  }

  /** Sixteen hexadecimal digits. The hash may go on growing afterwards. */
  digest(): string {
    const [a, b] = this.#lanes;
    const first = finish(a! ^ Math.imul(b!, 0x9e3779b1));
    const second = finish(b! ^ Math.imul(first, 0x85ebca6b));
    return hex(first) + hex(second);
  }
}

function finish(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, "0");
