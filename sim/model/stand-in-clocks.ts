// Failures of an assumed size, until scenarios can say theirs: exponential times to failure and repair of every link,
// database node and data site.

import type { Fault } from "../faults/fault.ts";
import { faults as faultKinds } from "../faults/registry.ts";
import { Phase } from "../kernel/phase.ts";
import { after, type Instant, micros } from "../quantity/time.ts";
import { nodesOf, type Scenario } from "../scenario/scenario.ts";
import type { ClockParts, Clocks, FailingProcess } from "./failures.ts";

const HOUR = 3600e6;

interface StandIn extends FailingProcess {
  readonly every: number;
  readonly repair: number;
  readonly fault: { readonly kind: string };
}

export function standInProcesses(scenario: Scenario): StandIn[] {
  const fault = (kind: string, more: object): { kind: string } =>
    faultKinds.config.parse({ kind, ...more }) as { kind: string };
  const links = Object.keys(scenario.links).map((link) => ({
    id: `link ${link}/cut`,
    source: "link-cut",
    subject: `link ${link}`,
    path: "failures.links.cut",
    isPlanned: false,
    every: 2600 * HOUR,
    repair: 8 * HOUR,
    fault: fault("link-cut", { link }),
  }));
  const clusters = Object.entries(scenario.clusters);
  const nodes = clusters.flatMap(([name, { members }]) =>
    nodesOf(name, members).map(({ id }) => ({
      id: `node ${id}/crash`,
      source: "node-crash",
      subject: `node ${id}`,
      path: "failures.nodes.crash",
      isPlanned: false,
      every: 2000 * HOUR,
      repair: HOUR / 12,
      fault: fault("node-crash", { node: id }),
    })),
  );
  const dataSites = [...new Set(clusters.flatMap(([, { members }]) => Object.keys(members)))];
  const sites = dataSites.map((site) => ({
    id: `site ${site}/outage`,
    source: "site-outage",
    subject: `site ${site}`,
    path: "failures.sites.outage",
    isPlanned: false,
    every: 40_000 * HOUR,
    repair: 4 * HOUR,
    fault: fault("site-loss", { site }),
  }));
  return [...links, ...nodes, ...sites];
}

export class StandInClocks implements Clocks {
  readonly #processes: readonly StandIn[];
  readonly #parts: ClockParts;
  readonly #failed: ((process: number, at: Instant) => void)[] = [];
  readonly #repaired: ((process: number, at: Instant) => void)[] = [];

  constructor(processes: readonly StandIn[], parts: ClockParts) {
    this.#processes = processes;
    this.#parts = parts;
  }

  onFailure(listener: (process: number, at: Instant) => void): void {
    this.#failed.push(listener);
  }
  onRepair(listener: (process: number, at: Instant) => void): void {
    this.#repaired.push(listener);
  }

  start(): void {
    this.#processes.forEach((own, i) => {
      this.#run(own, i);
    });
  }

  #run(own: StandIn, i: number): void {
    const { kernel, random, world } = this.#parts;
    const stream = random.stream(`failures/${own.id}`);
    const part = faultKinds.get(own.fault.kind) as unknown as Fault;
    const fail = (): void => {
      for (const listener of this.#failed) listener(i, kernel.now);
      const release = part.begin(own.fault as never, world);
      const repair = micros(own.repair * stream.exponentialByInversion());
      kernel.at(
        after(kernel.now, repair),
        () => {
          release();
          for (const listener of this.#repaired) listener(i, kernel.now);
          wait();
        },
        Phase.faults,
      );
    };
    const wait = (): void => {
      kernel.at(after(kernel.now, micros(own.every * stream.exponentialByInversion())), fail, Phase.faults);
    };
    wait();
  }
}
