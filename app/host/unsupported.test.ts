import { expect, test } from 'vitest';
import { ElectronEmitter } from './electron/electron-emitter.ts';
import { createElectronModule } from './electron/electron-module.ts';
import { refuse } from './unsupported.ts';

class Example extends ElectronEmitter {
  private readonly secret = 7;

  known(): number {
    return this.secret;
  }
}

test('a class refuses by name what it lacks, and works otherwise', () => {
  const example = new Example() as Example & { setKiosk(on: boolean): void };
  const heard: unknown[] = [];
  example.once('event', (value) => heard.push(value));
  example.emit('event', 1);
  example.emit('event', 2);
  expect([example.known(), heard]).toEqual([7, [1]]);
  expect(() => example.setKiosk(true)).toThrow('Example#setKiosk is not supported by the Chromium host');
});

test('an object may be awaited and printed without being refused', async () => {
  const example = new Example();
  expect(await Promise.resolve(example)).toBe(example);
  expect(() => JSON.stringify(refuse('module', { a: 1 }))).not.toThrow();
});

test('a module that is lacking can be imported but not used', () => {
  const electron = createElectronModule({} as never) as Record<string, never>;
  const { Tray, shell, ipcRenderer } = electron as Record<string, { new (): object; openExternal(url: string): void }>;
  expect(() => shell?.openExternal('https://example.com')).toThrow('electron.shell.openExternal is not supported');
  expect(() => new (Tray as new () => object)()).toThrow('electron.Tray is not supported');
  expect(ipcRenderer).toBeUndefined();
});
