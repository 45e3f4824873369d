import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyPlan, type HoldCommand, type HoldNotice, type HoldOutcome, type HoldPlan } from './hold-plan.ts';
import { createHoldRunner } from './hold-runner.ts';

const lost = new Error('no answer');

/** A server of one showtime: all or nothing, idempotent by hold id, and sometimes its answers get lost. */
class FakeServer {
  readonly holds = new Map<string, readonly string[]>();
  readonly log: HoldCommand[] = [];
  readonly taken = new Set<string>();
  /** Which answers get lost, by their position; the request is done all the same. */
  readonly lostAnswers: Set<number>;
  atOnce = 0;
  mostAtOnce = 0;

  constructor(lostAnswers: Iterable<number> = []) {
    this.lostAnswers = new Set(lostAnswers);
  }

  readonly send = async (command: HoldCommand): Promise<HoldOutcome> => {
    const position = this.log.push(command) - 1;
    this.atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    await new Promise((resolve) => setImmediate(resolve));
    const outcome = this.perform(command);
    this.atOnce -= 1;
    if (this.lostAnswers.has(position)) throw lost;
    return outcome;
  };

  private perform(command: HoldCommand): HoldOutcome {
    const held = this.holds.get(command.holdId);
    switch (command.kind) {
      case 'release':
        this.holds.delete(command.holdId);
        return { kind: 'released' };
      case 'hold':
        return held && held.join() !== command.seatIds.join()
          ? { kind: 'conflict' }
          : this.claim(command.holdId, command.seatIds);
      case 'best':
        return this.claim(command.holdId, ['best1', 'best2']);
      case 'extend':
        return held ? this.claim(command.holdId, held) : { kind: 'expired' };
      case 'change':
        return held
          ? this.claim(command.holdId, [
              ...new Set([...held.filter((id) => !command.remove.includes(id)), ...command.add]),
            ])
          : { kind: 'expired' };
    }
  }

  private claim(holdId: string, seatIds: readonly string[]): HoldOutcome {
    const unavailable = seatIds.filter((seatId) => this.taken.has(seatId));
    if (unavailable.length > 0) return { kind: 'unavailable', seatIds: unavailable };
    this.holds.set(holdId, seatIds);
    return { kind: 'held', lease: { holdId, seatIds, expiresAt: 1_000, deadline: 9_000, duration: 1_000 } };
  }
}

function setUp(server: FakeServer, start: HoldPlan = emptyPlan) {
  const kept = { plan: start, notices: [] as HoldNotice[], busy: [] as boolean[], bugs: [] as unknown[], now: 0 };
  let holds = 0;
  const runner = createHoldRunner({
    plan: start,
    onPlan: (plan) => (kept.plan = plan),
    onNotice: (notice) => kept.notices.push(notice),
    onBusy: (isBusy) => kept.busy.push(isBusy),
    send: server.send,
    isRetryable: (error) => error === lost,
    untilRetry: () => Promise.resolve(),
    onBug: (error) => kept.bugs.push(error),
    newHoldId: () => `hold${(holds += 1)}`,
    now: () => kept.now,
  });
  return { kept, runner };
}

const seats = ['F10', 'F11', 'F12', 'F13'];

