// What one population has planned, read as time goes by: the newest plan from when it was made, older ones up to then.
// Plans are read where they are, never copied: a failover moves two hundred cohorts, and plans change several times.

import type { ServedStep } from "../../cluster/clientele.ts";

interface Plan {
  readonly steps: readonly ServedStep[];
  readonly from: number;
  /** When it was replaced. */
  until: number;
  next: number;
}

export class PlanQueue {
  readonly #plans: Plan[] = [];
  #newest: readonly ServedStep[] = [];

  /** From `now` on this is planned. The same array as before is no news. */
  add(steps: readonly ServedStep[], now: number): void {
    if (steps === this.#newest) return;
    this.#newest = steps;
    const last = this.#plans[this.#plans.length - 1];
    if (last) last.until = now;
    let next = 0;
    // Of what lies before only the latest step holds.
    while (next + 1 < steps.length && (steps[next + 1] as ServedStep).at <= now) next++;
    this.#plans.push({ steps, from: now, until: Number.POSITIVE_INFINITY, next });
  }

  /** When the next step comes about; Infinity = none is planned. */
  get nextAt(): number {
    for (;;) {
      const plan = this.#plans[0];
      if (!plan) return Number.POSITIVE_INFINITY;
      const step = plan.steps[plan.next];
      const at = step ? Math.max(step.at, plan.from) : Number.POSITIVE_INFINITY;
      if (step && at < plan.until) return at;
      if (plan.until === Number.POSITIVE_INFINITY) return at;
      this.#plans.shift();
    }
  }

  /** The step that `nextAt` speaks of. */
  take(): ServedStep {
    const [plan] = this.#plans as [Plan];
    return plan.steps[plan.next++] as ServedStep;
  }
}
