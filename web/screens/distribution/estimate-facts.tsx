// What the sample says of one metric, with the method of each interval.
import { beyondText, intervalText } from "../../../reports/view/cell.ts";
import { quantity } from "../../../reports/view/format.ts";
import { meanText } from "../../../reports/view/story.ts";
import type { Estimate } from "../../../sim/index.ts";

export const QUANTILE_HEADS = ["statistic", "value", "95 % interval"];

export function estimateRows(estimate: Estimate): string[][] {
  const { quantiles = [], min, max, unit, mean } = estimate;
  const end = (name: string, value: number | undefined): string[][] =>
    value === undefined ? [] : [[name, quantity(value, unit), ""]];
  return [
    ...end("least", min),
    ...(mean === undefined
      ? []
      : [["mean", quantity(mean, unit), meanText(estimate).replace(quantity(mean, unit), "").trim()]]),
    ...quantiles.map((each) => [
      `p${100 * each.p}`,
      quantity(each.value, unit),
      intervalText(each, estimate),
    ]),
    ...end("most", max),
  ];
}

export function EstimateFacts({ estimate }: { readonly estimate: Estimate }) {
  const { n, censored = 0, quantiles = [], method, effectiveSamples } = estimate;
  const methods = [
    ...(method === undefined ? [] : [`mean: ${method}`]),
    ...(quantiles.length > 0 ? [`quantiles: ${quantiles[0]?.method}`] : []),
  ];
  return (
    <p class="quiet">
      {n} runs
      {effectiveSamples !== undefined && effectiveSamples !== n ? `, ${effectiveSamples} independent` : ""}
      {censored > 0 ? `, ${censored} of them ${beyondText(estimate).replace(">", "beyond")}` : ""}
      {methods.length > 0 ? ` · intervals by ${methods.join(", ")}` : ""}
    </p>
  );
}
