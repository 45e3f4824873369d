import { beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { handle } from './handle.ts';

type Listener = (event: { senderFrame: unknown }, ...payloads: unknown[]) => Promise<unknown>;

const { handlers, warn } = vi.hoisted(() => ({ handlers: new Map<string, Listener>(), warn: vi.fn() }));

vi.mock('electron', () => ({
  ipcMain: { handle: (channel: string, listener: Listener) => handlers.set(channel, listener) },
}));
vi.mock('electron-log/main', () => ({ default: { warn } }));

const trusted = { senderFrame: { url: 'app://foyer/', parent: null } };
const store = vi.fn(() => ({ persisted: true }));

beforeEach(() => {
  vi.clearAllMocks();
  handle('session.store', { payload: z.strictObject({ refreshToken: z.string() }), handle: store });
});

const call = (event: { senderFrame: unknown }, ...payloads: unknown[]) =>
  handlers.get('session.store')?.(event, ...payloads);

test('answers the page with what the handler returns', async () => {
  expect(await call(trusted, { refreshToken: 'x' }, 'surplus')).toEqual({ persisted: true });
  expect(store.mock.calls).toEqual([[{ refreshToken: 'x' }]]);
});

test('a foreign page is refused before its payload is looked at', async () => {
  await expect(call({ senderFrame: { url: 'https://evil/', parent: null } }, {})).rejects.toThrow(
    'session.store: refused',
  );
  expect(store).not.toHaveBeenCalled();
  expect(warn).toHaveBeenCalledOnce();
});

test('a wrong payload is told by field, without its values', async () => {
  const failure = await call(trusted, { refreshToken: 'ok', pin: '1234' })?.catch((error: Error) => error.message);
  expect(failure).toBe('session.store: wrong payload (payload: unrecognized_keys)');
  expect(await call(trusted, { refreshToken: 1234 })?.catch((error: Error) => error.message)).not.toContain('1234');
  expect(store).not.toHaveBeenCalled();
});
