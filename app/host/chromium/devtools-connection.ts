import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { deferred, type Deferred } from '../deferred.ts';
import type { Command, Commands, EventName, Events } from './protocol.ts';

/** The browser refused or never finished a command. */
class DevToolsError extends Error {
  constructor(method: string, reason: string) {
    super(`${method}: ${reason}`);
    this.name = 'DevToolsError';
  }
}

/** One target of the browser, or the browser itself. */
export interface DevToolsSession {
  send<Method extends Command>(method: Method, parameters?: Commands[Method][0]): Promise<Commands[Method][1]>;
  on<Name extends EventName>(event: Name, listener: (parameters: Events[Name]) => void): void;
}

export interface DevToolsConnection {
  readonly browser: DevToolsSession;
  session(id: string): DevToolsSession;
  /** Resolves when the browser is gone. */
  readonly closed: Promise<void>;
}

interface Pending {
  readonly method: string;
  readonly settler: Deferred<never>;
}

interface Incoming {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
  readonly sessionId?: string;
}

/** Speaks the DevTools protocol over a pair of pipes: JSON messages, each ended by a NUL byte. */
export function connectDevTools(input: Writable, output: Readable): DevToolsConnection {
  const pending = new Map<number, Pending>();
  const emitters = new Map<string, EventEmitter>();
  const closed = deferred<void>();
  let lastId = 0;

  const emitter = (sessionId: string) => {
    const known = emitters.get(sessionId) ?? new EventEmitter();
    emitters.set(sessionId, known);
    return known;
  };

  const session = (sessionId: string): DevToolsSession => ({
    send(method, parameters = {}) {
      const id = ++lastId;
      const settler = deferred<never>();
      pending.set(id, { method, settler });
      if (input.writable)
        input.write(`${JSON.stringify({ id, method, params: parameters, ...(sessionId && { sessionId }) })}\0`);
      else fail(id, 'the browser is gone');
      return settler.promise;
    },
    on: (event, listener) => void emitter(sessionId).on(event, listener),
  });

  function fail(id: number, reason: string): void {
    const call = pending.get(id);
    pending.delete(id);
    call?.settler.reject(new DevToolsError(call.method, reason));
  }

  function receive(message: Incoming): void {
    if (message.id === undefined) {
      emitter(message.sessionId ?? '').emit(message.method ?? '', message.params);
    } else if (message.error) {
      fail(message.id, message.error.message);
    } else {
      pending.get(message.id)?.settler.resolve(message.result as never);
      pending.delete(message.id);
    }
  }

  readMessages(output, receive);
  // A write into the pipe of a browser that just died is told by `close` as well.
  input.on('error', () => {});
  output.on('close', () => {
    for (const id of pending.keys()) fail(id, 'the browser is gone');
    closed.resolve();
  });
  return { browser: session(''), session, closed: closed.promise };
}

function readMessages(output: Readable, receive: (message: Incoming) => void): void {
  let parts: Buffer[] = [];
  output.on('data', (chunk: Buffer) => {
    let start = 0;
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, start)) {
      const text = Buffer.concat([...parts, chunk.subarray(start, end)]).toString('utf8');
      parts = [];
      start = end + 1;
      receive(JSON.parse(text) as Incoming);
    }
    if (start < chunk.length) parts.push(chunk.subarray(start));
  });
}
