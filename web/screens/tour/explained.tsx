// The field that sets how long a phase takes: what it means, its value here, and how this very run would have gone with
// another one.
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { duration } from "../../../reports/view/format.ts";
import type { FieldInForce, Film, Job } from "../../../sim/index.ts";
import { linkTo } from "../../app/route.ts";
import type { Source } from "../../engine/api.ts";
import { Cancelled, fields, film as play } from "../../engine/client.ts";
import { otherValues } from "./other-value.ts";

interface Explained {
  readonly field: FieldInForce;
  /** undefined = still being played. */
  readonly other?: { readonly value: string; readonly run: Film["run"] } | "none";
}

const known = signal<Readonly<Record<string, Explained>>>({});

export interface ExplainedProps {
  readonly source: Source;
  readonly job: Job;
  readonly film: Film;
  readonly path: string;
}

export function ExplainedField({ source, job, film, path }: ExplainedProps) {
  useEffect(() => explain(source, job, path), [source, path]);
  const explained = known.value[path];
  if (!explained) return <p class="quiet">…</p>;
  const { field, other } = explained;
  return (
    <div class="explained">
      <p>
        Set by <code>{path}</code>
        {field.value !== undefined && (
          <>
            , here <code class="value">{field.value}</code> {field.isWritten ? "" : "(the default)"}
          </>
        )}
        .
      </p>
      {field.description && <p class="quiet">{field.description}</p>}
      {other === undefined && <p role="status">Playing this run with another value …</p>}
      {other === "none" && <p class="quiet">Another value was not tried: it is no plain time or number.</p>}
      {typeof other === "object" && (
        <p data-other={other.value}>
          With <code class="value">{other.value}</code> the same run, same seed,{" "}
          {consequence(film.run, other.run)}{" "}
          <a href={linkTo("what-if", [], { example: source.name, set: `${path}=${other.value}` }, "")}>
            Try it in What-if
          </a>
        </p>
      )}
    </div>
  );
}

function consequence(run: Film["run"], other: Film["run"]): string {
  const [was, is] = [run, other].map(({ values }) => values.rtoAchievedSeconds ?? 0) as [number, number];
  if (Math.abs(was - is) < 1e-6) return `has the same outage, ${duration(is)}: something else decides.`;
  return `has an outage of ${duration(is)} instead of ${duration(was)}.`;
}

/** Returns what stops it. */
function explain(source: Source, job: Job, path: string): () => void {
  if (known.peek()[path]?.other !== undefined) return () => {};
  let stop = (): void => {};
  let isOver = false;
  const note = (explained: Explained): void => {
    known.value = { ...known.peek(), [path]: explained };
  };
  const find = async (): Promise<void> => {
    const [field] = await fields(source, [path]).result;
    if (!field || isOver) return;
    note({ field });
    for (const value of otherValues(field.value ?? "")) {
      const work = play({ ...source, overrides: [`${path}=${value}`] }, job);
      stop = () => work.cancel();
      try {
        note({ field, other: { value, run: (await work.result).run } });
        return;
      } catch (error) {
        // Such a value is not allowed here: the next one may be.
        if (error instanceof Cancelled) return;
      }
    }
    note({ field, other: "none" });
  };
  void find();
  return () => {
    isOver = true;
    stop();
  };
}
