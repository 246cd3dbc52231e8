// Scenario + seed → Model. The only file that knows every part; wiring only, no logic.

import { Vault } from "../backup/vault.ts";
import { Population } from "../balancing/population.ts";
import type { Transport } from "../cluster/connection.ts";
import type { DataPlane } from "../cluster/data-plane.ts";
import { EventBus } from "../cluster/event-bus.ts";
import { type NodeSpec, Nodes } from "../cluster/nodes.ts";
import { Service } from "../cluster/service.ts";
import { Topology } from "../cluster/topology.ts";
import { WarmUp } from "../cluster/warm-up.ts";
import { Coverage, type CoverageTerms } from "../failover/coverage.ts";
import type { Controller, FailoverPolicy } from "../failover/policy.ts";
import { failoverPolicies } from "../failover/registry.ts";
import { FluidPlane } from "../fluid/fluid-plane.ts";
import { Kernel } from "../kernel/kernel.ts";
import type { Random } from "../kernel/random.ts";
import type { Congestion } from "../network/congestion/congestion.ts";
import { congestions } from "../network/congestion/registry.ts";
import { type Instant, NO_TIME } from "../quantity/time.ts";
import { Replication } from "../replication/replication.ts";
import type { Shape } from "../replication/shape/shape.ts";
import { coverageTerms } from "../scenario/failures.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { TransactionPlane } from "../transaction/transaction-plane.ts";
import { type PopulationPlan, populationsOf, silenceOf } from "./clients.ts";
import { type Landscape, landscapeOf, rootOf, type ServicePlan, shapeOf } from "./landscape.ts";
import { branchOf, withoutNames } from "./ordinals.ts";
import { ZoomPlane } from "./zoom-plane.ts";

/** One service with everything that acts on it. */
export interface BuiltService {
  readonly plan: ServicePlan;
  readonly service: Service;
  readonly replication: Replication;
  readonly controllers: readonly Controller[];
  /** Who may ever lead. */
  readonly heirs: readonly string[];
  /** undefined = there are no backups of it. */
  readonly vault: Vault | undefined;
}

export interface World {
  readonly scenario: Scenario;
  readonly landscape: Landscape;
  readonly kernel: Kernel;
  readonly random: Random;
  readonly bus: EventBus;
  readonly plane: DataPlane;
  readonly topology: Topology;
  readonly nodes: Nodes;
  readonly services: readonly BuiltService[];
  readonly demand: readonly PopulationPlan[];
  readonly populations: readonly Population[];
}

/** How finely data is played: write by write, or as curves of expected values. */
export type Resolution = "transaction" | "fluid";
/** It can be asked for positions of any instant since the latest change; else only of the latest ticks. */
export const looksBack = (resolution: PlayedAs): boolean => resolution === "fluid";
/** Curves first, every write from some instant on: for windows, never for a whole run. */
export type PlayedAs = Resolution | "zoom";
const planes = { transaction: TransactionPlane, fluid: FluidPlane, zoom: ZoomPlane } as const;

/** Far above any shipped run: a runaway ends here. */
const EVENT_BUDGET = 50_000_000;

export interface BuildOptions {
  /** "transaction" if absent. */
  readonly resolution?: PlayedAs;
  /** What is played write by write has randomness of this name, and only that; "" = as everything else. */
  readonly branch?: string;
  /** "drill" if absent; over years failovers may fail to work. */
  readonly question?: "drill" | "outlook";
}

