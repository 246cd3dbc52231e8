// Sites and links: what joins what, and how long it takes.
import type { Check } from "./checkup.ts";

export const places: Check = (checkup) => {
  const { sites, links } = checkup.settings;
  if (!Object.values(sites).some(({ role }) => role === "data")) {
    checkup.problem("TWIN1040", ["sites"], "there is no site that holds data", {
      hint: "remove a `role: witness`",
    });
  }
  for (const [name, { capacity }] of Object.entries(sites)) {
    if (capacity === 0) {
      checkup.problem("TWIN1040", ["sites", name, "capacity"], `\`${name}\` has no capacity`, {
        hint: "leave the site out, or give it more than 0 %",
      });
    }
  }
  for (const [name, { between, rtt }] of Object.entries(links)) {
    const [a, b] = between;
    if (a === b) {
      checkup.problem("TWIN1041", ["links", name, "between", 1], `\`${name}\` joins \`${a}\` with itself`, {
        hint: "a link is between two sites; traffic inside a site needs none",
      });
      continue;
    }
    const unplaced = between.filter((site) => Object.hasOwn(sites, site) && !sites[site]?.location);
    if (rtt === undefined && unplaced.length > 0) {
      checkup.problem(
        "TWIN1042",
        ["links", name, "rtt"],
        `\`${name}\` has no rtt, and ${list(unplaced)} no location`,
        {
          hint: "write `rtt: 30 ms`, or the location of both sites",
        },
      );
    }
  }
};

const list = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(" and ");

/** Sites that can reach `from` over links, itself included. */
export function reachable(
  from: string,
  links: Readonly<Record<string, { readonly between: readonly string[] }>>,
): ReadonlySet<string> {
  const found = new Set([from]);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const { between } of Object.values(links)) {
      if (between.some((site) => found.has(site))) for (const site of between) found.add(site);
    }
  }
  return found;
}
