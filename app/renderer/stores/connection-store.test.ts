import { beforeEach, describe, expect, it } from 'vitest';
import { isServerAway, useConnectionStore, whenConnected } from './connection-store.ts';

const store = () => useConnectionStore.getState();

describe('connection store', () => {
  beforeEach(() => useConnectionStore.setState(useConnectionStore.getInitialState(), true));

  it('calls the first attempts reconnecting and the later ones offline, and heals', () => {
    store().connecting();
    store().connected();
    store().lost(1_000);
    store().waiting(1, 0);
    expect(store().phase).toBe('reconnecting');
    store().lost(9_000);
    store().waiting(3, 0);
    expect(store().phase).toBe('offline');
    expect(store().lostAt).toBe(1_000);
    store().connecting();
    expect(isServerAway(store().phase)).toBe(true);
    store().connected();
    expect(store()).toMatchObject({ phase: 'connected', generation: 2, lostAt: undefined, attempts: 0 });
  });

  it('does not call a clean close a loss', () => {
    store().connected();
    store().closed();
    expect(isServerAway(store().phase)).toBe(false);
  });

  it('lets others wait for the connection', async () => {
    const waiting = whenConnected();
    store().connected();
    await expect(waiting).resolves.toBeUndefined();
    await expect(whenConnected()).resolves.toBeUndefined();
  });

  it('stops waiting when told so', async () => {
    const control = new AbortController();
    const waiting = whenConnected(control.signal);
    control.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });
});
