// How the runs are distributed: for a drill one metric of one disruption, and the runs behind any part of it; over the
// years how often a year is worse than a threshold.
import { current, isDrill, isOutlook } from "../../app/library.ts";
import { DrillDistribution } from "./drill-distribution.tsx";
import { OutlookDistribution } from "./outlook-distribution.tsx";
import "./distribution.css";

export function Distribution() {
  const held = current.value;
  if (!held) return null;
  const { document } = held;
  if (isDrill(document)) return <DrillDistribution held={held} result={document} />;
  if (isOutlook(document)) return <OutlookDistribution result={document} />;
  return (
    <section>
      <h1>No distribution</h1>
      <p>This document is about several scenarios; it keeps no runs of its own.</p>
    </section>
  );
}
