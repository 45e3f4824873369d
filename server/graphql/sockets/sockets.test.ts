import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { abusiveTalk } from '../limits/corpus/abusive-talk.ts';
import { openSocketServer, secret, type SocketServer, type Told } from './testing/socket-server.ts';

let server: SocketServer | undefined;
afterEach(() => server?.[Symbol.asyncDispose]());

const later = new Date(Date.now() + 3_600_000);
const soon = { timeout: 15_000 };
const query = 'subscription { seatMapChanged }';

function subscribe(id: string, text = query): unknown {
  return { id, type: 'subscribe', payload: { query: text } };
}

/** The codes of the errors that an operation was refused with. */
function codesOf(told: readonly Told[], id: string): readonly unknown[] {
  const error = told.find((each) => each.id === id && each.type === 'error');
  const errors = (error?.payload ?? []) as readonly { readonly extensions?: Readonly<Record<string, unknown>> }[];
  return errors.map(({ extensions }) => extensions?.['code']);
}

describe('a socket', () => {
  it('has ten operations at a time', async () => {
    server = await openSocketServer();
    const { init, say, told } = await server.connect();
    await init();
    for (let each = 1; each <= 11; each += 1)
      say(subscribe(`s${each}`, `subscription { seatMapChanged(showtimeId: ${each}) }`));
    await vi.waitFor(() => expect(codesOf(told, 's11')).toEqual(['TOO_MANY_SUBSCRIPTIONS']), soon);
    await vi.waitFor(() => expect(server?.watching()).toBe(10), soon);
    say({ id: 's1', type: 'complete' });
    say(subscribe('s12', 'subscription { seatMapChanged(showtimeId: 12) }'));
    await vi.waitFor(() => expect(server?.watching()).toBe(10), soon);
    say(subscribe('s13'));
    await vi.waitFor(() => expect(codesOf(told, 's13')).toEqual(['TOO_MANY_SUBSCRIPTIONS']), soon);
    expect(codesOf(told, 's12')).toEqual([]);
  });

  it('that doesn’t say who it is ends', async () => {
    server = await openSocketServer({ initMs: 50 });
    expect(await (await server.connect()).closed).toBe(4408);
  });

  it('that gives no sign of life ends', async () => {
    server = await openSocketServer({ pingMs: 50 });
    const dead = await server.connect({ autoPong: false });
    const alive = await server.connect();
    await dead.init();
    await alive.init();
    expect(await dead.closed).toBe(1006);
    expect(alive.socket.readyState).toBe(WebSocket.OPEN);
  });

  it('of a page that isn’t on the list is not opened', async () => {
    server = await openSocketServer();
    await expect(server.connect({ origin: 'https://evil.example' })).rejects.toThrow('403');
    await expect(server.connect({ origin: 'app://foyer' })).resolves.toBeDefined();
  });

  it('whose reader has stopped is ended before it takes much memory', async () => {
    server = await openSocketServer();
    const { init, say, socket, closed } = await server.connect();
    await init();
    say(subscribe('s'));
    await vi.waitFor(() => expect(server?.watching()).toBe(1), soon);
    socket.pause();
    const isClosed = vi.fn();
    void closed.then(isClosed);
    // Pongs repeat what is in a ping: what isn't read piles up.
    const ping = { type: 'ping', payload: { text: 'x'.repeat(60_000) } };
    for (let each = 0; each < 1_000; each += 1) say(ping);
    await vi.waitFor(() => expect(server?.watching()).toBe(0), soon);
    socket.resume();
    await vi.waitFor(() => expect(isClosed).toHaveBeenCalledWith(1006), soon);
  });
});

describe('the sockets of a session', () => {
  it('end when it is revoked, and no others', async () => {
    server = await openSocketServer();
    server.sessionEnds.set('one', later).set('other', later);
    const [one, other, nobody] = [await server.connect(), await server.connect(), await server.connect()];
    await one.init('one');
    await other.init('other');
    await nobody.init();
    server.revoke('one');
    expect(await one.closed).toBe(4403);
    expect([other, nobody].map(({ socket }) => socket.readyState)).toEqual([WebSocket.OPEN, WebSocket.OPEN]);
  });

  it('end when it ends by itself', async () => {
    server = await openSocketServer({ pingMs: 50 });
    server.sessionEnds.set('short', new Date(Date.now() + 100));
    const short = await server.connect();
    await short.init('short');
    expect(await short.closed).toBe(4403);
  });

  it.each([
    ['that has ended', 'over'],
    ['whose token is forged', 'forged'],
  ])('%s are not let in', async (_name, token) => {
    server = await openSocketServer();
    const socket = await server.connect();
    await socket.init(token);
    expect(await socket.closed).toBe(4403);
  });

  it('are at most ten', async () => {
    server = await openSocketServer({ isLimited: true });
    server.sessionEnds.set('busy', later);
    const first = await server.connect();
    await first.init('busy');
    for (let each = 2; each <= 10; each += 1) await (await server.connect()).init('busy');
    const eleventh = await server.connect();
    await eleventh.init('busy');
    expect(await eleventh.closed).toBe(1013);
    first.socket.close();
    await vi.waitFor(async () => {
      const next = await server?.connect();
      await next?.init('busy');
      expect(next?.told).toEqual([{ type: 'connection_ack' }]);
    }, soon);
  });
});

describe('what is told over a socket', () => {
  it.each([
    ['a query', '{ broken }'],
    ['an event', 'subscription { brokenChanged }'],
  ])('of a fault in %s is no more than that there is one', async (_name, text) => {
    server = await openSocketServer();
    const { init, say, told } = await server.connect();
    await init();
    say(subscribe('s', text));
    await vi.waitFor(() => {
      server?.publish('now');
      expect(JSON.stringify(told)).toContain('INTERNAL_SERVER_ERROR');
    }, soon);
    expect(JSON.stringify(told)).not.toContain(secret);
  });

  it('of the schema is nothing', async () => {
    server = await openSocketServer();
    const { init, say, told } = await server.connect();
    await init();
    say(subscribe('typo', '{ fien }'));
    say(subscribe('schema', '{ __schema { description } }'));
    await vi.waitFor(() => expect(told).toHaveLength(3), soon);
    expect(codesOf(told, 'typo')).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(codesOf(told, 'schema')).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(JSON.stringify(told)).not.toContain('fine');
  });
});

describe('abusive talk', () => {
  it.each(abusiveTalk)('$name ends the socket, and only that one', async ({ isEarly, messages, codes }) => {
    server = await openSocketServer({ isLimited: true });
    const honest = await server.connect();
    await honest.init();
    const { socket, closed, init } = await server.connect();
    if (!isEarly) await init();
    for (const message of messages) socket.send(message);
    expect(codes).toContain(await closed);
    honest.say(subscribe('s', '{ fine }'));
    await vi.waitFor(() => expect(JSON.stringify(honest.told)).toContain('"fine":1'), soon);
  });
});

describe('a document with several subscriptions', () => {
  it.each([
    ['that anyone may have is run once for all', 'Open', 1],
    ['that not everybody may have is run for each', 'Guarded', 2],
  ])('%s', async (_name, operationName, runs) => {
    server = await openSocketServer();
    const text = 'subscription Open { seatMapChanged } subscription Guarded { brokenChanged }';
    for (const { init, say, told } of [await server.connect(), await server.connect()]) {
      await init();
      say({ id: 's', type: 'subscribe', payload: { query: text, operationName } });
      await vi.waitFor(() => {
        server?.publish('now');
        expect(told.length).toBeGreaterThan(1);
      }, soon);
    }
    expect(server.watching()).toBe(runs);
  });
});
