// A leased line is cut and spliced. Long routes are cut more often; lines in one duct, or lines whose routes nobody
// has compared, share some of their cuts.
import { z } from "zod";
import { linkName, positiveDuration, probability, text } from "../../../config/fields.ts";
import { assumed, remembered, verified } from "../../../config/part.ts";
import type { Distribution } from "../../../quantity/distribution.ts";
import type { GroundLink } from "../../ground.ts";
import { linkCut as fault } from "../../kinds/link-cut.ts";
import type { FailureProcess } from "../../process.ts";
import { commonCauses } from "../common-cause.ts";
import {
  defineFailureSource,
  errorFactor,
  life,
  ownTimes,
  repairTime,
  timesOf,
  uncertain,
  within,
} from "../source.ts";
import { thinned } from "../thinned.ts";

const shared = z
  .strictObject({
    pair: probability
      .prefault("5 %")
      .meta(
        assumed(
          "of the cuts take all links between two sites, unless every one of them names its duct",
          "our assumption: a beta factor of 5 %",
        ),
      ),
    duct: probability
      .prefault("50 %")
      .meta(assumed("of the cuts take all links of a duct", "our assumption: dig-ups take the whole duct")),
    ducts: z.record(text, probability).prefault({}).describe("the same of single ducts"),
    within: errorFactor
      .prefault(2)
      .meta(assumed("these shares are right within this factor, nine times in ten", "our assumption")),
  })
  .prefault({});

export const linkCut = defineFailureSource({
  title: "Cut of a link",
  source: "our assumption: independent cuts, memoryless, and a beta factor for common causes",
  config: z.strictObject({
    kind: z.literal("link-cut"),
    every: z
      .union([z.literal("by-length"), life])
      .prefault("by-length")
      .meta(verified("of one link; by the length of its route if it is on the map", "our convention")),
    per1000km: positiveDuration
      .prefault("4113 h")
      .meta(
        verified(
          "between two cuts of 1000 km of route",
          "AFL 2001, quoting Bellcore: 2.130 cuts per 1000 km and year of buried cable",
        ),
      ),
    route: z
      .number()
      .min(1)
      .max(10)
      .prefault(1.5)
      .meta(assumed("length of the route over the great circle", "our assumption: 1.3 to 2.1 are usual")),
    unmapped: life
      .prefault("2600 h")
      .meta(
        remembered(
          "of a link whose ends are not on the map",
          "Meza et al., IMC 2018: median 2326 h, mean 2947 h",
        ),
      ),
    repair: repairTime
      .prefault({ kind: "lognormal", median: "8 h", sigma: 1.1 })
      .meta(
        assumed(
          "until it is spliced",
          "our assumption: a mean of 15 h, between 12 h (planning) and 25 h (Meza et al., IMC 2018)",
        ),
      ),
    shared,
    precursors: probability
      .prefault("0.1 %")
      .meta(assumed("of the cuts are the first sign of a disaster at one end", "our assumption")),
    within: within({ every: 2, repair: 2 }),
    except: z.record(linkName, ownTimes).prefault({}),
  }),
  expand(config, { links }) {
    const { shared, precursors, every, per1000km, route, unmapped, ...rest } = config;
    const lifeOf = ({ kilometers }: GroundLink): Distribution => {
      if (every !== "by-length") return every;
      if (kilometers === undefined) return unmapped;
      // Even two rooms of a campus are a kilometre of trench apart.
      return { kind: "exponential", mean: (per1000km * 1000) / (route * Math.max(1, kilometers)) };
    };
    const precursorOf = (between: readonly string[]) => ({
      precursor: { sites: between, share: precursors },
    });
    const cuts = links.map((link) => {
      const { id, ordinal, between } = link;
      const times = timesOf("link-cut", { ...rest, every: lifeOf(link) }, { id, draws: ordinal });
      return { link, times, precursor: precursorOf(between) };
    });
    const causes = commonCauses(
      cuts.map(({ link, times }) => ({ link, up: times.up })),
      shared,
    );
    const own = cuts.flatMap(({ link, times, precursor }): FailureProcess[] => {
      const left = causes.ownShare(link.id);
      if (left <= 0) return [];
      return [
        {
          ...times,
          ...precursor,
          id: `link ${link.id}/cut`,
          subject: `link ${link.id}`,
          up: thinned(times.up, left),
          faults: [fault.config.parse({ kind: "link-cut", link: link.id })],
        },
      ];
    });
    const common = causes.all.map(({ name, draws, input, links: together, up }): FailureProcess => {
      const first = cuts.find(({ link }) => link.id === together[0]?.id);
      return {
        ...timesOf("link-cut", { ...rest, every: up, except: {} }, { id: "", draws }),
        ...precursorOf(first?.link.between ?? []),
        id: `${name}/cut`,
        subject: name,
        path: "failures.link-cut.shared",
        group: name,
        inputs: {
          up: [uncertain("link-cut/every", rest.within.every), uncertain(`link-cut/${input}`, shared.within)],
          repair: [uncertain("link-cut/repair", rest.within.repair)],
        },
        faults: together.map(({ id }) => fault.config.parse({ kind: "link-cut", link: id })),
      };
    });
    return [...own, ...common];
  },
});
