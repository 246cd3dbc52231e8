// An axis of a sweep: paths of the scenario that are set together, and the values they take. Values are made when
// asked for, so that an absurd axis costs nothing before its size is refused.

/** One path set to one value, and where in the axis both are written (offsets; the end is exclusive). */
export interface Setting {
  readonly path: string;
  readonly value: string;
  readonly pathAt: number;
  readonly valueAt: readonly [number, number];
}

export interface Axis {
  /** The option, and its text as it was typed. */
  readonly option: AxisOption;
  readonly text: string;
  /** More than one for a pair. */
  readonly paths: readonly string[];
  /** How many choices it has; absent where it has as many as are sampled. */
  readonly count?: number;
  /** The values of a choice, from 0, in the order of the paths. Only where there is a count. */
  at(choice: number): readonly Setting[];
  /** The values at a share of the axis, 0 to 1, where `of` samples are drawn. */
  within(share: number, of: number): readonly Setting[];
}

export type AxisOption = "--grid" | "--range" | "--pair";

export interface WrittenAxis {
  readonly option: AxisOption;
  readonly text: string;
}

/** The choice at a share of a list: each has the same length of the way. */
export const choiceAt = (share: number, count: number): number =>
  Math.min(count - 1, Math.floor(share * count));
