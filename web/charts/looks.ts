// How several results are told apart in one chart: a tone and a dash each, and their names besides.
import type { ToneName } from "../../reports/charts/colour.ts";

export interface Look {
  readonly tone: ToneName;
  readonly dash: string;
}

/** At least 3:1 against both grounds. */
export const LOOKS: readonly Look[] = [
  { tone: "blue", dash: "none" },
  { tone: "vermillion", dash: "7 3" },
  { tone: "green", dash: "2 3" },
  { tone: "purple", dash: "9 3 2 3" },
  { tone: "text", dash: "1 2" },
  { tone: "quiet", dash: "12 4" },
];

export const lookOf = (i: number): Look => LOOKS[i % LOOKS.length] as Look;
