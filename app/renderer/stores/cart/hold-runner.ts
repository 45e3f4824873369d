import {
  nextCommand,
  settle,
  type HoldCommand,
  type HoldNotice,
  type HoldOutcome,
  type HoldPlan,
} from './hold-plan.ts';

export interface HoldRunnerOptions {
  readonly read: () => HoldPlan;
  readonly write: (plan: HoldPlan) => void;
  readonly onNotice: (notice: HoldNotice) => void;
  /** Called when a first request is sent, and when the last is answered. */
  readonly onBusy: (isBusy: boolean) => void;
  /** Sends one request. Rejects when it is not known whether the server did it. */
  readonly send: (command: HoldCommand) => Promise<HoldOutcome>;
  /** Whether sending the same request again can tell what became of it. */
  readonly isRetryable: (error: unknown) => boolean;
  /** Resolves when it is time to send again, after `attempt` failures. */
  readonly untilRetry: (attempt: number) => Promise<void>;
  readonly onBug: (error: unknown) => void;
  readonly newHoldId: () => string;
  /** ms since 1970 by the server's clock. */
  readonly now: () => number;
}

export interface HoldRunner {
  /** Wants exactly these seats. While a request is under way only the last wish counts. */
  want(seatIds: readonly string[]): void;
  /** Wants the best `count` seats side by side instead of what was chosen. */
  best(count: number, wheelchair: boolean): void;
  /** Asks for more time. */
  extend(): void;
  /** Takes note that the hold's time is up, unless a request under way gives it more. */
  lapse(): void;
  /** Resolves when nothing is under way and the server agrees with the plan. */
  settled(): Promise<void>;
}

/** What is to be done next, decided when its turn comes. */
type Wish = (plan: HoldPlan) => HoldCommand | undefined;

/** Sends the requests of one sale strictly one after the other, each until the server has answered it. */
export function createHoldRunner(options: HoldRunnerOptions): HoldRunner {
  const wishes: Wish[] = [];
  let isRunning = false;
  let underWay = Promise.resolve();

  function start(): void {
    if (isRunning) return;
    isRunning = true;
    underWay = drive();
  }

  /** Ends in the same turn in which nothing is left to do: a wish is either seen by the loop or begins a new one. */
  async function drive(): Promise<void> {
    options.onBusy(true);
    try {
      for (let command = next(); command; command = next()) {
        apply(command, await sendUntilAnswered(command));
      }
    } finally {
      isRunning = false;
      options.onBusy(false);
    }
  }

  function next(): HoldCommand | undefined {
    for (let wish = wishes.shift(); wish; wish = wishes.shift()) {
      const command = wish(options.read());
      if (command) return command;
    }
    return nextCommand(options.read(), options.newHoldId);
  }

  function apply(command: HoldCommand, outcome: HoldOutcome): void {
    const { plan, notice, followUp } = settle(options.read(), command, outcome);
    options.write(plan);
    if (notice) options.onNotice(notice);
    if (followUp) wishes.unshift(() => followUp);
  }

  async function sendUntilAnswered(command: HoldCommand): Promise<HoldOutcome> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await options.send(command);
      } catch (error) {
        if (!options.isRetryable(error)) {
          options.onBug(error);
          return { kind: 'failed' };
        }
        await options.untilRetry(attempt);
      }
    }
  }

  function wish(each: Wish): void {
    wishes.push(each);
    start();
  }

  return {
    want(seatIds) {
      options.write({ ...options.read(), wanted: seatIds });
      start();
    },
    best: (count, wheelchair) => wish(() => ({ kind: 'best', holdId: options.newHoldId(), count, wheelchair })),
    extend: () => wish(({ lease }) => lease && { kind: 'extend', holdId: lease.holdId }),
    lapse: () =>
      wish(({ lease }) => {
        if (lease && lease.expiresAt <= options.now())
          apply({ kind: 'extend', holdId: lease.holdId }, { kind: 'expired' });
        return undefined;
      }),
    async settled() {
      while (isRunning) await underWay;
    },
  };
}
