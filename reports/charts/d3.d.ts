// What the charts use of d3 7, as far as they use it: the package brings no types, and the ones that others maintain
// bring twenty packages.
declare module "d3" {
  export interface ContinuousScale {
    (value: number): number;
    domain(): number[];
    ticks(count?: number): number[];
    nice(count?: number): this;
  }
  export function scaleLinear(domain: readonly number[], range: readonly number[]): ContinuousScale;
  export function scaleLog(domain: readonly number[], range: readonly number[]): ContinuousScale;

  export interface BandScale {
    (name: string): number | undefined;
    bandwidth(): number;
    step(): number;
    paddingInner(share: number): this;
    paddingOuter(share: number): this;
  }
  export function scaleBand(domain: readonly string[], range: readonly number[]): BandScale;

  export type Curve = (context: unknown) => unknown;
  export const curveStepAfter: Curve;

  /** Points as pairs; the path as text, since no context is given. */
  export interface LineShape<Point> {
    (points: readonly Point[]): string | null;
    x(of: (point: Point) => number): this;
    y(of: (point: Point) => number): this;
    curve(curve: Curve): this;
    digits(digits: number): this;
  }
  export function line<Point>(): LineShape<Point>;

  export interface AreaShape<Point> {
    (points: readonly Point[]): string | null;
    x(of: (point: Point) => number): this;
    y0(of: (point: Point) => number): this;
    y1(of: (point: Point) => number): this;
    digits(digits: number): this;
  }
  export function area<Point>(): AreaShape<Point>;
}
