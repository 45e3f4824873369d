import { beforeEach, expect, test, vi } from 'vitest';
import type { FoyerBridge } from '#shared/ipc/channels.ts';

const { exposed, ipcRenderer } = vi.hoisted(() => ({
  exposed: new Map<string, unknown>(),
  ipcRenderer: { invoke: vi.fn(), on: vi.fn(), off: vi.fn() },
}));

vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (key: string, api: unknown) => exposed.set(key, api) },
  ipcRenderer,
}));

await import('./preload.ts');
const bridge = exposed.get('foyer') as FoyerBridge;
/** As a page may call it that knows no types. */
const untyped = bridge as unknown as {
  invoke: (...values: unknown[]) => Promise<unknown>;
  on: (...values: unknown[]) => unknown;
};

beforeEach(() => vi.clearAllMocks());

test('one thing is exposed, with two functions and nothing of Electron', () => {
  expect([...exposed.keys()]).toEqual(['foyer']);
  expect(Object.keys(bridge)).toEqual(['invoke', 'on']);
});

test('a call carries its channel and one payload', async () => {
  await untyped.invoke('window.theme', 'dark', 'surplus', { more: true });
  expect(ipcRenderer.invoke.mock.calls).toEqual([['window.theme', 'dark']]);
});

test.each(['shell.run', 'constructor', '__proto__', 7, undefined])(
  'refuses the unknown channel %j',
  async (channel) => {
    await expect(untyped.invoke(channel)).rejects.toThrow('Unknown channel');
    expect(ipcRenderer.invoke).not.toHaveBeenCalled();
  },
);

test('a listener gets the payload without the event, until it leaves', () => {
  const heard: unknown[] = [];
  const leave = bridge.on('print.changed', (event) => heard.push(event));
  const [channel, forward] = ipcRenderer.on.mock.calls[0] as [string, (...values: unknown[]) => void];
  forward({ sender: 'the renderer must not see this' }, 'payload', 'surplus');
  expect([channel, heard]).toEqual(['print.changed', ['payload']]);
  leave();
  expect(ipcRenderer.off).toHaveBeenCalledWith('print.changed', forward);
});

test('refuses to listen to an unknown event', () => {
  expect(() => untyped.on('print.secret', () => {})).toThrow('Unknown event');
  expect(ipcRenderer.on).not.toHaveBeenCalled();
});
