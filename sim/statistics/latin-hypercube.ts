// Latin hypercube: of n samples, each of n equal slices of every axis holds exactly one, at a place drawn inside it;
// the axes are shuffled apart. Source: McKay, Beckman & Conover, Technometrics 21, 1979.

/** By sample, within it by axis: shares in (0, 1). Axis i draws its uniform numbers from `draws[i]` alone. */
export function latinHypercube(samples: number, draws: readonly (() => number)[]): number[][] {
  const columns = draws.map((uniform) => {
    const slices = Array.from({ length: samples }, (_, i) => i);
    for (let i = samples - 1; i > 0; i--) {
      const other = Math.floor(uniform() * (i + 1));
      [slices[i], slices[other]] = [slices[other] as number, slices[i] as number];
    }
    return slices.map((slice) => (slice + uniform()) / samples);
  });
  return Array.from({ length: samples }, (_, i) => columns.map((column) => column[i] as number));
}
