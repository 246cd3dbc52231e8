// Plays one replication and films it: the same run to the last bit, only watched.
import { randomRoot } from "../../kernel/random.ts";
import type { RunFacts } from "../../metrics/facts.ts";
import { Model } from "../../model/model.ts";
import type { Instant } from "../../quantity/time.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { RunLog } from "../run-log.ts";
import { resultOf } from "../run-once.ts";
import type { Job, LoggedEvent } from "../run-result.ts";
import { Camera } from "./camera.ts";
import type { Film, Step } from "./film.ts";
import { layoutOf } from "./layout.ts";
import { Sampler } from "./sampler.ts";

/** Throws InvariantError when the simulation contradicts itself. */
export function shoot(scenario: Scenario, job: Job): Film {
  const random = randomRoot(job.seed).replication(job.replication);
  const model = new Model(scenario, job.disruption, random, job.resolution);
  const events: LoggedEvent[] = [];
  const log = new RunLog(model.world, (event) => events.push(event));
  const camera = new Camera(model.world, model.observer.losses);
  const sampler = new Sampler(model.world, model.measuresFrom);
  const facts = model.run(sampler);
  log.close();
  const begin = sampler.begin;
  const end = facts.endedAt;
  return {
    run: resultOf(model, facts, job),
    begin,
    zero: model.measuresFrom,
    end,
    layout: layoutOf(model.world),
    events,
    ...camera.close(end),
    ...servedIn(model, facts, begin),
    ...outageOf(facts),
    segments: facts.isDrill ? model.observer.segments(facts) : [],
    samples: sampler.samples(),
  };
}

function servedIn(model: Model, facts: RunFacts, begin: number): Pick<Film, "served" | "servedOf"> {
  const stepsOf = (population?: string): Step<number>[] =>
    model.observer
      .served(facts.horizon as Instant, population)
      .stretches(begin, facts.endedAt)
      .map(({ start, share }) => ({ at: start, is: share }));
  const { populations } = model.world;
  return {
    served: stepsOf(),
    servedOf: Object.fromEntries(populations.map(({ id }) => [id, stepsOf(id)])),
  };
}

const outageOf = ({ outage, endedAt }: RunFacts): Pick<Film, "outage"> =>
  outage ? { outage: { from: outage.start, to: Math.min(outage.end, endedAt) } } : {};
