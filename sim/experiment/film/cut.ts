// A film that begins in the middle: what was over by then is left out, what held then holds from its begin.
import type { Filmed } from "./camera.ts";
import type { Spell, Step } from "./film.ts";

export const cutAt = (from: number, filmed: Filmed): Filmed => ({
  faults: spellsFrom(from, filmed.faults),
  nodes: each(from, filmed.nodes),
  links: filmed.links.map((wire) => ({ ...wire, up: stepsFrom(from, wire.up) })),
  writers: spellsFrom(from, filmed.writers),
  leaders: each(from, filmed.leaders),
  streams: spellsFrom(from, filmed.streams),
  waitsFor: each(from, filmed.waitsFor),
  clients: each(from, filmed.clients),
  losses: filmed.losses.filter(({ window }) => window === undefined || window.to >= from),
});

const each = <T>(
  from: number,
  all: Readonly<Record<string, readonly Step<T>[]>>,
): Record<string, Step<T>[]> =>
  Object.fromEntries(Object.entries(all).map(([name, steps]) => [name, stepsFrom(from, steps)]));

function stepsFrom<T>(from: number, steps: readonly Step<T>[]): Step<T>[] {
  const held = steps.findLastIndex(({ at }) => at <= from);
  return steps.slice(Math.max(0, held)).map((step) => ({ ...step, at: Math.max(from, step.at) }));
}

const spellsFrom = <S extends Spell>(from: number, spells: readonly S[]): S[] =>
  spells.filter(({ to }) => to >= from).map((spell) => ({ ...spell, from: Math.max(from, spell.from) }));
