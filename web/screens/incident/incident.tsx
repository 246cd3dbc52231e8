// One run, watched.
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ExperimentResult, Film } from "../../../sim/index.ts";
import { current } from "../../app/library.ts";
import { route } from "../../app/route.ts";
import { film } from "../../engine/client.ts";
import { sourceOf } from "../../parts/source-of.ts";

const shown = signal<Film | undefined>(undefined);

export function IncidentScreen() {
  const [disruption = "", replication = "1"] = route.value.args;
  const held = current.value;
  useEffect(() => {
    const source = held && sourceOf(held);
    if (!held || !source) return;
    const { seed, resolution } = held.document as ExperimentResult;
    void film(source, { disruption, replication: Number(replication), seed, resolution }).result.then(
      (made) => {
        shown.value = made;
      },
    );
  }, [held, disruption, replication]);
  return (
    <section>
      <h1>{disruption}</h1>
      <p data-fingerprint={shown.value?.run.fingerprint.trajectory}>{shown.value?.events.length} events</p>
    </section>
  );
}
