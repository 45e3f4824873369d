import { describe, expect, it, vi } from 'vitest';
import type { Session } from '../stores/session-store.ts';
import { createSessionRefresher, type RefreshOutcome } from './session-refresher.ts';

function session(name: string, expiresAt: number): Session {
  return {
    __typename: 'Session',
    accessToken: `access ${name}`,
    refreshToken: `refresh ${name}`,
    expiresAt: new Date(expiresAt).toISOString(),
    staff: { __typename: 'StaffMember', id: 'marta', name: 'Marta', role: 'CASHIER' },
  };
}

function setUp(outcome: () => Promise<RefreshOutcome>, expiresAt = 1_000_000) {
  let current: Session | undefined = session('old', expiresAt);
  const exchange = vi.fn((_refreshToken: string) => outcome());
  const refresher = createSessionRefresher({
    current: () => current,
    exchange,
    onRefreshed: (fresh) => (current = fresh),
    onRefused: () => (current = undefined),
    now: () => 0,
  });
  return { refresher, exchange, current: () => current };
}

describe('session refresher', () => {
  it('exchanges the token once for all who ask at the same time', async () => {
    const { refresher, exchange } = setUp(async () => ({ kind: 'refreshed', session: session('new', 2_000_000) }));
    const [first, second] = await Promise.all([refresher.refresh(), refresher.refresh()]);
    expect(exchange).toHaveBeenCalledOnce();
    expect(exchange).toHaveBeenCalledWith('refresh old');
    expect([first?.accessToken, second?.accessToken]).toEqual(['access new', 'access new']);
  });

  it('exchanges again later, with the new token', async () => {
    const { refresher, exchange } = setUp(async () => ({ kind: 'refreshed', session: session('new', 2_000_000) }));
    await refresher.refresh();
    await refresher.refresh();
    expect(exchange).toHaveBeenLastCalledWith('refresh new');
  });

  it('uses a token that is good for a while, and exchanges one that is about to run out', async () => {
    const outcome = async () => ({ kind: 'refreshed', session: session('new', 2_000_000) }) as const;
    const good = setUp(outcome);
    expect(await good.refresher.freshAccessToken()).toBe('access old');
    expect(good.exchange).not.toHaveBeenCalled();
    const old = setUp(outcome, 10_000);
    expect(await old.refresher.freshAccessToken()).toBe('access new');
  });

  it('ends the session when the server refuses the token', async () => {
    const { refresher, current } = setUp(async () => ({ kind: 'refused' }));
    expect(await refresher.refresh()).toBeUndefined();
    expect(current()).toBeUndefined();
    expect(await refresher.freshAccessToken()).toBeUndefined();
  });

  it('keeps the session when the server is away, and tries again', async () => {
    const answers: (() => Promise<RefreshOutcome>)[] = [
      () => Promise.reject(new TypeError('no network')),
      async () => ({ kind: 'refreshed', session: session('new', 2_000_000) }),
    ];
    const { refresher, current } = setUp(() => answers.shift()?.() ?? Promise.reject(new Error('asked too often')));
    await expect(refresher.refresh()).rejects.toThrow('no network');
    expect(current()?.accessToken).toBe('access old');
    expect((await refresher.refresh())?.accessToken).toBe('access new');
  });
});
