// What every chart over time of this screen does besides drawing itself: its crosshair stands where the cursor is.

import { moveCrosshairs } from "../../charts/time-frame.ts";
import type { Size, Svg } from "../../parts/figure.tsx";
import { cursor, isPlaying, moveTo } from "./playhead.ts";

export const withCursor =
  (draw: (svg: Svg, size: Size) => void) =>
  (svg: Svg, size: Size): void => {
    draw(svg, size);
    const element = svg.node();
    if (element) moveCrosshairs(element, cursor.peek());
  };

/** A reader who drags takes over. */
export function scrub(at: number): void {
  isPlaying.value = false;
  moveTo(at);
}
