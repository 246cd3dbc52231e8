// Presets of how the network notices a dead link and takes another.
import { assumed, type Preset, type PresetParameter, remembered, verified } from "./preset.ts";

const routing = (
  name: string,
  title: string,
  version: string,
  detection: readonly PresetParameter[],
): Preset => ({
  name,
  section: "routing",
  title,
  version,
  parameters: [
    ...detection,
    ...assumed(["convergence", "0.2 s", "our assumption: a precomputed alternative"]),
  ],
});

export const bfdFrr = routing(
  "bfd-frr",
  "BFD as FRRouting ships it",
  "10",
  verified(["detection", "0.9 s", "FRR, doc/user/bfd.rst: 300 ms × 3"]),
);

export const bfdFortiAdc = routing(
  "bfd-fortiadc",
  "BFD as FortiADC ships it",
  "7",
  verified(["detection", "2.25 s", "FortiADC handbook: 750 ms × 3"]),
);

export const bfdArubaCx = routing(
  "bfd-aruba-cx",
  "BFD as Aruba CX ships it",
  "10",
  verified(["detection", "15 s", "Aruba CX guide: 3000 ms × 5"]),
);

export const bgpHold = routing(
  "bgp-hold",
  "BGP without BFD: the hold time alone",
  "RFC 4271",
  remembered(["detection", "180 s", "FRR and Cisco: timers bgp 60 180; RFC 4271 suggests 90 s"]),
);

export const bgpDatacenter = routing(
  "bgp-datacenter",
  "BGP of FRRouting's datacenter defaults, without BFD",
  "10",
  remembered(["detection", "9 s", "FRR: frr defaults datacenter, timers bgp 3 9"]),
);
