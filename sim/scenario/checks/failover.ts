// Failover control: votes that can form a majority, periods that fit each other.
import { parseDuration, printDuration } from "../../quantity/text.ts";
import type { Duration } from "../../quantity/time.ts";
import { nodeAt, type Path } from "../located.ts";
import { presets } from "../presets/registry.ts";
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

/** Whatever the kind: what is there fits together. */
function policy(checkup: Checkup, path: Path, settings: Policy): void {
  if ("votes" in settings) votes(checkup, path, settings);
  if ("ttl" in settings) periods(checkup, path, settings);
  if ("watchdog" in settings) watchdog(checkup, path, settings);
  if ("storeTimeout" in settings) elections(checkup, path, settings);
  least(checkup, path, settings);
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

type Periods = Pick<Extract<Policy, { kind: "lease" }>, "ttl" | "loop" | "retry" | "preset">;

/** Patroni, docs/dynamic_configuration.rst: loop_wait + 2 * retry_timeout <= ttl; others have limits of their own. */
function periods(checkup: Checkup, path: Path, { ttl, loop, retry, preset }: Periods): void {
  const limits = presets.get(preset ?? "")?.limits;
  const calls = limits?.retriesInTtl ?? 2;
  const needed = (loop + calls * retry) as Duration;
  if (needed <= ttl) return;
  const retries = calls === 1 ? "retry" : `${calls} × retry`;
  checkup.warning(
    "TWIN1074",
    [...path, writtenOf(checkup, path, ["ttl", "loop", "retry"])],
    `loop + ${retries} is ${printDuration(needed)}, longer than the ttl of ${printDuration(ttl)}`,
    `a healthy primary can lose its lease while it retries; ${limits?.source ?? "Patroni"} refuses this`,
  );
}

/** What the product of the preset refuses, and this version simulates all the same. */
function least(checkup: Checkup, path: Path, settings: Policy): void {
  const limits = "preset" in settings ? presets.get(settings.preset ?? "")?.limits : undefined;
  for (const [key, text] of Object.entries(limits?.least ?? {})) {
    const value = (settings as Readonly<Record<string, unknown>>)[key];
    const reading = parseDuration(text);
    if (typeof value !== "number" || !reading.ok || value >= reading.value) continue;
    const message = `${key} is ${printDuration(value as Duration)}, less than the ${text} that ${limits?.source} takes`;
    checkup.warning("TWIN1075", [...path, key], message, `${key}: ${text} or more`);
  }
}

type Watched = Pick<Extract<Policy, { kind: "lease" }>, "watchdog" | "watchdogDevice">;

/** Said only of what is written: without a device most have none, and know it. */
function watchdog(checkup: Checkup, path: Path, { watchdog: mode, watchdogDevice: device }: Watched): void {
  const at = [...path, "watchdog"];
  if (device === "present" || mode === "off" || !nodeAt(checkup.root, at)) return;
  if (mode === "required") {
    checkup.problem("TWIN1076", at, "a watchdog is required and there is none: nobody would ever lead", {
      hint: "watchdogDevice: present",
    });
    return;
  }
  checkup.warning(
    "TWIN1076",
    at,
    "there is no watchdog: a primary whose agent hangs goes on beside the next one",
    "watchdogDevice: present, or accept what is left of the risk of a split brain",
  );
}

type Elections = Pick<Extract<Policy, { kind: "lease" }>, "storeHeartbeat" | "storeTimeout">;

/** etcd, embed/config.go: an election time-out of at least five heartbeats. */
function elections(checkup: Checkup, path: Path, { storeHeartbeat, storeTimeout }: Elections): void {
  if (storeTimeout >= 5 * storeHeartbeat) return;
  const needed = printDuration((5 * storeHeartbeat) as Duration);
  checkup.warning(
    "TWIN1077",
    [...path, writtenOf(checkup, path, ["storeTimeout", "storeHeartbeat"])],
    `the store's election time-out is ${printDuration(storeTimeout)}, shorter than five heartbeats`,
    `${needed} or more; etcd refuses this`,
  );
}

/** Which of these keys is written, for the place of a message. */
const writtenOf = (checkup: Checkup, path: Path, keys: readonly [string, ...string[]]): string =>
  keys.find((key) => nodeAt(checkup.root, [...path, key])) ?? keys[0];
