// Presets of how clients are led to the primary and what watches it inside a site.
import { assumed, type Preset, remembered, verified } from "./preset.ts";

export const haproxy: Preset = {
  name: "haproxy",
  section: "client",
  title: "HAProxy in front of the nodes, default checks",
  version: "3",
  parameters: [
    ...verified(
      ["local.interval", "2 s", "HAProxy, doc/configuration.txt: inter 2000 ms"],
      ["local.fall", 3, "HAProxy, doc/configuration.txt: fall 3, down after about 6 s"],
      ["local.rise", 2, "HAProxy, doc/configuration.txt: rise 2, up after about 4 s"],
    ),
    ...assumed([
      "redirect",
      { kind: "proxy" },
      "our assumption: one proxy beside the clients knows all nodes",
    ]),
  ],
};

export const keepalived: Preset = {
  name: "keepalived",
  section: "client",
  title: "keepalived: a virtual address by VRRP",
  version: "2",
  parameters: remembered([
    "redirect",
    { kind: "virtual-address", takeover: { kind: "uniform", from: "3 s", to: "3.6 s" } },
    "RFC 5798, 6.1: three advertisements of 1 s, and the skew time",
  ]),
};

export const dnsGslb: Preset = {
  name: "dns-gslb",
  section: "client",
  title: "A global server load balancer on DNS",
  version: "2024",
  parameters: remembered([
    "redirect",
    { kind: "dns", ttl: "60 s", stubborn: "5 %" },
    "usual documentation: TTL 60 s; some clients ignore it",
  ]),
};
