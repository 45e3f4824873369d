import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { beforeEach, expect, test } from 'vitest';
import { connectDevTools, type DevToolsConnection } from './devtools-connection.ts';

let input: PassThrough;
let output: PassThrough;
let connection: DevToolsConnection;

beforeEach(() => {
  [input, output] = [new PassThrough(), new PassThrough()];
  connection = connectDevTools(input, output);
});

/** The next command as the browser would read it. */
async function nextCommand(): Promise<{ id: number; method: string; sessionId?: string }> {
  const [chunk] = (await once(input, 'data')) as [Buffer];
  return JSON.parse(chunk.toString().replace(/\0$/, '')) as { id: number; method: string };
}

test('an answer reaches its command, even in pieces', async () => {
  const version = connection.browser.send('Browser.getVersion');
  const { id, method } = await nextCommand();
  const text = Buffer.from(`${JSON.stringify({ id, result: { product: 'Chromium é' } })}\0`);
  // Cuts the two bytes of "é" apart.
  output.write(text.subarray(0, text.length - 5));
  output.write(text.subarray(text.length - 5));
  expect(method).toBe('Browser.getVersion');
  expect(await version).toEqual({ product: 'Chromium é' });
});

test('a refusal names the command', async () => {
  const enabled = connection.session('s1').send('Page.enable');
  const { id, sessionId } = await nextCommand();
  output.write(`${JSON.stringify({ id, sessionId, error: { message: 'not now' } })}\0`);
  await expect(enabled).rejects.toThrow('Page.enable: not now');
});

test('events go to the listeners of their session alone', () => {
  const heard: string[] = [];
  connection.session('s1').on('Inspector.targetCrashed', () => heard.push('s1'));
  connection.session('s2').on('Inspector.targetCrashed', () => heard.push('s2'));
  output.write(`${JSON.stringify({ method: 'Inspector.targetCrashed', params: {}, sessionId: 's2' })}\0`);
  return expect.poll(() => heard).toEqual(['s2']);
});

test('the end of the browser fails what is under way', async () => {
  const version = connection.browser.send('Browser.getVersion');
  output.destroy();
  await expect(version).rejects.toThrow('the browser is gone');
  await connection.closed;
});
