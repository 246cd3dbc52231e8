// Amounts of data and rates of data. Sizes are decimal where the user writes GB and binary where he writes GiB.

declare const bytes: unique symbol;
declare const rate: unique symbol;

export type Bytes = number & { readonly [bytes]: true };
/** Bytes per microsecond: 1 Gbit/s is 125. */
export type BytesPerMicro = number & { readonly [rate]: true };

export const bytesOf = (n: number): Bytes => n as Bytes;
export const gigabits = (n: number): BytesPerMicro => (n * 125) as BytesPerMicro;
export const bytesPerSecond = (n: number): BytesPerMicro => (n / 1e6) as BytesPerMicro;
