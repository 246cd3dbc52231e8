// Which run this is, whether it is the stored one, and its numbers: each leads to the instant that it comes from.
import { count, duration } from "../../../reports/view/format.ts";
import type { ExperimentResult, Film } from "../../../sim/index.ts";
import { current } from "../../app/library.ts";
import { go, linkTo } from "../../app/route.ts";
import { secondsOf } from "./address.ts";
import { isEndless, overlapsOf, phasesOf } from "./story-of.ts";
import { verify } from "./verified.ts";

interface HeadProps {
  readonly result: ExperimentResult;
  readonly disruption: string;
  readonly replication: number;
  readonly film: Film | undefined;
}

export function Head({ result, disruption, replication, film }: HeadProps) {
  const { disruptions, replications, seed, resolution } = result;
  const open = (name: string, run: number): void => go(linkTo("incident", [name, run]));
  return (
    <>
      <h1>
        <bdi>{disruption}</bdi>, run {replication}
      </h1>
      <div class="which">
        <label>
          Disruption{" "}
          <select value={disruption} onChange={(event) => open(event.currentTarget.value, replication)}>
            {!disruptions.some(({ name }) => name === disruption) && (
              <option value={disruption}>{disruption}</option>
            )}
            {disruptions.map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          Run{" "}
          <input
            type="number"
            min={1}
            max={replications}
            value={replication}
            onChange={(event) => open(disruption, Number(event.currentTarget.value))}
          />{" "}
          of {count(replications)}
        </label>
        <button
          type="button"
          disabled={replication <= 1}
          onClick={() => open(disruption, replication - 1)}
          title="key ["
        >
          ‹ before
        </button>
        <button
          type="button"
          disabled={replication >= replications}
          onClick={() => open(disruption, replication + 1)}
          title="key ]"
        >
          next ›
        </button>
        <span class="quiet">
          seed <bdi>{seed}</bdi>, {resolution === "fluid" ? "expected values (fluid)" : "every write"}
        </span>
      </div>
      {film && <Mark film={film} />}
      {film && (film.run.modelled ? <RunNumbers film={film} /> : <NotModelled film={film} />)}
    </>
  );
}

const NotModelled = ({ film }: { readonly film: Film }) => (
  <p class="refusal">This disruption cannot be played here: {film.run.reason}</p>
);

function Mark({ film }: { readonly film: Film }) {
  const { outcome, differing } = verify(film.run, current.value?.runs ?? []);
  const { trajectory, draws, results } = film.run.fingerprint;
  const digests = `trajectory ${trajectory}, draws ${draws}, results ${results}`;
  if (outcome === "differs")
    return (
      <p class="refusal loud" role="alert" data-verified="differs">
        <strong>✗ This is not the stored run.</strong> Played again it has another{" "}
        {differing.join(", another ")}. The values of this result were changed, or made by another version of
        the simulator: do not trust them together. Played here: <code>{digests}</code>
      </p>
    );
  if (outcome === "nothing stored")
    return (
      <p class="quiet" data-verified="nothing stored">
        ○ There is no stored run to compare with: the values of single runs were not kept with this result.{" "}
        <code>{digests}</code>
      </p>
    );
  return (
    <p class="verified" data-verified="same">
      <strong>✓ Verified replay:</strong> all three digests are those of the stored run.{" "}
      <code>{digests}</code>
    </p>
  );
}

interface RunNumber {
  readonly name: string;
  readonly text: string;
  /** µs of the run. */
  readonly at: number;
  readonly setBy?: string;
}

function RunNumbers({ film }: { readonly film: Film }) {
  return (
    <ul class="numbers" aria-label="Numbers of this run; each leads to its instant">
      {numbersOf(film).map(({ name, text, at, setBy }) => (
        <li key={`${name} ${at}`}>
          <a
            href={linkTo("incident", [film.run.disruption, film.run.replication], { t: secondsOf(film, at) })}
          >
            <span class="name">{name}</span> <strong>{text}</strong>
          </a>
          {setBy && <code class="quiet">{setBy}</code>}
        </li>
      ))}
    </ul>
  );
}

function numbersOf(film: Film): RunNumber[] {
  const { outage, losses, zero, run } = film;
  const { values } = run;
  const window = losses.find((loss) => loss.window)?.window;
  const [overlap] = overlapsOf(film);
  const outageText =
    outage && isEndless(film, outage)
      ? `not over after ${duration((outage.to - outage.from) / 1e6)}`
      : duration(values.rtoAchievedSeconds ?? 0);
  return [
    { name: "lost", text: `${count(values.lostTransactions ?? 0)} writes`, at: window?.to ?? zero },
    { name: "oldest lost", text: duration(values.rpoAchievedSeconds ?? 0), at: window?.from ?? zero },
    { name: "outage", text: outageText, at: outage?.to ?? zero },
    ...(overlap && values.splitBrainSeconds
      ? [{ name: "split brain", text: duration(values.splitBrainSeconds), at: Math.ceil(overlap.from) }]
      : []),
    ...phasesOf(film).map(({ name, setBy, from, to }) => ({
      name,
      setBy,
      text: duration((to - from) / 1e6),
      at: from,
    })),
  ];
}
