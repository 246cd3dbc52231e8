// Common causes of link cuts by the beta-factor model: lines in one duct, and lines between the same two sites unless
// all of them name their ducts. A group fails with its share of the rate of its most reliable line, so that no line is
// cut more often than its own terms say. Source: Fleming 1975, beta factor.

import { meanOf } from "../../kernel/sampling.ts";
import type { Distribution } from "../../quantity/distribution.ts";
import type { GroundLink } from "../ground.ts";
import { thinned } from "./thinned.ts";

export interface CommonCause {
  /** For people: `duct north`. */
  readonly name: string;
  readonly draws: string;
  /** Which share of the terms it follows. */
  readonly input: "duct" | "pair";
  readonly links: readonly GroundLink[];
  readonly up: Distribution;
}

interface Line {
  readonly link: GroundLink;
  readonly up: Distribution;
}

interface Shares {
  readonly pair: number;
  readonly duct: number;
  readonly ducts: Readonly<Record<string, number>>;
}

export interface CommonCauses {
  readonly all: readonly CommonCause[];
  /** What is left of a line's cuts for itself, 0 to 1. */
  ownShare(link: string): number;
}

export function commonCauses(lines: readonly Line[], shares: Shares): CommonCauses {
  const groups = [...ducts(lines, shares), ...pairs(lines, shares)].filter(({ share }) => share > 0);
  const taken = new Map<string, number>();
  const all = groups.map(({ name, draws, input, members, share }): CommonCause => {
    const best = members.reduce((a, b) => (meanOf(b.up) > meanOf(a.up) ? b : a));
    for (const { link, up } of members)
      taken.set(link.id, (taken.get(link.id) ?? 0) + (share * meanOf(up)) / meanOf(best.up));
    return { name, draws, input, links: members.map(({ link }) => link), up: thinned(best.up, share) };
  });
  return { all, ownShare: (link) => 1 - (taken.get(link) ?? 0) };
}

interface Group extends Pick<CommonCause, "name" | "draws" | "input"> {
  readonly members: readonly Line[];
  readonly share: number;
}

function ducts(lines: readonly Line[], { duct, ducts: own }: Shares): Group[] {
  const names = [...new Set(lines.flatMap(({ link }) => link.duct ?? []))];
  return names.flatMap((name): Group[] => {
    const members = lines.filter(({ link }) => link.duct === name);
    if (members.length < 2) return [];
    const share = Object.hasOwn(own, name) ? own[name] : undefined;
    const draws = `duct/${members[0]?.link.ordinal}`;
    return [{ name: `duct ${name}`, draws, input: "duct", members, share: share ?? duct }];
  });
}

function pairs(lines: readonly Line[], { pair }: Shares): Group[] {
  const keyOf = ({ link }: Line): string => [...link.between].sort().join(" ");
  return [...new Set(lines.map(keyOf))].flatMap((key): Group[] => {
    const members = lines.filter((line) => keyOf(line) === key);
    if (members.length < 2 || members.every(({ link }) => link.duct !== undefined)) return [];
    const [a, b] = members[0]?.link.between ?? ["", ""];
    const draws = `pair/${members[0]?.link.ordinal}`;
    return [{ name: `all links ${a} to ${b}`, draws, input: "pair", members, share: pair }];
  });
}
