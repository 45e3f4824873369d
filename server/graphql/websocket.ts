import type { IncomingMessage, Server } from 'node:http';
import { handleProtocols } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import { clientAddress } from '../http/client-address.ts';
import { closeCodes, LiveSocket } from './sockets/live-socket.ts';
import { LiveSockets } from './sockets/live-sockets.ts';
import { createProtocol, type ProtocolOptions } from './sockets/protocol.ts';

interface Options extends ProtocolOptions {
  readonly server: Server;
  /** Origins whose pages may connect; programs that aren't pages name none. */
  readonly corsOrigins: readonly string[];
  /** How many proxies of ours stand in front. */
  readonly proxies: number;
  /** How long a client may take to say who it is, and how often it is asked whether it still lives, in milliseconds. */
  readonly timing?: { readonly initMs: number; readonly pingMs: number };
}

/** Far above any honest message; a larger one ends its socket. */
const maximumPayloadBytes = 64 * 1_024;

/** `/graphql` over WebSocket: the protocol `graphql-transport-ws`, with `accessToken` in the connection-init payload. */
export function serveSubscriptions(options: Options): { stop(): Promise<void> } {
  const { server, services, log, corsOrigins, proxies, timing = { initMs: 5_000, pingMs: 12_000 } } = options;
  const isLimited = services.rateLimits.isOn;
  const open = new LiveSockets(isLimited);
  const protocol = createProtocol(options, open, timing.initMs);
  const sockets = new WebSocketServer({
    server,
    path: '/graphql',
    // Compressing small messages for every subscriber costs more than it saves.
    perMessageDeflate: false,
    maxPayload: maximumPayloadBytes,
    handleProtocols: (offered) => handleProtocols(offered),
    verifyClient: ({ req }, decide) => {
      const { origin } = req.headers;
      if (origin !== undefined && !corsOrigins.includes(origin)) decide(false, 403);
      else decide(open.admits(clientAddress(req, proxies)), 429);
    },
  });
  sockets.on('connection', (socket: WebSocket, request: IncomingMessage) => {
    const live = new LiveSocket(socket, clientAddress(request, proxies), isLimited);
    open.add(live);
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (text) => live.send(text),
        close: (code = closeCodes.tryAgainLater, reason = '') => live.close(code, reason),
        onMessage: (listener) =>
          live.onMessage((text) => {
            listener(text).catch((error: unknown) => {
              log.error({ error }, 'a message over a socket failed');
              live.close(closeCodes.tryAgainLater, 'Something went wrong on our side.');
            });
          }),
      },
      { live },
    );
    socket.once('close', (code, reason) => void closed(code, reason.toString()));
  });
  const unwatch = services.revokedSessions.onRevoked((sessionId) => open.endSession(sessionId));
  const timer = setInterval(() => open.tick(services.clock().getTime()), timing.pingMs);
  return {
    stop: async () => {
      clearInterval(timer);
      unwatch();
      open.closeAll();
      await new Promise<void>((resolve) => {
        sockets.close(() => resolve());
      });
    },
  };
}
