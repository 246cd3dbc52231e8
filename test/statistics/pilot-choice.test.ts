import { expect, test } from "vitest";
import { cheapest } from "../../sim/statistics/pilot-choice.ts";
import { SparseSample } from "../../sim/statistics/sparse-sample.ts";

const repeated = (values: readonly number[], times: number): number[] =>
  Array.from({ length: values.length * times }, (_, i) => values[i % values.length] ?? 0);

test("variance times work decides, not variance alone", () => {
  const noisy = { name: "noisy", sample: new SparseSample(repeated([1, 3], 500)), work: 1000 };
  const quiet = { name: "quiet", sample: new SparseSample(repeated([1.5, 2.5], 500)), work: 3000 };
  // Variances 1 and 1/4: four times fewer observations at three times the work each.
  expect(cheapest([noisy, quiet])?.name).toBe("quiet");
  expect(cheapest([noisy, { ...quiet, work: 5000 }])?.name).toBe("noisy");
});

test("an estimator that does not see what carries the mean is out, small as its variance is", () => {
  const seeing = { name: "seeing", sample: new SparseSample(repeated([1, 3], 500)), work: 1000 };
  const blind = { name: "blind", sample: new SparseSample(repeated([0.9, 1.1], 500)), work: 1000 };
  expect(cheapest([seeing, blind])?.name).toBe("seeing");
});

test("without even weights the most even one, without hits none", () => {
  const few = { name: "few", sample: new SparseSample(new Array<number>(30).fill(1), 70), work: 100 };
  const uneven = {
    name: "uneven",
    sample: new SparseSample([...new Array<number>(29).fill(1), 99]),
    work: 1,
  };
  expect(cheapest([uneven, few])?.name).toBe("few");
  expect(cheapest([{ sample: new SparseSample([], 100), work: 100 }])).toBeUndefined();
});
