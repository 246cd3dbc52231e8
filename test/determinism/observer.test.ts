// Who watches changes nothing: the same world with its observer and without runs through the same events, and every node
// holds the same history at the same instants.
import { expect, it } from "vitest";
import { randomRoot } from "../../sim/kernel/random.ts";
import { Observer } from "../../sim/metrics/observer.ts";
import { build, type World } from "../../sim/model/build.ts";
import { Grain } from "../../sim/model/grain.ts";
import { Script } from "../../sim/model/script.ts";
import { type Instant, seconds } from "../../sim/quantity/time.ts";
import { loadScenarioOrThrow } from "../../sim/scenario/load.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import { edited, NAMES, RESTLESS } from "./restless.ts";

const observe = (world: World): Observer =>
  new Observer({
    ...world,
    services: world.services.map(({ service, replication, heirs }) => ({
      service,
      standbys: replication,
      heirs,
      answerWithin: seconds(2),
      isOneOfMany: false,
      mayDegrade: false,
      path: "",
    })),
    populations: world.demand.map(({ curve }, i) => ({
      clientele: world.populations[i] as World["populations"][number],
      curve,
      readsPerWrite: 0,
      bytesPerWrite: 1000,
    })),
    serviceShare: 0.95,
    stableFor: seconds(5),
    repairPath: () => "",
    conflicts: undefined,
    isSteady: false,
  });

interface Options {
  readonly isObserved: boolean;
  readonly isEveryWrite: boolean;
}

/** What happened, and what everybody held every half second. */
function trace(scenario: Scenario, name: string, { isObserved, isEveryWrite }: Options): string[] {
  const random = randomRoot("observer").replication(1);
  const world = build(scenario, random, 0);
  const { kernel, bus, plane, services, populations } = world;
  const happened: string[] = [];
  bus.onAny((event, payload) => {
    if (event !== "answersLate" && event !== "answersInTime")
      happened.push(`${kernel.now} ${event} ${JSON.stringify(payload)}`);
  });
  const breakable = { ...world, services: services.map(({ service }) => service) };
  const script = new Script({ kernel, bus, random, world: breakable });
  const grain = new Grain(kernel, plane, bus);
  const observer = isObserved ? observe(world) : undefined;
  for (const { service, replication } of services) {
    service.start(service.primary, "");
    replication.reconsider();
  }
  for (const population of populations) population.settle();
  const disruption = scenario.disruptions[name];
  if (disruption) {
    script.play(name, disruption, seconds(3) as number as Instant);
    if (!isEveryWrite) grain.begin(script.instants);
  }
  observer?.begin();
  // The observer has the data plane looked at now and then; nobody else does between the slices.
  for (let now = 500_000; now <= 90e6; now += 500_000) {
    kernel.run(now as Instant);
    const held: number[] = [];
    for (const { service } of services) {
      for (const { node } of service.members)
        for (const stage of ["received", "flushed", "applied"] as const)
          held.push(plane.position(node, service.origin, stage, kernel.now));
      const ledger = plane.ledger(service.timeline);
      // Whoever looks cuts a coarse record in two: the older part is promised earlier.
      if (isEveryWrite) held.push(ledger.acknowledged(kernel.now));
      held.push(ledger.appended(kernel.now));
    }
    happened.push(`${now} ${held.join()}`);
  }
  if (isEveryWrite) return happened;
  // … and its bytes are summed in another order.
  return happened.map((line) => line.replace(/\d+\.\d+/g, (number) => Number(number).toFixed(3)));
}

/** Ten seconds of a link that is far too narrow: streams fall behind, answers are late. */
const NARROW = edited(RESTLESS, [
  [
    "disruptions:\n",
    "disruptions:\n  narrow: [ { kind: link-degradation, link: wan, bandwidth: 1 %, loss: 1 %, for: 10 s } ]\n",
  ],
  ["acknowledge: { kind: asynchronous }", "acknowledge: { kind: semi-synchronous, timeout: 8 s }"],
]);

for (const isEveryWrite of [true, false])
  it.each([...NAMES, "narrow"])(
    `the run is the same with nobody watching: "%s", every write: ${isEveryWrite}`,
    (name) => {
      const scenario = loadScenarioOrThrow(NARROW);
      const alone = trace(scenario, name, { isObserved: false, isEveryWrite });
      const watched = trace(scenario, name, { isObserved: true, isEveryWrite });
      expect(alone.length).toBeGreaterThan(180);
      const first = alone.findIndex((line, i) => line !== watched[i]);
      expect([alone[first], watched[first]]).toEqual([undefined, undefined]);
      expect(watched).toHaveLength(alone.length);
    },
  );
