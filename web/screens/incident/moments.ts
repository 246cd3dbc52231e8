// How things stood at one instant of a film.
import { duration, share } from "../../../reports/view/format.ts";
import type { Film, Step } from "../../../sim/index.ts";
import { valueAt } from "../../charts/curves.ts";

/** What held at `t`; undefined before the first step. */
export function stepAt<T>(steps: readonly Step<T>[] | undefined, t: number): T | undefined {
  if (!steps) return undefined;
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((steps[middle] as Step<T>).at <= t) low = middle + 1;
    else high = middle;
  }
  return steps[low - 1]?.is;
}

/** A spell holds from its first instant, and not any more at its last one. */
export const lasts = ({ from, to }: { readonly from: number; readonly to: number }, t: number): boolean =>
  from <= t && t < to;

/** As in spells, but the end of the film is still a part of it. */
const holds = (film: Film, spell: { readonly from: number; readonly to: number }, t: number): boolean =>
  lasts(spell, t) || (t >= film.end && spell.to >= film.end);

export const writersAt = (film: Film, t: number) => film.writers.filter((spell) => holds(film, spell, t));
export const faultsAt = (film: Film, t: number) => film.faults.filter((spell) => holds(film, spell, t));
export const streamsAt = (film: Film, t: number) => film.streams.filter((spell) => holds(film, spell, t));

export const STATE_SHAPES = { running: "●", frozen: "◐", starting: "◔", down: "✕" } as const;

export interface NodeMoment {
  readonly state: keyof typeof STATE_SHAPES;
  /** "takes writes", "leads, takes no writes", "follows orders-shanghai-1", "follows nobody" */
  readonly role: string;
  readonly isWriter: boolean;
}

export function nodeAt(film: Film, node: string, t: number): NodeMoment {
  const state = stepAt(film.nodes[node], t) ?? "running";
  const isWriter = writersAt(film, t).some((writer) => writer.node === node);
  const leads = Object.values(film.leaders).some((steps) => stepAt(steps, t) === node);
  const sources = streamsAt(film, t).filter(({ target }) => target === node);
  const followed = sources.map(({ source }) => source).join(", ");
  const role = isWriter
    ? "takes writes"
    : followed
      ? `follows ${followed}`
      : leads
        ? "led last, takes no writes"
        : "follows nobody";
  return { state, role, isWriter };
}

export interface WireMoment {
  readonly up: boolean;
  /** Share of its bandwidth; NaN = not known. */
  readonly used: number;
}
/** One direction of a link. */
export function wireAt(film: Film, link: string, from: string, t: number): WireMoment {
  const wire = film.links.find((each) => each.link === link && each.from === from);
  const values = film.samples.utilisation[`${link} ${from}`] ?? [];
  return { up: stepAt(wire?.up, t) ?? true, used: valueAt({ at: film.samples.at, values }, t) };
}

/** What there is, its name, how it stands, and numbers. */
export type StateRow = readonly [kind: string, name: string, state: string, more: string];
export const STATE_HEADS: readonly string[] = ["what", "name", "state", "more"];

export function stateAt(film: Film, t: number): StateRow[] {
  const { layout, samples } = film;
  const lag = (values: ArrayLike<number>): number => valueAt({ at: samples.at, values }, t);
  const known = (value: number, text: (value: number) => string): string =>
    Number.isNaN(value) ? "not known" : text(value);
  const faults = faultsAt(film, t).map(({ kind, subject }): StateRow => ["fault", subject, `✕ ${kind}`, ""]);
  const services = layout.services.map(({ id }): StateRow => {
    const writers = writersAt(film, t).filter(({ service }) => service === id);
    const waits = stepAt(film.waitsFor[id], t) ?? [];
    const state =
      writers.length > 1
        ? `✕ ${writers.length} nodes take writes: split brain`
        : writers[0]
          ? `● ${writers[0].node} takes writes`
          : "✕ nobody takes writes";
    const exposed = known(lag(samples.exposure[id] ?? []), duration);
    return [
      "service",
      id,
      state,
      `a commit waits for ${waits.length > 0 ? waits.join(", ") : "nobody"}; exposed: ${exposed}`,
    ];
  });
  const nodes = layout.nodes.map(({ id }): StateRow => {
    const { state, role } = nodeAt(film, id, t);
    return ["node", id, `${STATE_SHAPES[state]} ${state}`, role];
  });
  const copies = Object.values(samples.copies).map((copy): StateRow => {
    const received = known(lag(copy.receiveLag), duration);
    const applied = known(lag(copy.applyLag), duration);
    return [
      "copy",
      `${copy.node} of ${copy.service}`,
      `${received} behind in receiving`,
      `${applied} in applying`,
    ];
  });
  const links = film.links.map(({ link, from }): StateRow => {
    const { up, used } = wireAt(film, link, from, t);
    return ["link", `${link} from ${from}`, up ? "● up" : "✕ down", `used: ${known(used, share)}`];
  });
  const clients = layout.populations.map(({ id }): StateRow => {
    const served = stepAt(film.servedOf[id], t) ?? 1;
    const at = Object.entries(stepAt(film.clients[id], t) ?? {}).filter(([, part]) => part > 0);
    const where = at.map(([node, part]) => `${share(part)} at ${node}`).join(", ");
    return ["clients", id, `${share(served)} served`, where === "" ? "connected to nobody" : where];
  });
  return [...faults, ...services, ...nodes, ...copies, ...links, ...clients];
}
