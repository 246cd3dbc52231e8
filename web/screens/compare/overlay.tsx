// One run of each result, played here and aligned on the fault. Which run: the one that was chosen, else the one with the
// largest difference.
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { duration, share } from "../../../reports/view/format.ts";
import type { Film } from "../../../sim/index.ts";
import { linkTo, note } from "../../app/route.ts";
import { lookOf } from "../../charts/looks.ts";
import { drawServed, servedAt } from "../../charts/served-overlay.ts";
import { Cancelled, film, type Work } from "../../engine/client.ts";
import { Figure, type Size, type Svg } from "../../parts/figure.tsx";
import { sourceOf } from "../../parts/source-of.ts";
import { type HeldDrill, type Looked, titleOf } from "./chosen.ts";
import { largestDifference, pairedSeries } from "./differences.tsx";

interface Props {
  readonly drills: readonly HeldDrill[];
  readonly looked: Looked;
}

interface Played {
  readonly drill: HeldDrill;
  readonly place: number;
  readonly film: Film;
}

export function Overlay({ drills, looked }: Props) {
  const { disruption, metric } = looked;
  const key = drills.map(({ id, runs }) => `${id} ${runs.length}`).join();
  const largest = useMemo(() => largestDifference(pairedSeries(drills, looked)), [key, disruption, metric]);
  const replication = looked.replication ?? largest ?? 1;
  const played = useSignal<readonly Played[]>([]);
  const problem = useSignal("");
  useEffect(() => {
    played.value = [];
    problem.value = "";
    return play(drills, disruption, replication, {
      take: (each) => {
        played.value = [...played.value, each];
      },
      fail: (message) => {
        problem.value = message;
      },
    });
  }, [key, disruption, replication]);
  return (
    <section aria-labelledby="overlay">
      <h2 id="overlay">
        Run {replication} of each, aligned on the fault
        {looked.replication === undefined && largest !== undefined ? " (the largest difference)" : ""}
      </h2>
      <div class="choices">
        <label>
          run{" "}
          <input
            type="number"
            min={1}
            value={replication}
            onChange={(event) => note({ n: event.currentTarget.value || undefined })}
          />
        </label>
        {drills.map((each) => (
          <a key={each.id} href={linkTo("incident", [disruption, replication], {}, each.id)}>
            Watch it in {titleOf(each)}
          </a>
        ))}
      </div>
      {problem.value && (
        <p class="refusal" role="alert">
          {problem}
        </p>
      )}
      {played.value.length < drills.length && !problem.value ? (
        <p role="status">
          <progress max={drills.length} value={played.value.length} aria-label="runs" /> playing run{" "}
          {replication}
        </p>
      ) : (
        <Served played={played.value} name={`${disruption}-${replication}`} />
      )}
    </section>
  );
}

interface Taker {
  readonly take: (played: Played) => void;
  readonly fail: (message: string) => void;
}

/** One after another; returns what stops it. */
function play(drills: readonly HeldDrill[], disruption: string, replication: number, { take, fail }: Taker) {
  let work: Work<Film> | undefined;
  let isOver = false;
  const all = async (): Promise<void> => {
    for (const [place, drill] of drills.entries()) {
      const source = sourceOf(drill);
      if (!source)
        throw new Error(`${titleOf(drill)} does not hold its scenario: its runs cannot be played here`);
      if (isOver) return;
      const { seed, resolution } = drill.document;
      work = film(source, { disruption, replication, seed, resolution });
      const made = await work.result;
      if (isOver) return;
      take({ drill, place, film: made });
    }
  };
  all().catch((error) => {
    if (!isOver && !(error instanceof Cancelled))
      fail(error instanceof Error ? error.message : String(error));
  });
  return () => {
    isOver = true;
    work?.cancel();
  };
}

const MICROS = 1e6;

function Served({ played, name }: { readonly played: readonly Played[]; readonly name: string }) {
  const at = useSignal<number | undefined>(undefined);
  const series = useMemo(
    () =>
      played.map(({ drill, place, film: { served, zero, end, outage } }) => ({
        name: titleOf(drill),
        look: lookOf(place),
        steps: served.map((step) => [(step.at - zero) / MICROS, step.is] as const),
        end: (end - zero) / MICROS,
        outage: outage && {
          from: (outage.from - zero) / MICROS,
          to: (outage.to - zero) / MICROS,
          isOver: outage.to < end,
        },
      })),
    [played],
  );
  const longest = Math.max(10, ...series.map(({ outage }) => outage?.to ?? 0));
  const to = Math.min(longest * 1.15, Math.max(10, ...series.map(({ end }) => end)));
  const from = -0.04 * to;
  const draw = useMemo(() => {
    const [shown] = [at.value];
    const data = {
      series,
      from,
      to,
      ...(shown !== undefined && { at: shown }),
      onAt: (seconds: number) => {
        at.value = Math.max(from, Math.min(to, seconds));
      },
    };
    return (svg: Svg, size: Size) => drawServed(svg, size, data);
  }, [series, at.value]);
  if (series.length === 0) return null;
  const instant = at.value ?? 0;
  const rows = series.map(({ name: who, outage, steps }) => [
    who,
    outage ? (outage.isOver ? duration(outage.to - outage.from) : "never over") : "none",
    outage ? `${duration(outage.from)} to ${outage.isOver ? duration(outage.to) : "the end"}` : "-",
    share(Number(servedAt(steps, instant).toPrecision(3))),
  ]);
  return (
    <Figure
      name={`served-${name}`}
      title="Served of the demand"
      sentence={rows.map(([who, outage]) => `${who}: outage ${outage}`).join("; ")}
      heads={["result", "outage", "after the fault", `served at ${duration(instant)}`]}
      rows={rows}
      height={240}
      draw={draw}
    >
      <div class="choices">
        <label>
          at {duration(instant)}{" "}
          <input
            type="range"
            min={from}
            max={to}
            step={to / 500}
            value={instant}
            onInput={(event) => {
              at.value = Number(event.currentTarget.value);
            }}
          />
        </label>
        {rows.map(([who, , , level]) => (
          <span key={who}>
            <bdi>{who}</bdi>: {level} served
          </span>
        ))}
      </div>
    </Figure>
  );
}
