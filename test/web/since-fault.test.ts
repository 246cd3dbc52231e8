// Instants are told from the fault.
import { expect, it } from "vitest";
import { sinceFault } from "../../web/charts/since-fault.ts";

it("an instant is told in seconds, and after ten minutes in hours, minutes and seconds", () => {
  const told = (seconds: number): string => sinceFault(1e9 + seconds * 1e6, 1e9);
  expect(told(26.248374)).toBe("+26.248 s");
  expect(told(-2)).toBe("−2.000 s");
  expect(told(0)).toBe("+0.000 s");
  expect(told(600)).toBe("+0:10:00.000");
  expect(told(15_477.855)).toBe("+4:17:57.855");
  expect(told(3599.9996)).toBe("+1:00:00.000");
});
