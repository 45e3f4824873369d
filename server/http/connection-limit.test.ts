import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { limitConnections } from './connection-limit.ts';
import { listen } from './http-server.ts';

it('an address has a number of connections at once; one that closes makes room', async () => {
  const server = createServer((_request, response) => response.end('hello'));
  limitConnections(server, 2);
  const port = await listen(server, '127.0.0.1', 0);
  const open = async (): Promise<Socket> => {
    const socket = connect(port, '127.0.0.1').setEncoding('utf8');
    await once(socket, 'connect');
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    return socket;
  };
  const isServed = async (socket: Socket): Promise<boolean> =>
    Promise.race([once(socket, 'data').then(() => true), once(socket, 'close').then(() => false)]);
  try {
    const [first, second] = [await open(), await open()];
    expect(await Promise.all([first, second].map(isServed))).toEqual([true, true]);
    const third = await open();
    third.on('error', () => undefined);
    expect(await isServed(third)).toBe(false);
    first.destroy();
    await expect
      .poll(async () => isServed((await open()).on('error', () => undefined)), { timeout: 10_000 })
      .toBe(true);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
