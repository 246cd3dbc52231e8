// Failover control: votes that can form a majority, periods that fit each other.
import { printDuration } from "../../quantity/text.ts";
import type { Duration } from "../../quantity/time.ts";
import { nodeAt, type Path } from "../located.ts";
import type { Settings } from "../schema.ts";
import type { Check, Checkup } from "./checkup.ts";

type Policy = Settings["failover"];
/** What a policy has that lets sites vote. */
type Voting = Pick<Extract<Policy, { kind: "lease" }>, "votes" | "storeLeader">;

export const failover: Check = (checkup) => {
  const { settings, completed } = checkup;
  policy(checkup, ["failover"], completed.failover);
  for (const name of Object.keys(settings.clusters)) {
    const { failover: own, takeover } = completed.clusters[name] ?? {};
    if (own) policy(checkup, ["clusters", name, "failover"], own);
    if (takeover) policy(checkup, ["clusters", name, "takeover"], takeover);
  }
};

/** Whatever the kind: `votes` form a majority; `ttl`, `loop` and `retry` fit. */
function policy(checkup: Checkup, path: Path, settings: Policy): void {
  if ("votes" in settings) votes(checkup, path, settings);
  if ("ttl" in settings) periods(checkup, path, settings);
}

function votes(checkup: Checkup, path: Path, { votes: voters, storeLeader }: Voting): void {
  const at = [...path, "votes"];
  const written = nodeAt(checkup.root, at);
  if (written && Array.isArray(written.content) && written.content.length === 0) {
    checkup.problem("TWIN1070", at, "no votes: no majority can ever form", {
      hint: "name the sites with a voter, or leave `votes` out for all sites",
    });
    return;
  }
  const twice = voters.find((site, index) => voters.indexOf(site) !== index);
  if (twice !== undefined) {
    checkup.problem("TWIN1071", [...at, voters.lastIndexOf(twice)], `\`${twice}\` votes twice`, {
      hint: "one voter for each site; two in one site are lost together",
    });
  }
  if (
    storeLeader !== "drawn" &&
    checkup.names("sites").includes(storeLeader) &&
    !voters.includes(storeLeader)
  ) {
    checkup.problem(
      "TWIN1072",
      [...path, "storeLeader"],
      `\`${storeLeader}\` has no vote and cannot lead the store`,
      {
        hint: `voters: ${voters.join(", ")}`,
      },
    );
  }
  const place = written ? at : path;
  const majority = Math.floor(voters.length / 2) + 1;
  const spare = voters.length - majority;
  if (twice !== undefined || voters.length % 2 === 1) {
    if (voters.length === 1 && checkup.names("sites").length > 1) {
      checkup.warning(
        "TWIN1073",
        place,
        `one vote cannot lose any: without \`${voters[0]}\` nothing fails over`,
      );
    }
    return;
  }
  const hint = "an odd number of sites, one of them a witness";
  const message =
    spare === 0
      ? `${voters.length} votes cannot lose any: a majority is ${majority}`
      : `${voters.length} votes can lose ${spare}, no more than ${voters.length - 1} can`;
  checkup.warning("TWIN1073", place, message, hint);
}

interface Periods {
  ttl: Duration;
  loop: Duration;
  retry: Duration;
}

/** Patroni, docs/dynamic_configuration.rst: loop_wait + 2 * retry_timeout <= ttl. */
function periods(checkup: Checkup, path: Path, { ttl, loop, retry }: Periods): void {
  const needed = (loop + 2 * retry) as Duration;
  if (needed <= ttl) return;
  const key =
    (["ttl", "loop", "retry"] as const).find((name) => nodeAt(checkup.root, [...path, name])) ?? "ttl";
  checkup.warning(
    "TWIN1074",
    [...path, key],
    `loop + 2 × retry is ${printDuration(needed)}, longer than the ttl of ${printDuration(ttl)}`,
    "a healthy primary can lose its lease while it retries; Patroni refuses this",
  );
}
