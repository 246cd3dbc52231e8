// When observers look: never past something that is foreseen only while the plane is being advanced.
import { expect, it } from "vitest";
import type { DataSink } from "../../sim/cluster/data-plane.ts";
import { Looks } from "../../sim/fluid/looks.ts";
import { Kernel } from "../../sim/kernel/kernel.ts";
import type { Instant } from "../../sim/quantity/time.ts";

it("looks stop at an event that the plane has just foreseen, and go on after it", () => {
  const kernel = new Kernel();
  const looks = new Looks(kernel, 0);
  const seen: string[] = [];
  const sink: Partial<DataSink> = { looksRegularly: true, rounded: (now) => void seen.push(`look ${now}`) };
  looks.add(sink as DataSink);
  let isForeseen = false;
  kernel.advance = (limit) => {
    if (!isForeseen) kernel.at(250_000 as Instant, () => void seen.push("event 250000"));
    isForeseen = true;
    looks.advance(limit);
  };
  kernel.at(500_000 as Instant, () => void seen.push("event 500000"));
  kernel.run(500_000 as Instant);
  expect(seen).toEqual([
    "look 0",
    "look 100000",
    "look 200000",
    "event 250000",
    "look 300000",
    "look 400000",
    "look 500000",
    "event 500000",
  ]);
});
