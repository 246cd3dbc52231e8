// What was in doubt when a primary stopped is not acknowledged because it goes on: the rules hold for it as for anything else.
import { expect, it } from "vitest";
import { aScenario, drill, metric } from "../support/scenarios.ts";

// 1000 /s. The link is cut, 50 ms later the primary stops with 50 commits that no standby has confirmed; it goes on, still
// behind the cut, and then its site is lost for good. Nobody was told that any of the 50 was done.
const stops = {
  "hangs and thaws": "{ after: 50 ms, kind: node-hang, for: 5 s }",
  "dies and restarts": "{ after: 50 ms, kind: node-crash, for: 1 s }",
};
const terms = ["{ kind: synchronous }", "{ kind: quorum, standbys: 1 }"];

it.each(Object.entries(stops))(
  "a primary that %s behind a cut acknowledges nothing that its standby lacks",
  (_, stop) => {
    for (const acknowledge of terms) {
      const run = drill(
        aScenario(`[ { kind: link-cut, link: wan }, ${stop}, { after: 20 s, kind: site-loss, site: a } ]`, {
          "replication.acknowledge": acknowledge,
          "clusters.db.node.restart": "1 s",
        }),
      );
      expect(metric(run, "divergentTransactions")).toBeGreaterThan(40);
      expect(metric(run, "lostTransactions")).toBe(0);
    }
  },
);
