// The units of each kind of quantity, with the spellings that are refused and what they may have meant. The
// first unit of a factor is the one printed. Leaves out: weeks, months and years (their length depends on the
// calendar).

export interface Unit {
  readonly text: string;
  readonly factor: number;
}

/** One family of units. `sloppy` maps spellings that are not accepted to those that may be meant. */
export interface Measure {
  readonly noun: string;
  readonly units: readonly Unit[];
  readonly sloppy: Readonly<Record<string, readonly string[]>>;
  /** Units offered when none is written. */
  readonly offered: readonly string[];
}

const unit = (text: string, factor: number): Unit => ({ text, factor });

export const TIME: Measure = {
  noun: "duration",
  units: [
    unit("d", 86_400e6),
    unit("h", 3_600e6),
    unit("min", 60e6),
    unit("s", 1e6),
    unit("ms", 1e3),
    unit("µs", 1),
    unit("us", 1),
    unit("μs", 1),
  ],
  sloppy: {
    m: ["min", "ms"],
    M: ["min", "ms"],
    sec: ["s"],
    secs: ["s"],
    second: ["s"],
    seconds: ["s"],
    S: ["s"],
    mins: ["min"],
    minute: ["min"],
    minutes: ["min"],
    msec: ["ms"],
    millis: ["ms"],
    MS: ["ms"],
    hr: ["h"],
    hrs: ["h"],
    hour: ["h"],
    hours: ["h"],
    H: ["h"],
    day: ["d"],
    days: ["d"],
    D: ["d"],
    ns: ["µs"],
    usec: ["µs"],
  },
  offered: ["s", "ms"],
};

export const DATA: Measure = {
  noun: "size",
  units: [
    unit("TB", 1e12),
    unit("TiB", 2 ** 40),
    unit("GB", 1e9),
    unit("GiB", 2 ** 30),
    unit("MB", 1e6),
    unit("MiB", 2 ** 20),
    unit("KB", 1e3),
    unit("kB", 1e3),
    unit("KiB", 2 ** 10),
    unit("B", 1),
  ],
  sloppy: {
    b: ["B"],
    bytes: ["B"],
    byte: ["B"],
    K: ["KB", "KiB"],
    k: ["KB", "KiB"],
    kb: ["KB", "KiB"],
    Kb: ["KB", "KiB"],
    M: ["MB", "MiB"],
    mb: ["MB", "MiB"],
    Mb: ["MB", "MiB"],
    Mbit: ["MB", "MiB"],
    G: ["GB", "GiB"],
    g: ["GB", "GiB"],
    gb: ["GB", "GiB"],
    Gb: ["GB", "GiB"],
    Gbit: ["GB", "GiB"],
    T: ["TB", "TiB"],
    tb: ["TB", "TiB"],
    Tb: ["TB", "TiB"],
  },
  offered: ["GB", "MB"],
};

export const RATE: Measure = {
  noun: "bandwidth",
  units: [
    unit("Tbit/s", 1e12),
    unit("Gbit/s", 1e9),
    unit("Mbit/s", 1e6),
    unit("kbit/s", 1e3),
    unit("bit/s", 1),
    unit("GB/s", 8e9),
    unit("MB/s", 8e6),
    unit("KB/s", 8e3),
    unit("GiB/s", 8 * 2 ** 30),
    unit("MiB/s", 8 * 2 ** 20),
    unit("KiB/s", 8 * 2 ** 10),
    unit("B/s", 8),
  ],
  sloppy: {
    Gb: ["Gbit/s", "GB/s"],
    GB: ["GB/s", "Gbit/s"],
    G: ["Gbit/s", "GB/s"],
    Gbps: ["Gbit/s"],
    gbps: ["Gbit/s"],
    Gbit: ["Gbit/s"],
    "Gb/s": ["Gbit/s", "GB/s"],
    GBps: ["GB/s"],
    Mb: ["Mbit/s", "MB/s"],
    MB: ["MB/s", "Mbit/s"],
    M: ["Mbit/s", "MB/s"],
    Mbps: ["Mbit/s"],
    mbps: ["Mbit/s"],
    Mbit: ["Mbit/s"],
    "Mb/s": ["Mbit/s", "MB/s"],
    MBps: ["MB/s"],
    Kbps: ["kbit/s"],
    kbps: ["kbit/s"],
    kbit: ["kbit/s"],
    "Kbit/s": ["kbit/s"],
    KB: ["KB/s", "kbit/s"],
    bps: ["bit/s"],
  },
  offered: ["Gbit/s", "Mbit/s"],
};

export const FREQUENCY: Measure = {
  noun: "rate",
  units: [unit("/s", 1e6), unit("/min", 60e6), unit("/h", 3_600e6), unit("/d", 86_400e6), unit("/µs", 1)],
  sloppy: {
    "/sec": ["/s"],
    "/second": ["/s"],
    "per s": ["/s"],
    "per second": ["/s"],
    tps: ["/s"],
    qps: ["/s"],
    rps: ["/s"],
    Hz: ["/s"],
    "/m": ["/min"],
    "/minute": ["/min"],
    "/hour": ["/h"],
    "/day": ["/d"],
    s: ["/s"],
  },
  offered: ["/s", "/min"],
};
