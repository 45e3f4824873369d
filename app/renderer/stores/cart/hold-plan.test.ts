import { describe, expect, it } from 'vitest';
import { emptyPlan, nextCommand, settle, type HoldLease, type HoldPlan } from './hold-plan.ts';

const newHoldId = () => 'new';
const lease = (...seatIds: string[]): HoldLease => ({
  holdId: 'hold',
  seatIds,
  expiresAt: 300_000,
  deadline: 900_000,
  duration: 300_000,
});
const plan = (held: readonly string[], wanted: readonly string[]): HoldPlan => ({ lease: lease(...held), wanted });
const change = { kind: 'change', holdId: 'hold', add: [], remove: [] } as const;

describe('next command', () => {
  it('holds the first seats under a new id', () => {
    expect(nextCommand({ lease: undefined, wanted: ['F10'] }, newHoldId)).toEqual({
      kind: 'hold',
      holdId: 'new',
      seatIds: ['F10'],
    });
  });

  it('changes a hold by what differs', () => {
    expect(nextCommand(plan(['F10', 'F11'], ['F11', 'F12']), newHoldId)).toEqual({
      kind: 'change',
      holdId: 'hold',
      add: ['F12'],
      remove: ['F10'],
    });
  });

  it('releases a hold when nothing is wanted any more', () => {
    expect(nextCommand(plan(['F10'], []), newHoldId)).toEqual({ kind: 'release', holdId: 'hold' });
  });

  it('asks for nothing when the same seats were clicked in another order', () => {
    expect(nextCommand(plan(['F10', 'F11'], ['F11', 'F10']), newHoldId)).toBeUndefined();
    expect(nextCommand(emptyPlan, newHoldId)).toBeUndefined();
  });
});

describe('settling', () => {
  it('keeps what was clicked while the request was under way', () => {
    const settled = settle(plan(['F10'], ['F10', 'F11', 'F12']), change, { kind: 'held', lease: lease('F10', 'F11') });
    expect(settled.plan).toEqual(plan(['F10', 'F11'], ['F10', 'F11', 'F12']));
  });

  it('gives up the taken seat, keeps the others and says which are still ours', () => {
    const settled = settle(plan(['F10', 'F11'], ['F10', 'F11', 'F12']), change, {
      kind: 'unavailable',
      seatIds: ['F12'],
    });
    expect(settled.plan.wanted).toEqual(['F10', 'F11']);
    expect(settled.notice).toEqual({ kind: 'taken', taken: ['F12'], kept: ['F10', 'F11'] });
  });

  it('goes back to what is held when the server names no seat that was wanted', () => {
    const settled = settle(plan(['F10'], ['F10', 'F12']), change, { kind: 'unavailable', seatIds: [] });
    expect(settled.plan.wanted).toEqual(['F10']);
  });

  it('gives the old seats back only after better ones are ours', () => {
    const best = { kind: 'best', holdId: 'new', count: 2, wheelchair: false } as const;
    const fresh = { ...lease('G5', 'G6'), holdId: 'new' };
    expect(settle(plan(['F10'], ['F10']), best, { kind: 'held', lease: fresh })).toEqual({
      plan: { lease: fresh, wanted: ['G5', 'G6'] },
      followUp: { kind: 'release', holdId: 'hold' },
    });
    expect(settle(plan(['F10'], ['F10']), best, { kind: 'noAdjacent' })).toEqual({
      plan: plan(['F10'], ['F10']),
      notice: { kind: 'noAdjacent', count: 2 },
    });
  });

  it('loses all seats when the time is up, and remembers which they were', () => {
    expect(settle(plan(['F10'], ['F10', 'F11']), change, { kind: 'expired' })).toEqual({
      plan: emptyPlan,
      notice: { kind: 'expired', seatIds: ['F10', 'F11'] },
    });
  });

  it('says nothing of a hold that ran out after it was given up', () => {
    const release = { kind: 'release', holdId: 'hold' } as const;
    expect(settle(plan(['F10'], []), release, { kind: 'expired' })).toEqual({ plan: emptyPlan });
  });

  it.each([
    [{ kind: 'limit', limit: 10 } as const, { kind: 'limit', limit: 10 }],
    [{ kind: 'closed' } as const, { kind: 'closed' }],
    [{ kind: 'failed' } as const, { kind: 'failed' }],
  ])('keeps what is held after %o', (outcome, notice) => {
    const settled = settle(plan(['F10'], ['F10', 'F11']), change, outcome);
    expect(settled).toEqual({ plan: plan(['F10'], ['F10']), notice });
  });
});
