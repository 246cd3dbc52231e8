// Every registered redirect: nobody is led to a node before it serves, and one client's luck does not depend on another's.
import { describe, expect, it } from "vitest";
import type { Redirect } from "../../sim/balancing/redirect/redirect.ts";
import { redirects } from "../../sim/balancing/redirect/registry.ts";
import { randomRoot } from "../../sim/kernel/random.ts";

const samples: Readonly<Record<string, readonly object[]>> = {
  dns: [{}, { ttl: "5 min", stubborn: "10 %", stubbornFor: { kind: "exponential", mean: "1 h" } }],
  proxy: [{}, { interval: "1 s", fall: 1, rise: 1 }],
  "virtual-address": [{}, { takeover: { kind: "uniform", from: "1 s", to: "4 s" } }],
};
const every = [...redirects.parts].flatMap(([kind, part]) =>
  (samples[kind] ?? []).map((sample) => ({
    name: `${kind} ${JSON.stringify(sample)}`,
    part: part as unknown as Redirect,
    config: part.config.parse({ kind, ...sample }) as never,
  })),
);
const CLIENTS = Array.from({ length: 200 }, (_, i) => ({
  cache: (((i * 77) % 200) + 0.5) / 200,
  rank: (i + 0.5) / 200,
}));

it("every kind is tried here", () => {
  expect(Object.keys(samples).sort()).toEqual([...redirects.parts.keys()].sort());
});

describe.each(every)("$name", ({ part, config }) => {
  const move = () => ({ servesFrom: 7e6, draws: randomRoot("redirects").replication(1).stream("clients") });

  it("leads nobody to a node before it serves, everybody some day, and says which field decided", () => {
    const leads = part.leadsFrom(config, move());
    for (const client of CLIENTS) {
      const { at, setBy } = leads(client);
      expect(at).toBeGreaterThanOrEqual(7e6);
      expect(at).toBeLessThan(Number.POSITIVE_INFINITY);
      expect(Object.keys(config)).toContain(setBy.replace("redirect.", ""));
    }
  });

  it("treats each client by its own phase: asked again, or in another order, it says the same", () => {
    const leads = part.leadsFrom(config, move());
    const forwards = CLIENTS.map((client) => leads(client).at);
    expect(
      [...CLIENTS]
        .reverse()
        .map((client) => leads(client).at)
        .reverse(),
    ).toEqual(forwards);
    const again = part.leadsFrom(config, move());
    expect(CLIENTS.map((client) => again(client).at)).toEqual(forwards);
  });

  it("leads later clients no earlier: moving the promotion by a second moves everybody by a second", () => {
    const now = part.leadsFrom(config, move());
    const later = part.leadsFrom(config, { ...move(), servesFrom: 8e6 });
    for (const client of CLIENTS) expect(later(client).at - now(client).at).toBeCloseTo(1e6, 3);
  });

  it("ends silent connections after a positive time, or not at all", () => {
    const end = part.givesUpAfter(config);
    if (end) expect(end.after).toBeGreaterThan(0);
  });
});
