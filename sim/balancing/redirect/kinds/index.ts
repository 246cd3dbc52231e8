// The registry of redirect kinds: one export line per kind.
export { dns } from "./dns.ts";
export { proxy } from "./proxy.ts";
export { virtualAddress } from "./virtual-address.ts";
