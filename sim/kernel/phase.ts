// The order of events within one instant. Data moves first, so that a fault at t finds what had arrived by t;
// then faults strike, then the model acts, then observers look.

export const Phase = { data: 0, faults: 1, model: 2, observers: 3 } as const;
export type Phase = (typeof Phase)[keyof typeof Phase];

/** Phases are folded into the sequence number: order = phase · 2^50 + sequence, exact in a float64. */
export const PHASE_STEP = 2 ** 50;
