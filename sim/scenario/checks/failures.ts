// Failures by chance: ducts that are there, shares that leave something, lives that have a mean, a chance of success
// that decays downwards. Works on the fields that sources have, whatever their kind.
import { meanOf } from "../../kernel/sampling.ts";
import type { Distribution } from "../../quantity/distribution.ts";
import { printDuration } from "../../quantity/text.ts";
import { micros } from "../../quantity/time.ts";
import type { Path } from "../located.ts";
import type { Settings } from "../schema.ts";
import type { Check, Checkup } from "./checkup.ts";

interface Times {
  readonly every?: Distribution | "by-length";
  readonly unmapped?: Distribution;
  readonly repair?: Distribution;
}
interface Terms extends Times {
  readonly shared?: Shares;
  readonly except?: Readonly<Record<string, Times>>;
}
interface Shares {
  readonly pair: number;
  readonly duct: number;
  readonly ducts: Readonly<Record<string, number>>;
}

export const failures: Check = (checkup) => {
  const { failures: section } = checkup.settings;
  if (!section) return;
  for (const [source, value] of Object.entries(section as Readonly<Record<string, unknown>>)) {
    if (typeof value !== "object" || value === null || source === "coverage") continue;
    const terms = value as Terms;
    const path = ["failures", source];
    times(checkup, path, terms, terms);
    for (const [name, own] of Object.entries(terms.except ?? {}))
      times(checkup, [...path, "except", name], own, terms);
    if (terms.shared) shares(checkup, [...path, "shared"], terms.shared);
  }
  coverage(checkup, section.coverage);
};

/** What can be waited for has a mean, and working is the usual state. */
function times(checkup: Checkup, path: Path, own: Times, usual: Times): void {
  for (const key of ["every", "unmapped", "repair"] as const) {
    const distribution = own[key];
    if (typeof distribution !== "object" || Number.isFinite(meanOf(distribution))) continue;
    // A recording without values has been reported where it is named.
    if (distribution.kind === "recorded") continue;
    checkup.problem("TWIN1101", [...path, key], "this distribution has no finite mean", {
      hint: "a pareto needs a shape of more than 1",
    });
  }
  const { every } = own;
  const repair = own.repair ?? usual.repair;
  if (typeof every !== "object" || !repair || !(meanOf(repair) >= meanOf(every))) return;
  const [down, up] = [repair, every].map((each) => printDuration(micros(meanOf(each))));
  checkup.warning(
    "TWIN1102",
    [...path, "every"],
    `it is broken more often than not: a repair takes ${down} on average, and comes every ${up}`,
    "`every` is the mean time between failures, not their number",
  );
}

/** Ducts are known from the links; what a line shares with others leaves something for itself. */
function shares(checkup: Checkup, path: Path, { pair, duct, ducts }: Shares): void {
  const links = Object.entries(checkup.settings.links);
  const known = [...new Set(links.flatMap(([, link]) => link.duct ?? []))];
  for (const name of Object.keys(ducts))
    if (!known.includes(name)) checkup.unknown([...path, "ducts", name], name, known, "duct", true);
  for (const [name, link] of links) {
    const inDuct = links.filter((other) => link.duct !== undefined && other[1].duct === link.duct);
    const inPair = links.filter(([, { between }]) => between.every((site) => link.between.includes(site)));
    const isUnknown = inPair.length > 1 && inPair.some(([, other]) => other.duct === undefined);
    const own = link.duct !== undefined && Object.hasOwn(ducts, link.duct) ? ducts[link.duct] : undefined;
    const sum = (inDuct.length > 1 ? (own ?? duct) : 0) + (isUnknown ? pair : 0);
    if (sum <= 1) continue;
    checkup.problem("TWIN1100", path, `\`${name}\` shares more than 100 % of its cuts with other links`, {
      hint: "its duct and its pair of sites together take at most 100 %",
    });
    return;
  }
}

function coverage(checkup: Checkup, terms: NonNullable<Settings["failures"]>["coverage"]): void {
  if (terms.floor <= terms.fresh) return;
  checkup.problem("TWIN1103", ["failures", "coverage", "floor"], "the floor is above the fresh chance", {
    hint: "without drills a failover works less often, not more",
  });
}
