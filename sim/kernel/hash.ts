// A 128-bit hash of whole numbers and text, for keys of random streams and numbered draws. Every word goes
// through all four lanes, and every step is a bijection of the state, so keys that differ in one word never
// collide. Our own composition of MurmurHash3's multiply and rotate steps (A. Appleby, public domain).

export class Hash128 {
  readonly words = new Int32Array(4);

  /** The state this hash starts from: a key, or another hash's words. */
  constructor(key: ArrayLike<number>) {
    this.words.set(key);
  }

  /** A whole number of 32 bits. */
  addWord(word: number): void {
    const w = this.words;
    const a = Math.imul(rotate(w[0]! ^ word, 15), 0x239b961b) + w[1]!;
    const b = Math.imul(rotate(w[1]! ^ a, 17), 0xab0e9789) + w[2]!;
    const c = Math.imul(rotate(w[2]! ^ b, 13), 0x38b34ae5) + w[3]!;
    const d = Math.imul(rotate(w[3]! ^ c, 16), 0xa1e38b93) + a;
    w[0] = a;
    w[1] = b;
    w[2] = c;
    w[3] = d;
  }

  /** A whole number between −2^53 and 2^53. */
  addInteger(n: number): void {
    this.addWord(n | 0);
    this.addWord(Math.floor(n / 4294967296) | 0);
  }

  addText(text: string): void {
    this.addWord(text.length);
    for (let i = 0; i < text.length; i++) this.addWord(text.charCodeAt(i));
  }

  /** Two more rounds, so that the last word added reaches every bit. */
  finish(): Int32Array {
    this.addWord(0x52dce729);
    this.addWord(0x38495ab5);
    for (let i = 0; i < 4; i++) this.words[i] = avalanche(this.words[i]!);
    return this.words;
  }
}

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/** MurmurHash3's finaliser: each bit of the input flips about half the bits of the output. */
function avalanche(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
