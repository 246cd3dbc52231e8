// A threshold: how the measure answers to the parameter, where the target is crossed, and all that was tried.
import { useCallback } from "preact/hooks";
import { quantity } from "../../../reports/view/format.ts";
import { solveHeading, solveStory, TRIED_HEADS, triedRow } from "../../../reports/view/solve-story.ts";
import { targetIn } from "../../../reports/view/targets.ts";
import { parseAmount, type SolveResult } from "../../../sim/index.ts";
import { linkTo } from "../../app/route.ts";
import { drawResponse, type Response } from "../../charts/response.ts";
import { Figure, type Size, type Svg } from "../../parts/figure.tsx";

export function SolveShown({ result }: { readonly result: SolveResult }) {
  const { objective, path, tried, unit, thresholds, scenario } = result;
  const draw = useCallback((svg: Svg, size: Size) => drawResponse(svg, size, responseOf(result)), [result]);
  const story = solveStory(result);
  const edges = thresholds.flatMap(({ keeps, breaks }) => [keeps, breaks]);
  return (
    <>
      <h1>
        <bdi>{scenario.title}</bdi>
      </h1>
      <p class="quiet">{solveHeading(result)}</p>
      {story.map((text) => (
        <p key={text}>{text}</p>
      ))}
      <Figure
        name="threshold"
        title={`${objective} over ${path}`}
        sentence={`${story[0] ?? ""} Discs are met, crosses missed, diamonds undecided; the shaded span holds the threshold.`}
        heads={TRIED_HEADS}
        rows={tried.map((each) => triedRow(each, unit))}
        height={300}
        draw={draw}
      />
      {edges.length > 0 && (
        <p>
          At the edge:{" "}
          {[...new Set(edges)].map((value) => (
            <span key={value}>
              <a href={linkTo("what-if", [], { set: `${path}=${value}` })}>
                what if {path}={value}
              </a>{" "}
            </span>
          ))}
        </p>
      )}
    </>
  );
}

function responseOf({ tried, unit, path, objective, thresholds }: SolveResult): Response {
  const at = (text: string): number => parseAmount(text)?.value ?? Number.NaN;
  const known = tried.filter(({ value, setting }) => value !== undefined && Number.isFinite(at(setting)));
  const target = targetIn(objective);
  const spans = thresholds.map(({ keeps, breaks, met, missed }) => ({
    from: at(met ?? keeps),
    to: at(missed ?? breaks),
  }));
  return {
    xName: path,
    unit,
    ticks: known.map(({ setting }) => ({ x: at(setting), text: setting })),
    points: known.map(({ setting, value = 0, low, high, verdict }) => ({
      x: at(setting),
      y: value,
      ...(low !== undefined && { low }),
      ...(high !== undefined && { high }),
      verdict,
      told: `${setting}: ${quantity(value, unit)}, ${verdict}`,
    })),
    ...(target && { target: { threshold: target.threshold, told: objective } }),
    spans,
  };
}
