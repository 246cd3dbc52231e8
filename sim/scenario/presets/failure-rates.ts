// Presets of what fails by chance. `typical` is the schema's defaults; the other two say what they see differently.
// Repairs are heavy-tailed throughout: with exponential ones of the same mean availability would be the same, but
// backlogs and losses would not.
import { definitionOf, notesOf, walk } from "../../config/schema-walk.ts";
import { failures } from "../sections/failures.ts";
import { assumed, type Preset, type PresetParameter, remembered, verified } from "./preset.ts";

const CEPH = "Ceph reliability model, ceph-tools SiteRely.py";
const DEAN = "J. Dean, LADIS 2009, read in transcriptions";
const MEZA = "Meza et al., IMC 2018";
const TURNER = "Turner et al., SIGCOMM 2010, quoted in ACM Queue 2014";

/** Every default of the section with its source. */
function defaults(): PresetParameter[] {
  const found: PresetParameter[] = [];
  walk(failures, {}, ({ path, declared }) => {
    const { source, mark } = notesOf(declared);
    const { defaultValue } = definitionOf(declared);
    if (defaultValue === undefined || typeof source !== "string" || path[0] === "inputs") return;
    if (path.at(-1) === "inDrills") return;
    const key = path.map(String).join(".");
    found.push({ key, value: defaultValue, source, mark: mark as PresetParameter["mark"] });
  });
  return found;
}

const preset = (name: string, title: string, parameters: readonly PresetParameter[]): Preset => ({
  name,
  section: "failures",
  title,
  version: "2026",
  parameters,
});

export const typical = preset("typical", "Failure rates as most reports have them", defaults());

export const optimistic = preset("optimistic", "Failure rates of data sheets and Tier IV; else as typical", [
  ...verified(["site-disaster.perYear", "0.1 %", `${CEPH}: one in 1000 years`]),
  ...remembered(
    ["rack-loss.every", "89352 h", "Ford et al., OSDI 2010: a rack fails every 10.2 years"],
    ["link-cut.unmapped", "5709 h", `${MEZA}: nine in ten links fail more often`],
  ),
  ...assumed(
    ["node-crash.every", "4000 h", "our assumption: 1000 to 4000 h between crashes of a database process"],
    ["stall.every", "8760 h", "our assumption: a stall of seconds once a year"],
    ["server-reboot.every", "8760 h", "our assumption: once a year"],
    ["server-failure.every", "87600 h", "our assumption: one in ten years, as servers lost for good"],
    ["link-cut.route", 1.3, "our assumption: the shortest routes are 1.3 times the great circle"],
    ["link-cut.repair", { kind: "lognormal", median: "5 h", sigma: 0.8 }, "our assumption: a mean of 7 h"],
    ["link-cut.shared.pair", "0 %", "our assumption: routes known to be apart"],
    ["link-cut.shared.duct", "20 %", "our assumption: two cables in a duct"],
    ["link-degradation.every", "8760 h", "our assumption: once a year"],
    ["edge-loss.every", "8760 h", "our assumption: once a year"],
    [
      "site-outage.every",
      "87600 h",
      "our split of Tier IV (26 min a year): an outage of 4.4 h every ten years",
    ],
    ["site-outage.repair", { kind: "lognormal", median: "2.7 h", sigma: 1 }, "our split of Tier IV"],
    ["operator-error.every", "26280 h", "our assumption: one in three years"],
    ["bad-release.bad", "0.3 %", "our assumption"],
    ["coverage.fresh", "99.5 %", "our assumption"],
    ["coverage.floor", "90 %", "our assumption"],
    ["coverage.drill", "91 d", "our assumption: a drill each quarter"],
  ),
]);

export const pessimistic = preset("pessimistic", "Failure rates of bad years and Tier II; else as typical", [
  ...verified(
    ["rack-loss.every", "13140 h", `${DEAN}: 20 a year among 30 racks`],
    [
      "site-outage.every",
      "4380 h",
      "Cidon et al., USENIX ATC 2013 (Copysets): one or two power losses a year and site",
    ],
  ),
  ...remembered(
    ["link-cut.repair", { kind: "lognormal", median: "13 h", sigma: 1.19 }, `${MEZA}: median 13 h, p90 60 h`],
    ["edge-loss.every", "1710 h", `${MEZA}: half of the edges fail more often`],
  ),
  ...assumed(
    ["node-crash.every", "1000 h", "our assumption: 1000 to 4000 h between crashes of a database process"],
    ["stall.every", "720 h", "our assumption: a stall of seconds each month"],
    ["server-reboot.every", "2190 h", "our assumption: four a year"],
    ["server-failure.every", "8000 h", "our assumption: twice the typical rate"],
    ["link-cut.route", 2.1, "our assumption: as far as the round trip of a usual line suggests"],
    ["link-cut.unmapped", "1300 h", "our assumption: twice the typical rate"],
    ["link-cut.shared.pair", "10 %", "our assumption: a beta factor of 10 %"],
    ["link-cut.shared.duct", "80 %", "our assumption: dig-ups take the whole duct"],
    ["link-degradation.every", "730 h", "our assumption: one a month"],
    [
      "edge-loss.repair",
      { kind: "lognormal", median: "32 min", sigma: 2.34 },
      `our fit of hardware causes in ${TURNER}: median 32 min, mean 8.2 h`,
    ],
    [
      "site-outage.repair",
      { kind: "lognormal", median: "6.7 h", sigma: 1 },
      "our split of Tier II (22 h a year): a mean of 11 h",
    ],
    ["site-disaster.perYear", "1 %", "our assumption: one in 100 years"],
    ["operator-error.every", "2920 h", "our assumption: three a year"],
    ["operator-error.everywhere", "50 %", "our assumption: configuration is shared"],
    ["bad-release.bad", "3 %", "our assumption"],
    ["bad-release.everywhere", "50 %", "our assumption: rolled out in one night"],
    ["coverage.fresh", "95 %", "our assumption"],
    ["coverage.floor", "40 %", "our assumption"],
    ["coverage.drill", "never", "our assumption: nobody dares"],
  ),
]);