describe('hold runner', () => {
  it('sends one request at a time; the last of quick clicks wins', async () => {
    const server = new FakeServer();
    const { kept, runner } = setUp(server);
    runner.want(['F10']);
    runner.want(['F10', 'F11']);
    runner.want(['F10', 'F11', 'F12']);
    runner.want(['F11', 'F12']);
    await runner.settled();
    expect(server.mostAtOnce).toBe(1);
    expect(server.log.map(({ kind }) => kind)).toEqual(['hold', 'change']);
    expect([...server.holds.values()]).toEqual([['F11', 'F12']]);
    expect(kept.busy).toEqual([true, false]);
  });

  it('sends the same hold id again when the answer got lost', async () => {
    const server = new FakeServer([0]);
    const { kept, runner } = setUp(server);
    runner.want(['F10']);
    await runner.settled();
    expect(server.log).toEqual([
      { kind: 'hold', holdId: 'hold1', seatIds: ['F10'] },
      { kind: 'hold', holdId: 'hold1', seatIds: ['F10'] },
    ]);
    expect(kept.plan.lease?.seatIds).toEqual(['F10']);
    expect(kept.notices).toEqual([]);
  });

  it('keeps the free seats when one was just taken', async () => {
    const server = new FakeServer();
    const { kept, runner } = setUp(server);
    runner.want(['F10', 'F11']);
    await runner.settled();
    server.taken.add('F12');
    runner.want(['F10', 'F11', 'F12']);
    await runner.settled();
    expect(kept.notices).toEqual([{ kind: 'taken', taken: ['F12'], kept: ['F10', 'F11'] }]);
    expect(kept.plan.lease?.seatIds).toEqual(['F10', 'F11']);
  });

  it('swaps to the best seats and gives the old ones back', async () => {
    const server = new FakeServer();
    const { kept, runner } = setUp(server);
    runner.want(['F10']);
    await runner.settled();
    runner.best(2, false);
    await runner.settled();
    expect([...server.holds.values()]).toEqual([['best1', 'best2']]);
    expect(kept.plan.wanted).toEqual(['best1', 'best2']);
  });

  it('lapses only when the time is really up', async () => {
    const { kept, runner } = setUp(new FakeServer());
    runner.want(['F10']);
    await runner.settled();
    kept.now = 999;
    runner.lapse();
    await runner.settled();
    expect(kept.plan.lease).toBeDefined();
    kept.now = 1_000;
    runner.lapse();
    await runner.settled();
    expect(kept.plan).toEqual(emptyPlan);
    expect(kept.notices).toEqual([{ kind: 'expired', seatIds: ['F10'] }]);
  });

  it('lets go of the seats that were lost while paying', async () => {
    const server = new FakeServer();
    const { kept, runner } = setUp(server);
    runner.want(['F10', 'F11']);
    await runner.settled();
    runner.report({ kind: 'unavailable', seatIds: ['F11'] });
    await runner.settled();
    expect([...server.holds.values()]).toEqual([['F10']]);
    expect(kept.notices).toEqual([{ kind: 'taken', taken: ['F11'], kept: ['F10'] }]);
  });

  it('goes on with a sale that was put aside', async () => {
    const server = new FakeServer();
    server.holds.set('parked', ['F10']);
    const lease = { holdId: 'parked', seatIds: ['F10'], expiresAt: 1_000, deadline: 9_000, duration: 1_000 };
    const { runner } = setUp(server, { lease, wanted: ['F10'] });
    runner.want(['F10', 'F11']);
    await runner.settled();
    expect(server.holds).toEqual(new Map([['parked', ['F10', 'F11']]]));
  });

  it('tells a bug once instead of asking for ever', async () => {
    const server = new FakeServer();
    const { kept, runner } = setUp(server);
    const bug = new Error('bug');
    Object.assign(server, { send: () => Promise.reject(bug) });
    const broken = setUp(server);
    broken.runner.want(['F10']);
    await broken.runner.settled();
    expect(broken.kept.bugs).toEqual([bug]);
    expect(broken.kept.notices).toEqual([{ kind: 'failed' }]);
    expect(kept.plan).toEqual(emptyPlan);
    await runner.settled();
  });

  it('ends with exactly the wanted seats in one hold, whatever was clicked and whichever answers got lost', async () => {
    const clicks = fc.array(fc.record({ wanted: fc.subarray(seats), waits: fc.boolean() }), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(clicks, fc.array(fc.nat(12), { maxLength: 6 }), async (sequence, lostAnswers) => {
        const server = new FakeServer(lostAnswers);
        const { kept, runner } = setUp(server);
        for (const { wanted, waits } of sequence) {
          runner.want(wanted);
          if (waits) await runner.settled();
        }
        await runner.settled();
        const wanted = sequence.at(-1)?.wanted ?? [];
        expect([...server.holds.values()].flat().toSorted()).toEqual(wanted.toSorted());
        expect(server.mostAtOnce).toBeLessThanOrEqual(1);
        expect(kept.notices).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
