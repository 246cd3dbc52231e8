import { describe, expect, it } from "vitest";
import { Kernel } from "../../sim/kernel/kernel.ts";
import { next, ProcedureInterrupted, timedOut, until, type Wait, wait } from "../../sim/kernel/procedure.ts";
import { Signal } from "../../sim/kernel/signal.ts";
import { type Instant, NEVER, seconds } from "../../sim/quantity/time.ts";

type Steps = Generator<Wait, void, unknown>;

const inSeconds = (kernel: Kernel): number => kernel.now / 1e6;
const second = (n: number): Instant => (n * 1e6) as Instant;

describe("a procedure", () => {
  it("runs to its first wait at once, and goes on when the wait is over", () => {
    const kernel = new Kernel();
    const story: string[] = [];
    const steps = function* (): Steps {
      story.push(`begun at ${inSeconds(kernel)} s`);
      yield wait(seconds(3));
      story.push(`detected at ${inSeconds(kernel)} s`);
      yield until(second(10));
      story.push(`promoted at ${inSeconds(kernel)} s`);
      yield until(second(4));
      story.push(`not back in time at ${inSeconds(kernel)} s`);
    };
    const procedure = kernel.start(steps());
    expect(story).toEqual(["begun at 0 s"]);
    kernel.run(second(20));
    expect(story.slice(1)).toEqual(["detected at 3 s", "promoted at 10 s", "not back in time at 10 s"]);
    expect([procedure.isOver, procedure.interruption]).toEqual([true, undefined]);
  });

  it("is given the value of the signal it waits for, and misses what fired before", () => {
    const kernel = new Kernel();
    const elected = new Signal<string>();
    const heard: unknown[] = [];
    const steps = function* (): Steps {
      heard.push(yield next(elected));
      heard.push(yield next(elected));
    };
    elected.fire("too early");
    kernel.start(steps());
    kernel.at(second(1), () => elected.fire("a"));
    kernel.at(second(2), () => elected.fire("b"));
    kernel.at(second(3), () => elected.fire("too late"));
    kernel.run(NEVER);
    expect(heard).toEqual(["a", "b"]);
  });

  it("goes on after the event that fired the signal, not inside it", () => {
    const kernel = new Kernel();
    const signal = new Signal();
    const story: string[] = [];
    kernel.start(
      (function* (): Steps {
        yield next(signal);
        story.push("procedure");
      })(),
    );
    kernel.at(second(1), () => {
      signal.fire();
      story.push("rest of the event");
    });
    kernel.run(NEVER);
    expect(story).toEqual(["rest of the event", "procedure"]);
  });

  it("waits for a signal no longer than it said", () => {
    const kernel = new Kernel();
    const signal = new Signal<number>();
    const story: unknown[] = [];
    kernel.start(
      (function* (): Steps {
        story.push((yield next(signal, seconds(5))) === timedOut, inSeconds(kernel));
        story.push(yield next(signal, seconds(5)), inSeconds(kernel));
        yield wait(seconds(60));
      })(),
    );
    kernel.at(second(7), () => signal.fire(42));
    kernel.run(second(60));
    // Times out at 5 s, hears 42 at 7 s; the second time-out, due at 10 s, no longer exists.
    expect(story).toEqual([true, 5, 42, 7]);
    expect([signal.waiting, kernel.eventsRun]).toEqual([0, 3]);
  });

  it("ends when interrupted, its wait cancelled and its finally blocks run", () => {
    const kernel = new Kernel();
    const story: string[] = [];
    const procedure = kernel.start(
      (function* (): Steps {
        try {
          yield wait(seconds(10));
          story.push("never");
        } finally {
          story.push(`lock released at ${inSeconds(kernel)} s`);
        }
      })(),
    );
    kernel.at(second(4), () => procedure.interrupt("standby lost"));
    kernel.run(NEVER);
    expect(story).toEqual(["lock released at 4 s"]);
    expect([procedure.isOver, procedure.interruption, kernel.now]).toEqual([true, "standby lost", second(4)]);
  });

  it("can catch the interruption, tell why, and go on", () => {
    const kernel = new Kernel();
    const story: string[] = [];
    const procedure = kernel.start(
      (function* (): Steps {
        try {
          yield wait(seconds(10));
        } catch (thrown) {
          if (thrown instanceof ProcedureInterrupted) story.push(thrown.reason);
          yield wait(seconds(2));
          story.push(`cleaned up at ${inSeconds(kernel)} s`);
        }
      })(),
    );
    kernel.at(second(4), () => procedure.interrupt("standby lost"));
    kernel.run(NEVER);
    expect(story).toEqual(["standby lost", "cleaned up at 6 s"]);
    expect(procedure.interruption).toBeUndefined();
  });

  it("interrupted between a signal and its next step does not take that step", () => {
    const kernel = new Kernel();
    const signal = new Signal();
    const story: string[] = [];
    const procedure = kernel.start(
      (function* (): Steps {
        yield next(signal);
        story.push("never");
      })(),
    );
    kernel.at(second(1), () => {
      signal.fire();
      procedure.interrupt("changed my mind");
    });
    kernel.run(NEVER);
    expect([story, procedure.isOver, kernel.eventsPending]).toEqual([[], true, 0]);
  });

  it("cannot interrupt itself, and is not interrupted when over", () => {
    const kernel = new Kernel();
    const steps = function* (): Steps {
      yield wait(seconds(1));
      procedure.interrupt("myself");
    };
    const procedure = kernel.start(steps());
    expect(() => kernel.run(NEVER)).toThrow("a procedure is interrupted only while it waits");
    const over = kernel.start((function* (): Steps {})());
    over.interrupt("too late");
    expect([over.isOver, over.interruption]).toEqual([true, undefined]);
  });

  it("that fails fails the run", () => {
    const kernel = new Kernel();
    const procedure = kernel.start(
      (function* (): Steps {
        try {
          yield wait(seconds(10));
        } catch {
          throw new RangeError("our mistake");
        }
      })(),
    );
    expect(() => procedure.interrupt("x")).toThrow("our mistake");
  });
});

describe("Signal", () => {
  it("calls those who wait in the order they came, once", () => {
    const signal = new Signal<number>();
    const heard: string[] = [];
    signal.once((n) => void heard.push(`a${n}`));
    signal.once((n) => {
      heard.push(`b${n}`);
      signal.once((m) => void heard.push(`c${m}`));
    });
    signal.fire(1);
    signal.fire(2);
    expect(heard).toEqual(["a1", "b1", "c2"]);
  });

  it("does not call one who gave up, even while it fires", () => {
    const signal = new Signal();
    const heard: string[] = [];
    signal.once(() => forget());
    const forget = signal.once(() => void heard.push("never"));
    signal.fire();
    expect([heard, signal.waiting]).toEqual([[], 0]);
  });
});
