// The exit codes, and which one counts when several apply.

export const ExitCode = {
  ok: 0,
  bug: 1,
  usage: 2,
  invalidScenario: 3,
  missed: 4,
  regressed: 5,
  undecided: 6,
  incomplete: 7,
  noBaseline: 8,
  interrupted: 130,
  terminated: 143,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** Signals first: whoever interrupts knows why. Then our and the user's mistakes, then verdicts. */
const PRECEDENCE: readonly ExitCode[] = [130, 143, 1, 2, 3, 7, 8, 5, 4, 6];

export const worstOf = (codes: readonly ExitCode[]): ExitCode =>
  PRECEDENCE.find((code) => codes.includes(code)) ?? ExitCode.ok;
