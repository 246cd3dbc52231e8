// A what-if as it is worked on: workers do blocks of runs, a desk pairs them, and what is shown becomes more exact while
// somebody looks. A change stops what runs; runs of what has not changed are kept.
import type { Resolution } from "../../sim/index.ts";
import type { Source } from "./api.ts";
import { type Block, type Counts, nextBlock, type Wanted } from "./block-order.ts";
import { asked, type Hand, hire } from "./client.ts";
import type { Laid, Paired, SideName } from "./what-if-api.ts";

export interface CampaignOrder {
  readonly before: Source;
  readonly after: Source;
  /** Of the scenario if absent. */
  readonly seed?: string;
  readonly focus: string;
}

export interface CampaignNews {
  /** Also where the scenario has an error and nothing is run. */
  laid(laid: Laid): void;
  looked(paired: Paired): void;
  /** All runs that were wanted are there. */
  done(): void;
  failed(message: string): void;
}

/** A block takes about so long: short enough to be waited for when something changes. */
const MOMENT = 60;
/** Longer than this nobody waits for a block that nobody wants any more. */
const PATIENCE = 120;
/** More would only share the memory of the machine. */
const MOST_LANES = 8;

export const lanesHere = (): number =>
  Math.max(1, Math.min(MOST_LANES, (navigator.hardwareConcurrency || 2) - 1));

interface Lane {
  hand: Hand;
  busy: Promise<unknown> | undefined;
}

export class Campaign {
  readonly #news: CampaignNews;
  readonly #lanes: Promise<Lane>[];
  #desk: Promise<Hand>;
  #token = 0;
  #order: CampaignOrder | undefined;
  #wanted: Wanted | undefined;
  #counts: Counts | undefined;
  #seed = "";
  /** Of one run, by resolution: ms. */
  readonly #cost: Record<Resolution, number> = { fluid: 20, transaction: 100 };
  #looking: Promise<void> | undefined;
  #stale = new Set<Resolution>();
  #lookAfter = 0;

  constructor(news: CampaignNews, lanes = lanesHere()) {
    this.#news = news;
    this.#desk = hire();
    this.#lanes = Array.from({ length: lanes }, async () => ({ hand: await hire(), busy: undefined }));
  }

  /** Stops what runs, and begins anew with what is still known. */
  async start(order: CampaignOrder): Promise<void> {
    const token = ++this.#token;
    this.#order = order;
    try {
      const { before, after, seed, focus } = order;
      const laid = await this.ask((engine) => engine.lay(before, after, seed), "opening the scenario");
      if (token !== this.#token) return;
      this.#news.laid(laid);
      const { about, counts, isSame = false } = laid;
      if (!about || !counts) return;
      this.#seed = about.seed;
      this.#counts = structuredClone(counts) as Counts;
      const disruptions = [...about.disruptions, ""];
      this.#wanted = {
        disruptions,
        isSame,
        focus: focus !== "" && disruptions.includes(focus) ? focus : (disruptions[0] ?? ""),
      };
      this.#stale = new Set(["fluid", "transaction"]);
      this.#lookAfter = 0;
      await Promise.all(this.#lanes.map((_, i) => this.#work(i, token)));
      if (token === this.#token) await this.#finish(token);
    } catch (error) {
      if (token === this.#token) this.#fail(error);
    }
  }

  /** What runs next changes, what has been run stays. */
  focusOn(focus: string): void {
    if (this.#wanted) this.#wanted = { ...this.#wanted, focus };
  }

  stop(): void {
    this.#token++;
  }

  get order(): CampaignOrder | undefined {
    return this.#order;
  }

  /** Asks the desk. */
  async ask<T>(question: Parameters<typeof asked<T>>[1], what: string): Promise<T> {
    return asked(await this.#desk, question, what);
  }

  /** Nothing of it is left. */
  async end(): Promise<void> {
    this.#token++;
    const hands = await Promise.all([this.#desk, ...this.#lanes.map(async (lane) => (await lane).hand)]);
    for (const { worker } of hands) worker.terminate();
  }

  async #work(index: number, token: number): Promise<void> {
    const lane = await this.#free(index);
    while (token === this.#token) {
      const block = this.#take();
      if (!block) return;
      const began = performance.now();
      const run = asked(
        lane.hand,
        (engine) => engine.runs(this.#sourceOf(block.side), this.#rangeOf(block)),
        this.#words(block),
      );
      lane.busy = run.catch(() => {});
      const runs = await run;
      lane.busy = undefined;
      const cost = (performance.now() - began) / block.count;
      this.#cost[block.resolution] = (this.#cost[block.resolution] + cost) / 2;
      if (token !== this.#token) return;
      await this.ask((engine) => engine.take(block.side, block.resolution, runs), "keeping runs");
      this.#stale.add(block.resolution);
      this.#look(token);
    }
  }

  /** A worker that is at something nobody wants any more is given a moment, then another one takes its place. */
  async #free(index: number): Promise<Lane> {
    const lane = await (this.#lanes[index] as Promise<Lane>);
    if (!lane.busy) return lane;
    const late = new Promise<"late">((done) => setTimeout(() => done("late"), PATIENCE));
    if ((await Promise.race([lane.busy, late])) === "late") {
      lane.hand.worker.terminate();
      lane.hand = await hire();
    }
    lane.busy = undefined;
    return lane;
  }

  #take(): Block | undefined {
    const [counts, wanted] = [this.#counts as Counts, this.#wanted as Wanted];
    const block = nextBlock(counts, wanted, (resolution) => Math.floor(MOMENT / this.#cost[resolution]));
    if (block) counts[block.side][block.resolution][block.disruption] = block.from + block.count - 1;
    return block;
  }

  #sourceOf(side: SideName): Source {
    const { before, after } = this.#order as CampaignOrder;
    return side === "before" ? before : after;
  }

  #rangeOf({ side: _, ...range }: Block) {
    return { ...range, seed: this.#seed };
  }

  #words({ disruption, from, count }: Block): string {
    const which = count === 1 ? `replication ${from}` : `replications ${from} to ${from + count - 1}`;
    return `${disruption || "nothing breaks"}, seed ${this.#seed}, ${which}`;
  }

  /** Looking takes longer the more there is: it never takes more than a third of the time. */
  #look(token: number): void {
    if (this.#looking || performance.now() < this.#lookAfter) return;
    const began = performance.now();
    this.#looking = this.#lookNow(token)
      .catch((error) => {
        if (token === this.#token) this.#fail(error);
      })
      .finally(() => {
        this.#lookAfter = performance.now() + 2 * (performance.now() - began);
        this.#looking = undefined;
      });
  }

  async #lookNow(token: number): Promise<void> {
    for (const resolution of [...this.#stale]) {
      this.#stale.delete(resolution);
      const paired = await this.ask((engine) => engine.look(resolution), "comparing");
      if (token === this.#token) this.#news.looked(paired);
    }
  }

  async #finish(token: number): Promise<void> {
    await this.#looking;
    await this.#lookNow(token);
    if (token === this.#token) this.#news.done();
  }

  #fail(error: unknown): void {
    this.#token++;
    this.#news.failed(error instanceof Error ? error.message : String(error));
  }
}
