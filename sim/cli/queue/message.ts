// A unit as it crosses the wire: texts and numbers, never code. Nothing in it is a path that anybody opens. Whoever
// takes one checks all of it: the shape, the size, the engine, and that the unit is the one that its key names.
import { z } from "zod";
import { type Design, ENGINE_VERSION, type Unit, unitKey } from "../../index.ts";
import { sha256 } from "../sha256.ts";

/** Characters; recordings above that do not travel by a queue. */
export const LARGEST_MESSAGE = 8_388_608;

export interface UnitMessage {
  readonly engine: string;
  readonly unit: Unit;
}

const text = z.string().max(LARGEST_MESSAGE);
const name = z.string().max(1000);
const count = z.int().min(1).max(1_000_000_000);
const seed = z.string().max(10_000);
const resolution = z.enum(["transaction", "fluid"]);

const design: z.ZodType<Design> = z.strictObject({
  file: name,
  text,
  attachments: z.record(name, text),
  overrides: z.array(z.string().max(100_000)).max(10_000),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
const drill = z.strictObject({
  question: z.literal("drill"),
  disruptions: z.array(name).min(1).max(10_000),
  firstReplication: count,
  replications: z.int().min(1).max(10_000),
  seed,
  resolution,
});
const outlook = z.strictObject({
  question: z.literal("outlook"),
  firstReplication: count,
  replications: z.int().min(1).max(10_000),
  years: z.number().positive().max(10_000_000),
  seed,
  resolution,
  inputDraws: count,
});
const unit = z.strictObject({
  question: z.literal("unit"),
  design,
  job: z.discriminatedUnion("question", [drill, outlook]),
});
const message = z.object({ engine: z.string().max(100) });

/** Only the base name of the scenario's file travels: the rest of the path is nobody's business. */
export const messageOf = ({ design, job, question }: Unit): UnitMessage => ({
  engine: ENGINE_VERSION,
  unit: { question, design: { ...design, file: baseName(design.file) }, job },
});

const baseName = (file: string): string => file.replace(/^.*[\\/]/, "");

/** This unit is not done, whoever is asked: why. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

/** Throws a Refusal. */
export function unitOf(key: string, data: unknown): Unit {
  const head = message.safeParse(data);
  if (!head.success) throw new Refusal(`malformed: ${issueOf(head.error)}`);
  const { engine } = head.data;
  if (engine !== ENGINE_VERSION)
    throw new Refusal(`made by engine ${engine.slice(0, 40)}; this is ${ENGINE_VERSION}`);
  const size = JSON.stringify(data).length;
  if (size > LARGEST_MESSAGE) throw new Refusal(`too large: ${size} characters`);
  const parsed = unit.safeParse((data as { unit?: unknown }).unit);
  if (!parsed.success) throw new Refusal(`malformed: ${issueOf(parsed.error)}`);
  if (unitKey(parsed.data, sha256) !== key) throw new Refusal("malformed: its key names another unit");
  return parsed.data;
}

const issueOf = ({ issues }: z.ZodError): string => {
  const [first] = issues;
  return first ? `${["unit", ...first.path].join(".")}: ${first.message}` : "it has no shape";
};

/** For people: which unit this is. */
export function unitName({ design, job }: Unit): string {
  const { firstReplication: first, replications } = job;
  const range = replications === 1 ? `${first}` : `${first}–${first + replications - 1}`;
  const overrides = design.overrides.length === 0 ? "" : ` with ${design.overrides.join(", ")}`;
  return `${baseName(design.file)}${overrides}, ${job.question}, replications ${range}`;
}
