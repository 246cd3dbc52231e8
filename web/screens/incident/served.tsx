// The picture everybody reads: what was served through the fault, and what was waited for.
import { useMemo } from "preact/hooks";
import { duration, share } from "../../../reports/view/format.ts";
import type { Film } from "../../../sim/index.ts";
import { drawServed } from "../../charts/served.ts";
import { sinceFault } from "../../charts/since-fault.ts";
import { Figure } from "../../parts/figure.tsx";
import { view } from "./playhead.ts";
import { faultSpots, lossSpots, outageSpot, phasesOf } from "./story-of.ts";
import { scrub, withCursor } from "./time-figure.ts";

const HEADS = ["from", "to", "what", "set by"] as const;

export function ServedFigure({ film }: { readonly film: Film }) {
  const told = useMemo(() => piecesOf(film), [film]);
  const { from, to } = view.value;
  const draw = useMemo(
    () =>
      withCursor((svg, size) =>
        drawServed(
          svg,
          size,
          { ...told, from, to, zero: film.zero, end: film.end, served: film.served },
          scrub,
        ),
      ),
    [told, from, to],
  );
  const rows = useMemo(() => rowsOf(film), [film]);
  return (
    <Figure
      name={`served-${film.run.disruption}-${film.run.replication}`}
      title="Served share of the write demand, and what was waited for"
      sentence={sentenceOf(film)}
      heads={HEADS}
      rows={rows}
      height={280}
      draw={draw}
    />
  );
}

const piecesOf = (film: Film) => ({
  faults: faultSpots(film),
  outage: outageSpot(film),
  losses: lossSpots(film),
  phases: phasesOf(film),
});

function sentenceOf(film: Film): string {
  const phases = phasesOf(film);
  const least = Math.min(...film.served.map(({ is }) => is));
  const [loss] = lossSpots(film);
  const lost = loss ? `${loss.text}, those of the shaded time.` : "No acknowledged write is lost.";
  const outage = outageSpot(film);
  if (!outage) return `There is no outage; the least that was served is ${share(least)}. ${lost}`;
  const waited = phases.map(({ text }) => text).join(", ");
  return `${outage.text[0]?.toUpperCase()}${outage.text.slice(1)}: ${waited}. ${lost}`;
}

function rowsOf(film: Film): string[][] {
  const time = (at: number): string => sinceFault(at, film.zero);
  const { faults, outage, losses, phases } = piecesOf(film);
  const spells = [
    ...faults.map((spot) => ({ ...spot, setBy: "" })),
    ...(outage ? [{ ...outage, setBy: "" }] : []),
    ...phases.map((phase) => ({ ...phase, text: phase.name })),
    ...losses.map((spot) => ({ ...spot, setBy: "" })),
  ].map(({ from, to, text, setBy }) => [time(from), time(to), text, setBy]);
  const served = film.served.map(({ at, is }, i) => {
    const to = film.served[i + 1]?.at ?? film.end;
    return [time(at), time(to), `${share(is)} served for ${duration((to - at) / 1e6)}`, ""];
  });
  return [...spells, ...served];
}
