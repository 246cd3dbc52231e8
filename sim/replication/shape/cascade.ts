// Who feeds whom when one node leads: the members of its cluster follow it; the first running node of an auxiliary
// cluster follows whatever leads the cluster above it, and feeds the others of its own.

import type { NodeId } from "../../cluster/data-plane.ts";
import type { Member } from "../../cluster/service.ts";
import type { ShapeView } from "./shape.ts";

export function sourceInCascade(standby: Member, view: ShapeView): NodeId | undefined {
  const { members, primary, isRunning } = view;
  const leading = members.find(({ node }) => node === primary) as Member;
  if (standby.cluster === leading.cluster || !standby.isAuxiliary) return primary;
  const first = headOf(standby.cluster, view);
  if (first !== standby.node) return first;
  const above = view.follows(standby.cluster);
  if (above === undefined || above === leading.cluster) return primary;
  const head = headOf(above, view);
  // The chain is broken above it: it follows the primary itself until that is mended.
  return head !== undefined && isRunning(head) ? head : primary;
}

function headOf(cluster: string, { members, isRunning }: ShapeView): NodeId | undefined {
  const own = members.filter((member) => member.cluster === cluster);
  return (own.find(({ node }) => isRunning(node)) ?? own[0])?.node;
}
