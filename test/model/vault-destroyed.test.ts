// A disaster at the site of the vault takes the copies with it: they are missing until there is another full one.
import { expect, it } from "vitest";
import { randomRoot } from "../../sim/kernel/random.ts";
import { SketchBook } from "../../sim/metrics/outlook/sketch.ts";
import { failuresOf } from "../../sim/model/failures.ts";
import { Outlook } from "../../sim/model/outlook.ts";
import { days, hours } from "../../sim/quantity/time.ts";
import { nothingFails } from "../support/failures.ts";
import { aScenario } from "../support/scenarios.ts";

it("copies that were destroyed with their site are missing for as long as a full copy takes once it is back", () => {
  const scenario = aScenario("[ { kind: site-loss, site: a } ]", {
    ...nothingFails,
    "sites.w": "{}",
    "clusters.db.dataset": "1 TB",
    backup: "{ to: w, full: daily, log: none, keep: 7, silentFailure: 0 %, rate: 100 MB/s }",
    "failures.inputs": "exact",
    "failures.site-disaster":
      "{ perYear: 0 %, except: { w: { perYear: 90 %, repair: { kind: constant, value: 10 d } } } }",
  });
  const root = randomRoot("vault");
  const outlook = new Outlook({
    scenario,
    random: root.replication(1),
    failures: failuresOf(scenario, root.replication(2)),
    years: 20,
    resolution: "fluid",
    sketch: new SketchBook(240),
    replication: 1,
  });
  let disasters = 0;
  outlook.onAny((name) => {
    if (name === "faultBegan") disasters++;
  });
  const { totals } = outlook.run();
  expect(disasters).toBeGreaterThan(5);
  // 10 d without the site, and 1 TB at 100 MB/s: 2 h 47 min; a minute each for routes and the start.
  const each = totals.noValidBackup / disasters;
  expect(each).toBeGreaterThanOrEqual(days(10) + hours(2.7));
  expect(each).toBeLessThanOrEqual(days(10) + hours(2.9));
});
