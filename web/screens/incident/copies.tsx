// How far every copy was behind, and what a loss of the primary's site would have cost at each instant.
import { useMemo } from "preact/hooks";
import { duration } from "../../../reports/view/format.ts";
import type { Film } from "../../../sim/index.ts";
import { type Curve, drawCurves, valueAt } from "../../charts/curves.ts";
import { sinceFault } from "../../charts/since-fault.ts";
import { Figure } from "../../parts/figure.tsx";
import { view } from "./playhead.ts";
import { lossSpots } from "./story-of.ts";
import { scrub, withCursor } from "./time-figure.ts";

export function CopyCurves({ film }: { readonly film: Film }) {
  const curves = useMemo(() => lagCurves(film), [film]);
  return (
    <Curves
      film={film}
      id="copies"
      title="How far copies are behind in receiving"
      what="the lag of each copy; where a line is missing, the copy does not run or has another history"
      curves={curves}
    />
  );
}

export function ExposureCurves({ film }: { readonly film: Film }) {
  const curves = useMemo(
    () =>
      Object.entries(film.samples.exposure).map(
        ([name, values]): Curve => ({ name, at: film.samples.at, values }),
      ),
    [film],
  );
  return (
    <Curves
      film={film}
      id="exposure"
      title="What would be lost if the primary's site died now"
      what="seconds of acknowledged writes without a copy elsewhere; no line while nobody takes writes"
      curves={curves}
    />
  );
}

/** The writer itself is never behind: it is left out. */
function lagCurves({ samples }: Film): Curve[] {
  return Object.values(samples.copies)
    .map((copy): Curve => {
      const name = Object.keys(samples.exposure).length > 1 ? `${copy.node} of ${copy.service}` : copy.node;
      return { name, at: samples.at, values: copy.receiveLag };
    })
    .filter(({ values }) => Array.prototype.some.call(values, (value: number) => value > 0));
}

interface CurvesProps {
  readonly film: Film;
  readonly id: string;
  readonly title: string;
  readonly what: string;
  readonly curves: readonly Curve[];
}

function Curves({ film, id, title, what, curves }: CurvesProps) {
  const { from, to } = view.value;
  const losses = useMemo(() => lossSpots(film), [film]);
  const draw = useMemo(
    () =>
      withCursor((svg, size) =>
        drawCurves(svg, size, { id, unit: "s", from, to, zero: film.zero, curves, losses }, scrub),
      ),
    [film, curves, losses, from, to],
  );
  const rows = useMemo(() => rowsOf(film, curves, from, to), [film, curves, from, to]);
  const most = useMemo(() => curves.map((curve) => ({ curve, most: highest(curve) })), [curves]);
  const top = most.reduce((a, b) => (b.most > a.most ? b : a), { curve: curves[0], most: 0 });
  const said = top.curve ? ` The most in this run: ${duration(top.most)}, ${top.curve.name}.` : "";
  return (
    <Figure
      name={`${id}-${film.run.disruption}-${film.run.replication}`}
      title={title}
      sentence={`Shown: ${what}.${said}`}
      heads={["after the fault", ...curves.map(({ name }) => name)]}
      rows={rows}
      height={Math.max(150, 60 + 15 * curves.length)}
      draw={draw}
    />
  );
}

function highest({ values }: Curve): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) if ((values[i] as number) > most) most = values[i] as number;
  return most;
}

/** So many instants of the window in the table. */
const INSTANTS = 100;

function rowsOf(film: Film, curves: readonly Curve[], from: number, to: number): string[][] {
  return Array.from({ length: INSTANTS + 1 }, (_, i) => {
    const t = from + ((to - from) * i) / INSTANTS;
    const texts = curves.map((curve) => {
      const value = valueAt(curve, t);
      return Number.isNaN(value) ? "not known" : duration(value);
    });
    return [sinceFault(t, film.zero), ...texts];
  });
}
