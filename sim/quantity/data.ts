// Amounts of data and rates of data. Sizes are decimal where the user writes GB and binary where he writes GiB.

declare const bytes: unique symbol;
declare const rate: unique symbol;

export type Bytes = number & { readonly [bytes]: true };
/** Bytes per microsecond: 1 Gbit/s is 125. */
export type BytesPerMicro = number & { readonly [rate]: true };

export const bytesOf = (n: number): Bytes => n as Bytes;
export const kilobytes = (n: number): Bytes => (n * 1e3) as Bytes;
export const megabytes = (n: number): Bytes => (n * 1e6) as Bytes;
export const gigabytes = (n: number): Bytes => (n * 1e9) as Bytes;

export const bitsPerSecond = (n: number): BytesPerMicro => (n / 8e6) as BytesPerMicro;
export const megabits = (n: number): BytesPerMicro => bitsPerSecond(n * 1e6);
export const gigabits = (n: number): BytesPerMicro => bitsPerSecond(n * 1e9);
export const bytesPerSecond = (n: number): BytesPerMicro => (n / 1e6) as BytesPerMicro;

/** Real microseconds, not rounded: rounding each record up to 1 µs would cost 4 % of 1 Gbit/s. */
export const transmissionTime = (size: number, at: BytesPerMicro): number => size / at;