/** `startOfDay`: µs after midnight at the first instant of the run. */
export function build(
  scenario: Scenario,
  named: Random,
  startOfDay: number,
  { question = "drill", resolution = "transaction", branch = "" }: BuildOptions = {},
): World {
  const random = withoutNames(scenario, named);
  const own = branch === "" ? random : branchOf(random, branch);
  const landscape = landscapeOf(scenario);
  const kernel = new Kernel({ eventBudget: EVENT_BUDGET });
  const bus = new EventBus();
  const siteOf = new Map(landscape.nodes.map(({ id, site }) => [id, site]));
  const demand = populationsOf(scenario, {
    services: landscape.services,
    random: own,
    startOfDay,
    siteOf,
  });
  const plane = new planes[resolution]({
    kernel,
    random,
    branch: own,
    nodes: landscape.nodes,
    origins: landscape.services.map(({ members }) => ({ nodes: members.map(({ node }) => node) })),
    populations: demand.map(({ intake }) => intake),
    transport: transportOf(scenario),
  });
  const topology = new Topology({
    kernel,
    plane,
    bus,
    sites: landscape.sites,
    links: landscape.links,
    convergence: scenario.routing.convergence,
    random,
    damping: scenario.routing.damping,
  });
  const logRate = (node: NodeSpec, at: Instant): number => {
    const own = demand.filter(({ cluster }) => cluster === rootOf(scenario, node.cluster));
    return own.reduce((sum, { curve, intake }) => sum + curve.rateAt(at) * intake.meanBytes, 0);
  };
  const nodes = new Nodes({ kernel, plane, bus, random, topology, nodes: landscape.nodes, logRate });
  new WarmUp(kernel, bus, nodes);
  const coverage = coverageTerms(scenario, question);
  const base = { scenario, landscape, kernel, random, bus, plane, topology, nodes, demand, coverage };
  const services = landscape.services.map((plan, origin) => buildService(base, plan, origin));
  const populations = buildPopulations(base, services);
  topology.onChange(() => {
    for (const { replication } of services) replication.reconsider();
    for (const { controllers } of services)
      for (const controller of controllers) controller.conditionsChanged();
  });
  return { ...base, services, populations };
}

type Base = Omit<World, "services" | "populations"> & {
  /** How sure a failover is; undefined = it works. */
  readonly coverage: CoverageTerms | undefined;
};

function buildService(base: Base, plan: ServicePlan, origin: number): BuiltService {
  const { scenario, kernel, random, bus, plane, topology, nodes } = base;
  const service = new Service({ id: plan.id, origin, members: plan.members, plane, bus });
  const cluster = clusterOf(scenario, plan.cluster);
  const { part } = shapeOf(scenario, plan.cluster);
  const shape = part as unknown as Shape;
  const heirs = plan.members.filter(
    (member) => !member.isAuxiliary || clusterOf(scenario, member.cluster).takeover !== undefined,
  );
  const replication = new Replication({
    kernel,
    plane,
    bus,
    random,
    topology,
    nodes,
    service,
    edges: {
      acknowledge: cluster.acknowledge ?? scenario.replication.acknowledge,
      edges: scenario.replication.edges,
      list: cluster.synchronousList,
    },
    retention: (name) => {
      const { retention: log, disk } = clusterOf(scenario, name);
      return { log, disk };
    },
    dataset: (name) => clusterOf(scenario, name).dataset,
    rewind: (name) => clusterOf(scenario, name).node.rewind,
    sourceOf: (standby, primary) =>
      shape.sourceOf(standby, {
        members: plan.members,
        primary,
        isRunning: (node) => nodes.isRunning(node),
        follows: (name) => clusterOf(scenario, name).follows,
      }),
    recoversFromBackup: shape.recoversFromBackup,
    mayAcknowledge: (member) => heirs.includes(member) || plan.site !== undefined,
  });
  bus.on("nodeStateChanged", ({ node, to }) => {
    if (to === "down") service.died(node);
  });
  // Who has stopped writing may follow.
  bus.on("writerStopped", ({ service: id }) => {
    if (id === plan.id) kernel.after(NO_TIME, () => replication.reconsider());
  });
  const vault = buildVault(base, plan, { service, standbys: replication });
  const terms = coverageTerms(scenario, "drill");
  const coverage = terms && new Coverage(terms, random, plan.id);
  const controllers = buildControllers(base, plan, {
    service,
    standbys: replication,
    restorer: vault,
    coverage,
  });
  return { plan, service, replication, controllers, heirs: heirs.map(({ node }) => node), vault };
}

