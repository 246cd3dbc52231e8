// Disruptions: what breaks is there, breaks before the run ends, and can break in that way.
import { printDuration } from "../../quantity/text.ts";
import { nodeAt, type Path } from "../located.ts";
import type { Settings } from "../schema.ts";
import type { Check, Checkup } from "./checkup.ts";

type Fault = Settings["disruptions"][string]["faults"][number];

export const disruptions: Check = (checkup) => {
  const { settings } = checkup;
  for (const [name, { faults, while: conditions, limit }] of Object.entries(settings.disruptions)) {
    const path = ["disruptions", name];
    const isList = Array.isArray(nodeAt(checkup.root, path)?.content);
    const last = limit ?? settings.run.limit;
    for (const [index, fault] of faults.entries()) {
      const at = isList ? [...path, index] : [...path, "faults", index];
      check(checkup, at, fault);
      if (fault.after < last) continue;
      checkup.problem(
        "TWIN1090",
        [...at, "after"],
        `begins ${printDuration(fault.after)} after, when the run has ended`,
        {
          hint: `the limit is ${printDuration(last)}: set \`limit\` here, or run.limit`,
        },
      );
    }
    for (const [index, fault] of conditions.entries()) {
      const at = [...path, "while", index];
      check(checkup, at, fault);
      if (fault.after > 0) {
        checkup.problem(
          "TWIN1091",
          [...at, "after"],
          "a precondition is in force before the run; it has no `after`",
          {
            hint: "move the fault to `faults`",
          },
        );
      }
    }
  }
};

/** By the fields a fault has, whatever its kind. */
function check(checkup: Checkup, path: Path, fault: Fault): void {
  if ("link" in fault && "from" in fault && fault.from !== undefined)
    end(checkup, path, fault.link, fault.from);
  if ("isolates" in fault || "between" in fault) parts(checkup, path, fault);
  if ("node" in fault) node(checkup, path, fault);
  if ("cluster" in fault && "site" in fault && fault.site !== undefined && fault.cluster !== undefined) {
    const { members } = checkup.completed.clusters[fault.cluster] ?? {};
    if (members && checkup.names("sites").includes(fault.site) && !Object.hasOwn(members, fault.site)) {
      checkup.problem(
        "TWIN1092",
        [...path, "site"],
        `\`${fault.cluster}\` has no members in \`${fault.site}\``,
        {
          hint: `members are in ${Object.keys(members).join(", ")}`,
        },
      );
    }
  }
}

function end(checkup: Checkup, path: Path, link: string, from: string): void {
  const { links } = checkup.settings;
  const between = Object.hasOwn(links, link) ? links[link]?.between : undefined;
  if (!between || between.includes(from) || !checkup.names("sites").includes(from)) return;
  checkup.problem("TWIN1093", [...path, "from"], `\`${from}\` is not an end of \`${link}\``, {
    hint: `its ends are ${between.join(" and ")}`,
  });
}

function parts(
  checkup: Checkup,
  path: Path,
  { between, isolates, from }: Extract<Fault, { kind: "partition" }>,
): void {
  const sites = checkup.names("sites");
  const problem = (key: string, message: string, hint: string) =>
    checkup.problem("TWIN1094", [...path, key], message, { hint });
  const sides = between ?? [isolates];
  if (sites.length < 2) {
    problem("kind", "a single site cannot be partitioned", "add a second site");
  } else if (from !== undefined && sites.includes(from) && !sides.includes(from)) {
    problem("from", `\`${from}\` is on no side of this partition`, `one of: ${sides.join(", ")}`);
  }
}

function node(checkup: Checkup, path: Path, fault: Extract<Fault, { node: string }>): void {
  const primaries = Object.entries(checkup.completed.clusters).filter(([, { role }]) => role === "primary");
  const isRole = fault.node === "primary" || fault.node === "standby";
  if (!isRole) return;
  if (fault.cluster === undefined && primaries.length > 1) {
    checkup.problem("TWIN1095", [...path, "cluster"], `the ${fault.node} of which cluster?`, {
      hint: `add \`cluster\`: one of ${primaries.map(([name]) => name).join(", ")}`,
    });
  }
  const name = fault.cluster ?? primaries[0]?.[0] ?? "";
  const members = checkup.completed.clusters[name]?.members ?? {};
  const nodes = Object.values(members).reduce((sum, count) => sum + count, 0);
  if (fault.node === "standby" && nodes === 1) {
    checkup.problem("TWIN1095", [...path, "node"], `\`${name}\` has one node and no standby`, {
      hint: "add members",
    });
  }
}
