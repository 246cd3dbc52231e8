// What must never happen, and the two errors that say it did. An InvariantError is our mistake, an
// EventBudgetError a run that does not end; simulated failures are events and values, never exceptions.

/** Our mistake. `details` names the values that contradict the claim. */
export class InvariantError extends Error {
  override readonly name = "InvariantError";
  readonly details: Readonly<Record<string, unknown>>;

  constructor(claim: string, details: Readonly<Record<string, unknown>> = {}) {
    const values = Object.entries(details).map(([key, value]) => `${key} = ${String(value)}`);
    super(values.length === 0 ? `not so: ${claim}` : `not so: ${claim} (${values.join(", ")})`);
    this.details = details;
  }
}

/** A run that executes more events than it may. */
export class EventBudgetError extends Error {
  override readonly name = "EventBudgetError";

  constructor(budget: number, now: number) {
    super(`more than ${budget} events; the clock stands at ${now / 1e6} s`);
  }
}

/** Throws InvariantError unless `condition`; `claim` says what should have been true. */
export function invariant(
  condition: boolean,
  claim: string,
  details?: Readonly<Record<string, unknown>>,
): asserts condition {
  if (!condition) throw new InvariantError(claim, details);
}

/** The end of a switch over a union: does not compile while a case is missing. */
export function unreachable(value: never): never {
  throw new InvariantError("every case is handled", { value });
}