function buildControllers(
  base: Base,
  plan: ServicePlan,
  own: {
    readonly service: Service;
    readonly standbys: Replication;
    readonly restorer: Vault | undefined;
    readonly coverage: Coverage | undefined;
  },
): Controller[] {
  const { scenario } = base;
  const cluster = clusterOf(scenario, plan.cluster);
  const candidates = plan.members.filter(({ isAuxiliary }) => !isAuxiliary);
  const path = cluster.failover ? `clusters.${plan.cluster}.failover` : "failover";
  const { coverage: terms, random } = base;
  const coverage = terms && new Coverage(terms, random, plan.id);
  const parts = { ...base, ...own, candidates, path, isTakeover: false, coverage };
  const config = cluster.failover ?? scenario.failover;
  const leading = policyOf(config).create(config as never, parts);
  const takeovers = [...new Set(plan.members.map((member) => member.cluster))].flatMap((name) => {
    const { takeover } = clusterOf(scenario, name);
    if (!takeover || name === plan.cluster) return [];
    return policyOf(takeover).create(takeover as never, {
      ...parts,
      candidates: plan.members.filter((member) => member.cluster === name),
      path: `clusters.${name}.takeover`,
      isTakeover: true,
    });
  });
  return [leading, ...takeovers];
}

function buildVault(
  base: Base,
  plan: ServicePlan,
  own: { readonly service: Service; readonly standbys: Replication },
): Vault | undefined {
  const { scenario, demand, plane, topology } = base;
  const { backup } = scenario;
  if (!backup || backup.of !== plan.cluster) return undefined;
  const populations = demand.filter(({ cluster }) => cluster === plan.cluster);
  const vault = new Vault({
    ...base,
    service: own.service,
    terms: backup,
    dataset: clusterOf(scenario, plan.cluster).dataset,
    logBytes: (from, to) =>
      populations.reduce((sum, { curve, intake }) => sum + curve.expected(from, to) * intake.meanBytes, 0),
    restored: (node) => own.standbys.restored(node),
  });
  if (shapeOf(scenario, plan.cluster).part.recoversFromBackup) plane.keepAll(own.service.origin);
  topology.onChange(() => vault.conditionsChanged());
  return vault;
}

function buildPopulations(base: Base, services: readonly BuiltService[]): Population[] {
  const { scenario, demand } = base;
  return demand.map(({ id, cluster }) => {
    const client = scenario.clients[id] as Scenario["clients"][string];
    const own = services.filter(({ plan }) => plan.cluster === cluster);
    const nearFirst = [
      ...own.filter(({ plan }) => plan.site === client.near),
      ...own.filter(({ plan }) => plan.site !== client.near),
    ];
    return new Population({
      ...base,
      services: nearFirst.map(({ service }) => service),
      terms: {
        id,
        near: client.near,
        share: client.share,
        redirect: client.redirect,
        local: client.local,
        connectTimeout: client.timeouts.connect,
        application: client.application,
        silence: silenceOf(client.timeouts),
        retryDelay: client.retry.delay,
        lifetime: client.lifetime,
      },
    });
  });
}

function transportOf(scenario: Scenario): Transport {
  const { transport, overhead, senderTimeout, reconnect } = scenario.replication;
  const part = congestions.get(transport.kind) as unknown as Congestion;
  return {
    goodput: (pipe) => part.goodput(transport as never, pipe),
    tcp: { idleRestart: false, ...transport, control: part.control },
    expansion: 1 + overhead,
    senderTimeout,
    reconnect,
  };
}

const clusterOf = (scenario: Scenario, name: string): Scenario["clusters"][string] =>
  scenario.clusters[name] as Scenario["clusters"][string];
const policyOf = (config: { readonly kind: string }): FailoverPolicy =>
  failoverPolicies.get(config.kind) as unknown as FailoverPolicy;
