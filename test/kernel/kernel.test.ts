import { describe, expect, it } from "vitest";
import { EventBudgetError, InvariantError } from "../../sim/kernel/invariant.ts";
import { Kernel } from "../../sim/kernel/kernel.ts";
import { Phase } from "../../sim/kernel/phase.ts";
import { type Duration, type Instant, millis, NEVER, seconds } from "../../sim/quantity/time.ts";

const at = (n: number): Instant => n as Instant;

describe("Kernel", () => {
  it("runs events in the order of time, phase, and scheduling", () => {
    const kernel = new Kernel();
    const ran: string[] = [];
    const note = (text: string) => (): void => void ran.push(`${kernel.now} ${text}`);
    kernel.at(at(20), note("late"));
    kernel.at(at(10), note("observer"), Phase.observers);
    kernel.at(at(10), note("first of the model"));
    kernel.at(at(10), note("second of the model"));
    kernel.at(at(10), note("fault"), Phase.faults);
    kernel.at(at(10), note("data"), Phase.data);
    kernel.run(at(20));
    expect(ran).toEqual([
      "10 data",
      "10 fault",
      "10 first of the model",
      "10 second of the model",
      "10 observer",
      "20 late",
    ]);
  });

  it("hands a handler its two numbers, exactly", () => {
    const kernel = new Kernel();
    const ran: number[][] = [];
    const handler = kernel.handler((a, b) => void ran.push([a, b]));
    kernel.schedule(at(1), handler, 0.1, 2 ** 53);
    kernel.schedule(at(2), handler);
    kernel.run(NEVER);
    expect(ran).toEqual([
      [0.1, 2 ** 53],
      [0, 0],
    ]);
  });

  it("runs events up to and including the end, and leaves the clock there", () => {
    const kernel = new Kernel();
    const ran: number[] = [];
    for (const time of [5, 10, 11]) kernel.at(at(time), () => void ran.push(time));
    kernel.run(at(10));
    expect([ran, kernel.now, kernel.eventsPending]).toEqual([[5, 10], 10, 1]);
    kernel.run(at(30));
    expect([ran, kernel.now, kernel.eventsRun]).toEqual([[5, 10, 11], 30, 3]);
  });

  it("leaves the clock at the last event when it runs until none is pending", () => {
    const kernel = new Kernel();
    kernel.after(seconds(3), () => {});
    kernel.run(NEVER);
    expect(kernel.now).toBe(3_000_000);
  });

  it("stops after the current event, and goes on from there", () => {
    const kernel = new Kernel();
    const ran: number[] = [];
    kernel.at(at(1), () => {
      ran.push(1);
      kernel.stop();
    });
    kernel.at(at(1), () => void ran.push(2));
    kernel.run(at(100));
    expect([ran, kernel.now]).toEqual([[1], 1]);
    kernel.run(at(100));
    expect([ran, kernel.now]).toEqual([[1, 2], 100]);
  });

  it("does not run a cancelled event, and a handle is good for one event only", () => {
    const kernel = new Kernel();
    const ran: string[] = [];
    const first = kernel.at(at(10), () => void ran.push("first"));
    expect(kernel.cancel(first)).toBe(true);
    expect(kernel.cancel(first)).toBe(false);
    // Its record and its closure's place are used again: the stale handle must not touch the new event.
    const second = kernel.at(at(10), () => void ran.push("second"));
    expect(kernel.cancel(first)).toBe(false);
    kernel.run(at(10));
    expect(kernel.cancel(second)).toBe(false);
    expect(ran).toEqual(["second"]);
  });

  it("refuses an event in the past, at a fraction of a microsecond, or at no time", () => {
    const kernel = new Kernel();
    kernel.run(at(10));
    for (const time of [9, 10.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => kernel.at(at(time), () => {})).toThrow(InvariantError);
    }
    expect(() => kernel.after(-1 as Duration, () => {})).toThrow(InvariantError);
    expect(() => kernel.run(at(9))).toThrow(InvariantError);
    expect(kernel.eventsPending).toBe(0);
  });

  it("ends a run that would not end by itself", () => {
    const kernel = new Kernel({ eventBudget: 1000 });
    const again = (): void => void kernel.after(0 as Duration, again);
    again();
    expect(() => kernel.run(at(1))).toThrow(EventBudgetError);
    expect(kernel.eventsRun).toBe(1001);
  });

  it("cannot be run from an event", () => {
    const kernel = new Kernel();
    kernel.at(at(1), () => kernel.run(at(2)));
    expect(() => kernel.run(at(5))).toThrow("run() is not called from an event");
  });

  it("has a fingerprint that tells time, handler and phase of events apart, and only those", () => {
    const print = (plan: (kernel: Kernel, one: number, other: number) => void): string => {
      const kernel = new Kernel();
      plan(
        kernel,
        kernel.handler(() => {}),
        kernel.handler(() => {}),
      );
      kernel.run(at(100));
      return kernel.trajectory.digest();
    };
    const reference = print((kernel, one) => kernel.schedule(at(5), one, 1));
    expect(print((kernel, one) => kernel.schedule(at(5), one, 2))).toBe(reference);
    const prints = [
      reference,
      print((kernel, one) => kernel.schedule(at(6), one)),
      print((kernel, _one, other) => kernel.schedule(at(5), other)),
      print((kernel, one) => kernel.schedule(at(5), one, 0, 0, Phase.faults)),
      print((kernel, one) => {
        kernel.schedule(at(5), one);
        kernel.schedule(at(5), one);
      }),
      print(() => {}),
    ];
    expect(new Set(prints).size).toBe(6);
  });

  describe("with a data plane", () => {
    it("brings it to the time of each event before that runs, and to the end", () => {
      const kernel = new Kernel();
      const story: string[] = [];
      kernel.advance = (limit) => void story.push(`data to ${limit}`);
      kernel.at(at(10), () => void story.push("event at 10"));
      kernel.at(at(20), () => void story.push("event at 20"));
      kernel.run(at(25));
      expect(story).toEqual(["data to 10", "event at 10", "data to 20", "event at 20", "data to 25"]);
    });

    it("runs first what it schedules earlier, also at the same instant in an earlier phase", () => {
      const kernel = new Kernel();
      const story: string[] = [];
      const pending = [12, 20];
      kernel.advance = (limit) => {
        const next = pending[0];
        if (next === undefined || next > limit) return;
        pending.shift();
        kernel.at(at(next), () => void story.push(`from the data plane at ${kernel.now}`), Phase.data);
      };
      kernel.at(at(20), () => void story.push("event at 20"));
      kernel.run(at(30));
      expect(story).toEqual(["from the data plane at 12", "from the data plane at 20", "event at 20"]);
    });

    it("looks again when it cancels the event that was next", () => {
      const kernel = new Kernel();
      const ran: number[] = [];
      const handle = kernel.at(at(10), () => void ran.push(10));
      kernel.at(at(20), () => void ran.push(20));
      kernel.advance = () => void kernel.cancel(handle);
      kernel.run(at(30));
      expect(ran).toEqual([20]);
    });

    it("can stop the run before the event", () => {
      const kernel = new Kernel();
      const ran: number[] = [];
      kernel.at(at(10), () => void ran.push(10));
      kernel.advance = () => kernel.stop();
      kernel.run(at(30));
      expect([ran, kernel.now]).toEqual([[], 0]);
    });
  });

  it("keeps a hundred thousand heartbeats in step while each cancels its time-out", () => {
    const kernel = new Kernel();
    let timedOut = 0;
    let beats = 0;
    const timeout = kernel.handler(() => void timedOut++);
    const handles = new Float64Array(1000).fill(-1);
    const beat = kernel.handler((node) => {
      beats++;
      kernel.cancel(handles[node]!);
      handles[node] = kernel.schedule((kernel.now + millis(35)) as Instant, timeout, node);
      if (beats <= 100_000) kernel.schedule((kernel.now + millis(10)) as Instant, beat, node);
    });
    for (let node = 0; node < 1000; node++) kernel.schedule(at(node), beat, node);
    kernel.run(NEVER);
    // Each node beats 100 times and once more; only the last beat of each is not followed by another in 35
    // ms.
    expect([beats, timedOut]).toEqual([101_000, 1000]);
  });
});
