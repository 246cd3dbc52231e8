// What a stored document must have for a report to be made of it. More may be there and is kept: fields are added from
// version to version. The types themselves are where documents are made (result.ts, outlook-result.ts …).
import { type ZodType, z } from "zod";
import { COMPARE_SCHEMA } from "./compare/comparison.ts";
import { CHECK_SCHEMA } from "./gate/result.ts";
import { RESULT_SCHEMA } from "./result.ts";
import { SOLVE_SCHEMA } from "./solve/result.ts";
import { SWEEP_SCHEMA } from "./sweep/result.ts";

const end = z.number().optional();
const estimate = z.looseObject({
  unit: z.string(),
  n: z.number(),
  mean: end,
  low: end,
  high: end,
  min: end,
  max: end,
  censored: end,
  beyond: end,
  quantiles: z
    .array(z.looseObject({ p: z.number(), value: z.number(), low: end, high: end, method: z.string() }))
    .optional(),
  bound: z.looseObject({ low: end, high: end, method: z.string() }).optional(),
});
const estimates = z.record(z.string(), estimate);
const VERDICTS = ["met", "missed", "undecided", "not-evaluated"] as const;

const common = {
  schema: z.literal(RESULT_SCHEMA),
  engine: z.looseObject({ version: z.string() }),
  scenario: z.looseObject({
    name: z.string(),
    title: z.string(),
    sha256: z.string(),
    text: z.string().optional(),
    overrides: z.array(z.string()).optional(),
  }),
  resolution: z.string(),
  seed: z.string(),
  replications: z.number(),
  events: z.number(),
  fingerprint: z.string(),
  assumptions: z.looseObject({
    list: z.array(z.looseObject({ path: z.string(), value: z.string(), source: z.string() })),
  }),
  metrics: estimates,
  objectives: z.array(
    z.looseObject({
      expression: z.string(),
      verdict: z.enum(VERDICTS),
      value: end,
      low: end,
      high: end,
      unit: z.string().optional(),
      disruption: z.string().optional(),
      reason: z.string().optional(),
      judged: z.array(z.looseObject({ disruption: z.string(), verdict: z.enum(VERDICTS) })),
    }),
  ),
  partial: z.looseObject({ finished: z.number(), planned: z.number() }).optional(),
};

const phase = { name: z.string(), setBy: z.string() };
const drill = z.looseObject({
  ...common,
  question: z.literal("drill"),
  replicationValues: z.string().optional(),
  twoWorlds: z
    .looseObject({
      cluster: z.string(),
      leading: z.string(),
      surviving: z.string(),
      votes: z.array(z.string()),
      dead: z.string().optional(),
      cut: z.string().optional(),
    })
    .optional(),
  disruptions: z.array(
    z.looseObject({
      name: z.string(),
      modelled: z.boolean(),
      reason: z.string().optional(),
      recovered: z.number(),
      replications: z.number(),
      metrics: estimates,
      phases: z.array(z.looseObject({ ...phase, seconds: estimate })),
      atQuantiles: z.array(
        z.looseObject({
          p: z.number(),
          replication: z.number(),
          recovered: z.boolean(),
          phases: z.array(z.looseObject({ ...phase, seconds: z.number() })),
        }),
      ),
      worst: z.looseObject({ replication: z.number(), recovered: z.boolean() }).optional(),
    }),
  ),
});

const exceedance = z.array(
  z.looseObject({
    seconds: z.number(),
    calendarYear: estimate,
    twelveMonths: z.number(),
    withinReplication: estimate,
  }),
);
const component = z.looseObject({
  process: z.string(),
  failuresPerYear: z.number(),
  downtimeSecondsPerYear: z.number(),
  downtimeShare: end,
  lossSecondsPerYear: z.number(),
  lossShare: end,
});
const incident = z.looseObject({
  replication: z.number(),
  incident: z.number(),
  name: z.string(),
  atYears: z.number(),
  causes: z.array(z.string()),
  downtimeSeconds: z.number(),
  lossSeconds: z.number(),
  lostTransactions: z.number(),
  failovers: z.number(),
});
const outlook = z.looseObject({
  ...common,
  question: z.literal("outlook"),
  simulatedYears: z.number(),
  yearsPerReplication: z.number(),
  stepsPerYear: z.number(),
  inputs: z.looseObject({ areExact: z.boolean(), draws: z.number() }),
  exceedance: z.looseObject({ downtime: exceedance, unplannedDowntime: exceedance, loss: exceedance }),
  disruptions: z.array(z.looseObject({ name: z.string(), incidents: z.number(), metrics: estimates })),
  populations: z.array(z.looseObject({ name: z.string(), writeAvailability: end, readAvailability: end })),
  contributions: z.array(component),
  sensitivities: z.array(z.looseObject({ path: z.string(), assumptions: z.array(z.string()) })),
  drills: z.array(z.looseObject({ everyDays: z.number(), savedSecondsPerYear: estimate })),
  tipping: z.array(z.looseObject({ expression: z.string(), path: z.string(), factor: z.number() })),
  worst: z.array(incident),
});

export const resultShape = z.discriminatedUnion("question", [drill, outlook]);

const named = z.looseObject({ name: z.string(), title: z.string(), file: z.string() });
const rows = z.array(z.looseObject({ metric: z.string(), disruption: z.string(), unit: z.string() }));
const scenario = common.scenario;
const point = z.looseObject({
  point: z.number(),
  settings: z.record(z.string(), z.string()),
  verdict: z.string(),
  values: z.record(z.string(), z.looseObject({})),
  differences: z.record(z.string(), z.looseObject({ mean: z.number() })),
});

/** Of the documents that are no results. */
export const OTHER_SHAPES: Readonly<Record<string, ZodType>> = {
  [CHECK_SCHEMA]: z.looseObject({
    baseline: z.string(),
    exitCode: z.number(),
    scenarios: z.array(
      z.looseObject({
        ...named.shape,
        verdict: z.string(),
        seed: z.string(),
        fingerprint: z.string(),
        changes: z.array(
          z.looseObject({ path: z.string(), place: z.looseObject({ file: z.string(), line: z.number() }) }),
        ),
        metrics: rows,
        objectives: z.array(
          z.looseObject({ expression: z.string(), verdict: z.enum(VERDICTS), line: z.number() }),
        ),
      }),
    ),
  }),
  [COMPARE_SCHEMA]: z.looseObject({
    old: named,
    new: named,
    seed: z.string(),
    rows,
    onlyOld: z.array(z.string()),
    onlyNew: z.array(z.string()),
  }),
  [SWEEP_SCHEMA]: z.looseObject({
    scenario,
    again: z.string(),
    seed: z.string(),
    axes: z.array(z.looseObject({ option: z.string(), text: z.string(), paths: z.array(z.string()) })),
    measures: z.array(z.looseObject({ name: z.string(), unit: z.string() })),
    base: point.optional(),
    points: z.array(point),
    pareto: z.looseObject({
      measures: z.array(z.string()),
      points: z.array(z.number()),
      near: z.array(z.number()),
    }),
  }),
  [SOLVE_SCHEMA]: z.looseObject({
    scenario,
    again: z.string(),
    objective: z.string(),
    path: z.string(),
    between: z.tuple([z.string(), z.string()]),
    thresholds: z.array(z.looseObject({ keeps: z.string(), breaks: z.string() })),
    tried: z.array(z.looseObject({ setting: z.string(), verdict: z.string() })),
  }),
};
