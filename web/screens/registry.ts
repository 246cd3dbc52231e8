// The screens, in the order of their keys. Each is loaded when it is first shown.
import type { ComponentType } from "preact";

export interface Screen {
  /** In addresses. */
  readonly id: string;
  readonly title: string;
  readonly key?: string;
  readonly needsResult: boolean;
  readonly open: () => Promise<ComponentType>;
}

export const screens: readonly Screen[] = [
  {
    id: "",
    title: "Start",
    needsResult: false,
    open: async () => (await import("./start/start.tsx")).Start,
  },
  {
    id: "verdict",
    title: "Verdict",
    key: "1",
    needsResult: true,
    open: async () => (await import("./verdict/verdict.tsx")).Verdict,
  },
  {
    id: "incident",
    title: "Incident",
    key: "2",
    needsResult: true,
    open: async () => (await import("./incident/incident.tsx")).IncidentScreen,
  },
  {
    id: "distribution",
    title: "Distribution",
    key: "3",
    needsResult: true,
    open: async () => (await import("./distribution/distribution.tsx")).Distribution,
  },
  {
    id: "compare",
    title: "Compare",
    key: "4",
    needsResult: false,
    open: async () => (await import("./compare/compare.tsx")).Compare,
  },
  {
    id: "sweep",
    title: "Sweep",
    key: "5",
    needsResult: false,
    open: async () => (await import("./sweep/sweep.tsx")).Sweep,
  },
  {
    id: "what-if",
    title: "What-if",
    key: "6",
    needsResult: false,
    open: async () => (await import("./what-if/what-if.tsx")).WhatIf,
  },
  {
    id: "evidence",
    title: "Evidence",
    key: "7",
    needsResult: true,
    open: async () => (await import("./evidence/evidence.tsx")).Evidence,
  },
  {
    id: "tour",
    title: "Tour",
    needsResult: false,
    open: async () => (await import("./tour/tour.tsx")).Tour,
  },
];
