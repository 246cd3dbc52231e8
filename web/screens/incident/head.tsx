// Which run this is, whether it is the stored one, and its numbers: each leads to the instant that it comes from.
import { count, duration } from "../../../reports/view/format.ts";
import type { ExperimentResult, Film, OutlookResult } from "../../../sim/index.ts";
import { current } from "../../app/library.ts";
import { go, linkTo, route } from "../../app/route.ts";
import { secondsOf } from "./address.ts";
import { isEndless, overlapsOf, phasesOf } from "./story-of.ts";
import { verify } from "./verified.ts";
import { argsOf, beside, type DrillRun, type Which, type YearsIncident } from "./which.ts";

interface HeadProps {
  readonly which: Which;
  readonly result: ExperimentResult | OutlookResult;
  readonly film: Film | undefined;
}

const open = (which: Which): void => go(linkTo("incident", argsOf(which)));

export function Head({ which, result, film }: HeadProps) {
  const { seed, resolution } = result;
  const [before, after] = [beside(which, -1, result), beside(which, 1, result)];
  return (
    <>
      <h1>
        {which.kind === "drill" ? (
          <>
            <bdi>{which.disruption}</bdi>, run {which.replication}
          </>
        ) : (
          <>
            Incident {which.incident} of replication {which.replication}
            {film && (
              <>
                : <bdi>{film.run.disruption}</bdi>
              </>
            )}
          </>
        )}
      </h1>
      <div class="which">
        {which.kind === "drill" ? (
          <WhichRun which={which} result={result as ExperimentResult} />
        ) : (
          <WhichIncident which={which} result={result as OutlookResult} />
        )}
        <button type="button" disabled={!before} onClick={() => before && open(before)} title="key [">
          ‹ before
        </button>
        <button type="button" disabled={!after} onClick={() => after && open(after)} title="key ]">
          next ›
        </button>
        <span class="quiet">
          seed <bdi>{seed}</bdi>, {resolution === "fluid" ? "expected values (fluid)" : "every write"}
        </span>
      </div>
      {film && <Mark film={film} isOutlook={which.kind === "outlook"} />}
      {film && (film.run.modelled ? <RunNumbers film={film} /> : <NotModelled film={film} />)}
    </>
  );
}

function WhichRun({ which, result }: { readonly which: DrillRun; readonly result: ExperimentResult }) {
  const { disruptions, replications } = result;
  const { disruption, replication } = which;
  return (
    <>
      <label>
        Disruption{" "}
        <select
          value={disruption}
          onChange={(event) => open({ ...which, disruption: event.currentTarget.value })}
        >
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
          onChange={(event) => open({ ...which, replication: Number(event.currentTarget.value) })}
        />{" "}
        of {count(replications)}
      </label>
    </>
  );
}

/** The worst ones by name; all others by their number. */
function WhichIncident({ which, result }: { readonly which: YearsIncident; readonly result: OutlookResult }) {
  const keyOf = ({ replication, incident }: Omit<YearsIncident, "kind">): string =>
    `${replication} ${incident}`;
  const isListed = result.worst.some((one) => keyOf(one) === keyOf(which));
  return (
    <label>
      The worst incidents{" "}
      <select
        value={keyOf(which)}
        onChange={(event) => {
          const [replication = 1, incident = 1] = event.currentTarget.value.split(" ").map(Number);
          open({ kind: "outlook", replication, incident });
        }}
      >
        {!isListed && <option value={keyOf(which)}>another one</option>}
        {result.worst.map((one) => (
          <option key={keyOf(one)} value={keyOf(one)}>
            {one.name}, {duration(one.downtimeSeconds)} down
          </option>
        ))}
      </select>
    </label>
  );
}

const NotModelled = ({ film }: { readonly film: Film }) => (
  <p class="refusal">This disruption cannot be played here: {film.run.reason}</p>
);

function Mark({ film, isOutlook }: { readonly film: Film; readonly isOutlook: boolean }) {
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
        ○ There is no stored run to compare with:{" "}
        {isOutlook
          ? "an outlook keeps no digest of a single incident."
          : "the values of single runs were not kept with this result."}{" "}
        <code>{isOutlook ? `trajectory ${trajectory}` : digests}</code>
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
          <a href={linkTo("incident", route.value.args, { t: secondsOf(film, at) })}>
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
