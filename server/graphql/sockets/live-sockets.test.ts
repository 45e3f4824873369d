import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import type { LiveSocket } from './live-socket.ts';
import { LiveSockets } from './live-sockets.ts';

function openSocket(address: string): LiveSocket {
  return { address, socket: new EventEmitter() } as unknown as LiveSocket;
}

/** Opens sockets of an address until no more are admitted, or so many. */
function openAll(sockets: LiveSockets, address: string, most: number): readonly LiveSocket[] {
  const opened: LiveSocket[] = [];
  while (opened.length < most && sockets.admits(address)) {
    const live = openSocket(address);
    sockets.add(live);
    opened.push(live);
  }
  return opened;
}

it('an address has a number of sockets at once; one that closes makes room for one', () => {
  const sockets = new LiveSockets(true);
  const opened = openAll(sockets, '203.0.113.9', 10_000);
  expect(opened.length).toBeLessThan(1_000);
  expect(sockets.admits('203.0.113.10')).toBe(true);
  opened[0]?.socket.emit('close');
  expect(openAll(sockets, '203.0.113.9', 10_000)).toHaveLength(1);
});

it('all addresses together have a number of sockets, too', () => {
  const sockets = new LiveSockets(true);
  const opened = Array.from({ length: 100 }, (_each, index) => openAll(sockets, `203.0.113.${index}`, 1_000)).flat();
  expect(opened.length).toBeLessThan(50_000);
  expect(sockets.admits('198.51.100.1')).toBe(false);
});

it('where nothing is limited there are as many as anybody likes', () => {
  expect(openAll(new LiveSockets(false), '203.0.113.9', 30_000)).toHaveLength(30_000);
});
