import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { constants, setPriority } from 'node:os';
import { WebSocket } from 'ws';
import { abusiveOperations } from '../graphql/limits/corpus/abusive-operations.ts';
import { abusiveRequests } from '../graphql/limits/corpus/abusive-requests.ts';
import { abusiveTalk } from '../graphql/limits/corpus/abusive-talk.ts';

/**
 * Whoever means no good: a program of its own, so that it takes no time from those who measure. Sends everything that the
 * corpus has, round and round, from many addresses, at a steady rate. Its argument is the API's port; it begins and ends
 * when it is told to, and tells how much was refused and how much was not.
 */
const [port] = process.argv.slice(2);
const requestsPerSecond = 100;
const socketsPerSecond = 10;
/** Each is cut off by the server when it has waited long enough, so that about a hundred are open at any time. */
const slowConnectionsPerSecond = 10;
const addresses = 50;

// Such people bring computers of their own; here they get what of this one is left.
setPriority(constants.priority.PRIORITY_LOW);

const agent = new Agent({ keepAlive: true, maxSockets: 20 });
const tally = { refused: 0, taken: 0 };
let sent = 0;

function address(): string {
  return `10.9.0.${(sent % addresses) + 1}`;
}

const bodies = [
  ...abusiveOperations.map(({ query, variables, operationName }) => ({
    body: JSON.stringify({ query, variables, operationName }),
    headers: { 'content-type': 'application/json' },
  })),
  ...abusiveRequests,
];

function post(): void {
  const { body, headers } = bodies[sent % bodies.length] ?? { body: '', headers: {} };
  sent += 1;
  const outgoing = request(
    {
      agent,
      port,
      host: '127.0.0.1',
      path: '/graphql',
      method: 'POST',
      headers: { ...headers, 'x-forwarded-for': address() },
    },
    (response) => {
      tally[(response.statusCode ?? 0) >= 400 ? 'refused' : 'taken'] += 1;
      response.resume();
    },
  );
  // Being cut off is an answer, too.
  outgoing.on('error', () => (tally.refused += 1));
  outgoing.end(body);
}

function talk(): void {
  const { messages } = abusiveTalk[sent % abusiveTalk.length] ?? { messages: [] };
  sent += 1;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws', {
    headers: { 'x-forwarded-for': address() },
  });
  socket.on('error', () => undefined);
  socket.once('close', () => (tally.refused += 1));
  socket.once('open', () => socket.send('{"type":"connection_init"}'));
  socket.once('message', () => {
    for (const message of messages) socket.send(message);
  });
}

const slow = new Set<Socket>();

function dawdle(): void {
  const socket = connect(Number(port), '127.0.0.1', () =>
    socket.write('POST /graphql HTTP/1.1\r\nHost: x\r\nX-Slow: '),
  );
  slow.add(socket);
  socket.on('error', () => undefined).once('close', () => slow.delete(socket));
}

let stop: (() => void) | undefined;

function begin(): void {
  const timers = [
    setInterval(post, 1_000 / requestsPerSecond),
    setInterval(talk, 1_000 / socketsPerSecond),
    setInterval(dawdle, 1_000 / slowConnectionsPerSecond),
  ];
  stop = () => {
    for (const timer of timers) clearInterval(timer);
    for (const socket of slow) socket.destroy();
  };
}

process.on('message', (message) => {
  if (message === 'begin') begin();
  else {
    stop?.();
    process.send?.(tally);
  }
});
process.once('disconnect', () => process.exit(0));
process.send?.('ready');
