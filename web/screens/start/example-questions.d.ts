// What the build makes of the shipped scenarios (vite.config.ts).
declare module "virtual:example-questions" {
  export const exampleQuestions: readonly {
    readonly name: string;
    readonly title: string;
    readonly question: string;
    /** It says how often things fail: an outlook answers it. */
    readonly isOfYears: boolean;
  }[];
}
