import {
  nextCommand,
  settle,
  type HoldCommand,
  type HoldNotice,
  type HoldOutcome,
  type HoldPlan,
} from './hold-plan.ts';

export interface HoldRunnerOptions {
  /** What is ours already, when a sale that was put aside goes on. */
  readonly plan: HoldPlan;
  /** Called with every change of the plan. */
  readonly onPlan: (plan: HoldPlan) => void;
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
  /** Takes note of what another request (placing the order) told about the hold. */
  report(outcome: HoldOutcome): void;
  /** Resolves when nothing is under way and the server agrees with the plan. */
  settled(): Promise<void>;
}

/** What is to be done next, decided when its turn comes. */
type Wish = (plan: HoldPlan) => HoldCommand | undefined;

/** Sends the requests of one sale strictly one after the other, each until the server has answered it. */
export function createHoldRunner(options: HoldRunnerOptions): HoldRunner {
  const wishes: Wish[] = [];
  let plan = options.plan;
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
    for (let first = wishes.shift(); first; first = wishes.shift()) {
      const command = first(plan);
      if (command) return command;
    }
    return nextCommand(plan, options.newHoldId);
  }

  function setPlan(changed: HoldPlan): void {
    plan = changed;
    options.onPlan(changed);
  }

  function apply(command: HoldCommand, outcome: HoldOutcome): void {
    const settled = settle(plan, command, outcome);
    setPlan(settled.plan);
    if (settled.notice) options.onNotice(settled.notice);
    const { followUp } = settled;
    if (followUp) wishes.unshift(() => followUp);
  }

  /** As if the hold had been asked for and `outcome` were the answer. */
  function learn(outcome: HoldOutcome): void {
    if (plan.lease) apply({ kind: 'extend', holdId: plan.lease.holdId }, outcome);
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
      setPlan({ ...plan, wanted: seatIds });
      start();
    },
    best: (count, wheelchair) => wish(() => ({ kind: 'best', holdId: options.newHoldId(), count, wheelchair })),
    extend: () => wish(({ lease }) => lease && { kind: 'extend', holdId: lease.holdId }),
    lapse: () =>
      wish(({ lease }) => {
        if (lease && lease.expiresAt <= options.now()) learn({ kind: 'expired' });
        return undefined;
      }),
    report: (outcome) =>
      wish(() => {
        learn(outcome);
        return undefined;
      }),
    async settled() {
      while (isRunning) await underWay;
    },
  };
}
