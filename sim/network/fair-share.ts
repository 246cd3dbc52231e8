// Max-min fair sharing of links by long-lived flows: what each stream may send at, given what the others want.
// A stream that keeps up is offered what the others leave, because its bursts may use it; streams that do not keep up
// share equally, up to their own ceilings. Shared by every data plane.

export interface Flow {
  /** Links (one direction each) that it crosses. */
  readonly links: readonly string[];
  /** Bytes per µs that it needs on average; Infinity = it has a backlog. */
  readonly demand: number;
  /** Bytes per µs that its connection can carry at all. */
  readonly ceiling: number;
}

/** Rates in bytes per µs, one per flow. `capacity` of every link named must be there. */
export function fairShare(flows: readonly Flow[], capacity: ReadonlyMap<string, number>): number[] {
  return flows.map((_, own) => {
    const wants = flows.map((other, i) =>
      i === own ? other.ceiling : Math.min(other.demand, other.ceiling),
    );
    return fill(flows, wants, capacity)[own] as number;
  });
}

/**
 * The same where nobody presses: each gets what the others leave. undefined = the links are too narrow for that, and
 * shares must be worked out.
 */
export function leftOver(flows: readonly Flow[], capacityOf: (link: string) => number): number[] | undefined {
  const wanted = new Map<string, number>();
  for (const { links, demand, ceiling } of flows)
    for (const link of links) wanted.set(link, (wanted.get(link) ?? 0) + Math.min(demand, ceiling));
  const rates: number[] = [];
  for (const { links, demand, ceiling } of flows) {
    const own = Math.min(demand, ceiling);
    let rate = ceiling;
    for (const link of links) {
      const others = (wanted.get(link) as number) - own;
      const left = capacityOf(link) - others;
      // Whoever else is on the link wants less than is left, so he is served first.
      if (others > 0 && !(left >= own && left >= others)) return undefined;
      if (left < rate) rate = left;
    }
    rates.push(rate);
  }
  return rates;
}

/** Progressive filling: the tightest link freezes its flows first. */
function fill(
  flows: readonly Flow[],
  wants: readonly number[],
  capacity: ReadonlyMap<string, number>,
): number[] {
  const rates = flows.map(() => 0);
  const isOpen = flows.map(() => true);
  const left = new Map<string, number>();
  for (const { links } of flows) for (const link of links) left.set(link, capacity.get(link) ?? 0);
  for (let open = flows.length; open > 0; ) {
    let step = Number.POSITIVE_INFINITY;
    for (let i = 0; i < flows.length; i++)
      if (isOpen[i]) step = Math.min(step, (wants[i] as number) - (rates[i] as number));
    for (const [link, room] of left) {
      let users = 0;
      for (let i = 0; i < flows.length; i++)
        if (isOpen[i] && (flows[i] as Flow).links.includes(link)) users++;
      if (users > 0) step = Math.min(step, room / users);
    }
    for (let i = 0; i < flows.length; i++) {
      if (!isOpen[i]) continue;
      rates[i] = step === Number.POSITIVE_INFINITY ? step : (rates[i] as number) + step;
      for (const link of (flows[i] as Flow).links)
        left.set(link, Math.max(0, (left.get(link) as number) - step));
    }
    if (step === Number.POSITIVE_INFINITY) break;
    for (let i = 0; i < flows.length; i++) {
      if (!isOpen[i] || !isDone(flows[i] as Flow, rates[i] as number, wants[i] as number, left)) continue;
      isOpen[i] = false;
      open--;
    }
  }
  return rates;
}

/** It has what it wants, or a link of it is full. */
function isDone({ links }: Flow, rate: number, wants: number, left: ReadonlyMap<string, number>): boolean {
  for (const link of links) if ((left.get(link) as number) <= 1e-12) return true;
  return rate >= wants - 1e-12;
}
