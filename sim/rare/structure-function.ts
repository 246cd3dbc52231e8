// When a system is up, said of which of its components are up: series, parallel, k of n, or any rule. States
// are bit masks: bit i set means component i is up. At most 20 components: the whole truth table (a million
// entries) is made once and every exact answer is read from it.
// Source: Barlow & Proschan, Statistical Theory of Reliability and Life Testing, 1975, chapter 1.

/** Whether the system is up, given the components that are. */
export type Structure = (up: number) => boolean;

export const COMPONENTS_MAX = 20;

export const component =
  (index: number): Structure =>
  (up) =>
    ((up >>> index) & 1) === 1;

export const series =
  (...parts: readonly Structure[]): Structure =>
  (up) =>
    parts.every((part) => part(up));

export const parallel =
  (...parts: readonly Structure[]): Structure =>
  (up) =>
    parts.some((part) => part(up));

/** Up while at least k of the parts are. */
export const atLeast =
  (k: number, ...parts: readonly Structure[]): Structure =>
  (up) => {
    let alive = 0;
    for (const part of parts) if (part(up)) alive++;
    return alive >= k;
  };

/** Components `first` to `first + count − 1`, each a part of its own. */
export const componentsFrom = (first: number, count: number): Structure[] =>
  Array.from({ length: count }, (_, i) => component(first + i));

/** The truth table: entry s is 1 when the system is up in state s. */
export function tableOf(structure: Structure, components: number): Uint8Array {
  if (!(Number.isInteger(components) && components >= 1 && components <= COMPONENTS_MAX))
    throw new RangeError(`${components} components: 1 to ${COMPONENTS_MAX} can be tabulated`);
  return Uint8Array.from({ length: 2 ** components }, (_, up) => (structure(up) ? 1 : 0));
}
