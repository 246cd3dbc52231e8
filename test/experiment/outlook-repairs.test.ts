// What slower repairs cost, where it is plain: a database that nobody fails over is down for as long as its server is.
import { expect, test } from "vitest";
import { inProcessExecutor } from "../../sim/experiment/in-process-executor.ts";
import { runOutlook } from "../../sim/experiment/run-outlook.ts";
import { nothingFails } from "../support/failures.ts";
import { aScenario } from "../support/scenarios.ts";

const options = { identity: { sha256: "0" }, years: 20, yearsPerReplication: 0.25, seed: "7" } as const;
const scenario = (failover: string) =>
  aScenario("[{ kind: site-loss, site: a }]", {
    ...nothingFails,
    failover,
    "failures.inputs": "exact",
    "failures.server-failure": "{ every: 400 h, repair: { kind: lognormal, median: 2 h, sigma: 0.5 } }",
    "failures.stall": "{ every: 400 h, repair: 1 s }",
  });

test("downtime grows as fast as the repairs that it consists of", async () => {
  const plain = scenario("{ kind: none }");
  const order = { ...options, repairs: 2, executor: inProcessExecutor(plain) };
  const { result } = await runOutlook(plain, order);
  const [servers] = result.repairs ?? [];
  expect(servers).toMatchObject({ path: "failures.server-failure", replications: 80 });
  // 20 s of restart and the seconds of the clients are all that does not grow: half a per cent of two hours.
  const { value = 0, low = 0, high = 2 } = servers?.downtime ?? {};
  expect(value).toBeGreaterThan(0.97);
  expect(value).toBeLessThan(1.03);
  // The same luck: far narrower than two sets of 80 replications could be.
  expect(high - low).toBeLessThan(0.1);
});

test("where somebody else takes over, downtime hangs on repairs no more", async () => {
  const quick = scenario("{ kind: lease, storeLeader: w, ttl: 30 s, loop: 10 s }");
  const order = { ...options, repairs: 2, executor: inProcessExecutor(quick) };
  const { result } = await runOutlook(quick, order);
  const servers = result.repairs?.find(({ path }) => path === "failures.server-failure");
  expect(servers?.downtime?.value).toBeLessThan(0.7);
});
