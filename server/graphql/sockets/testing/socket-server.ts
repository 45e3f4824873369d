import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema, type GraphQLFieldConfig, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { WebSocket, type ClientOptions } from 'ws';
import { createLog } from '../../../log.ts';
import { RateLimitService } from '../../../services/rate-limit-service.ts';
import type { Services } from '../../../services/services.ts';
import { createErrorFormatter } from '../../errors.ts';
import { eventStream } from '../../event-stream.ts';
import { KnownDocuments } from '../../known-documents.ts';
import { Admission } from '../../limits/admission.ts';
import { serveSubscriptions } from '../../websocket.ts';

/** What stands in an error of ours and must not be told. */
export const secret = 'a secret that stands in an error';

type Listener = (event: unknown) => void;

/** Subscriptions on a port of 127.0.0.1 without databases. A token is the id of its session. */
export interface SocketServer extends AsyncDisposable {
  /** When sessions end by themselves; one that isn't there has ended. */
  readonly sessionEnds: Map<string, Date>;
  revoke(sessionId: string): void;
  /** Tells everybody who subscribed to `seatMapChanged`. */
  publish(text: string): void;
  /** How many subscribe to `seatMapChanged` in the end. */
  watching(): number;
  /** A socket that is open, with a list of everything that it was told. */
  connect(options?: ClientOptions): Promise<TestSocket>;
}

export interface TestSocket {
  readonly socket: WebSocket;
  readonly told: readonly Told[];
  /** Resolves with the code with which the socket ends. */
  readonly closed: Promise<number>;
  say(message: unknown): void;
  /** Says who it is, and waits until it is let in. */
  init(token?: string): Promise<void>;
}

export interface Told {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

interface Options {
  readonly isLimited?: boolean;
  readonly initMs?: number;
  readonly pingMs?: number;
}

export async function openSocketServer({ isLimited = false, ...timing }: Options = {}): Promise<SocketServer> {
  const listeners = new Set<Listener>();
  const revokedListeners = new Set<Listener>();
  const sessionEnds = new Map<string, Date>();
  const schema = createSchema(listeners);
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const services = createServices(isLimited, revokedListeners, sessionEnds);
  const log = createLog('test', 'silent');
  const { stop } = serveSubscriptions({
    server,
    schema,
    services,
    documents: new KnownDocuments({ schema, trusted: new Map(), requiresTrusted: false, allowsIntrospection: false }),
    admission: new Admission(services.rateLimits, () => undefined),
    formatError: createErrorFormatter(log, { hidesSchema: true }),
    log,
    allowsIntrospection: false,
    corsOrigins: ['app://foyer'],
    proxies: 0,
    timing: { initMs: 20_000, pingMs: 20_000, ...timing },
  });
  const clients: WebSocket[] = [];
  return {
    sessionEnds,
    revoke: (sessionId) => revokedListeners.forEach((listener) => listener(sessionId)),
    publish: (text) => listeners.forEach((listener) => listener({ seatMapChanged: text })),
    watching: () => listeners.size,
    async connect(options = {}) {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws', options);
      clients.push(socket);
      const test = talk(socket);
      await once(socket, 'open');
      return test;
    },
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.terminate();
      await stop();
      server.close();
    },
  };
}

function talk(socket: WebSocket): TestSocket {
  const told: Told[] = [];
  socket.on('message', (data: Buffer) => told.push(JSON.parse(data.toString('utf8')) as Told));
  socket.on('error', () => undefined);
  const closed = new Promise<number>((resolve) => {
    socket.once('close', resolve);
  });
  const say = (message: unknown): void => socket.send(JSON.stringify(message));
  return {
    socket,
    told,
    closed,
    say,
    async init(token) {
      const acknowledged = Promise.race([once(socket, 'message'), closed]);
      say({ type: 'connection_init', payload: token === undefined ? {} : { accessToken: token } });
      await acknowledged;
    },
  };
}

/** A subscription that anyone may have, one that fails at every event, and a query that fails. */
function createSchema(listeners: Set<Listener>): GraphQLSchema {
  const schema = buildSchema(`
    type Query { broken: Int, fine: Int! }
    type Subscription { seatMapChanged(showtimeId: ID): String, brokenChanged: Int }
  `);
  const fail = (): never => {
    throw new Error(secret);
  };
  const watch = () =>
    eventStream((listener: Listener) => {
      listeners.add(listener);
      return Promise.resolve(() => Promise.resolve(void listeners.delete(listener)));
    });
  const resolve = (type: string, field: string, config: Partial<GraphQLFieldConfig<unknown, unknown>>) =>
    Object.assign((schema.getType(type) as GraphQLObjectType).getFields()[field] ?? {}, config);
  resolve('Query', 'broken', { resolve: fail });
  resolve('Query', 'fine', { resolve: () => 1 });
  resolve('Subscription', 'seatMapChanged', { subscribe: watch });
  resolve('Subscription', 'brokenChanged', { subscribe: watch, resolve: fail });
  return schema;
}

function createServices(isLimited: boolean, revoked: Set<Listener>, sessionEnds: Map<string, Date>): Services {
  const noStore = { take: async ({ most }: { readonly most: number }) => ({ tokens: most, waitMs: 0 }) };
  return {
    rateLimits: new RateLimitService({ store: isLimited ? (noStore as never) : undefined }),
    revokedSessions: {
      onRevoked: (listener: Listener) => {
        revoked.add(listener);
        return () => revoked.delete(listener);
      },
    },
    sessions: { endsAt: async (sessionId: string) => sessionEnds.get(sessionId) },
    tokens: {
      check: async (token: string) =>
        token === 'forged' ? { kind: 'forged' } : { kind: 'valid', actor: { sessionId: token, stationId: null } },
    },
    clock: () => new Date(),
  } as unknown as Services;
}
