import { WebSocketServer, type WebSocket } from 'ws';
import { connectRedis } from '../redis/client.ts';

/**
 * The floor for telling an event to many: a program that hands every message of one Redis channel to all its sockets,
 * as one shared buffer. Its arguments are the address of Redis and the channel.
 */
const [redisUrl, channel] = process.argv.slice(2);
if (redisUrl === undefined || channel === undefined) throw new Error('name the address of Redis and the channel');
const sockets = new Set<WebSocket>();
const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.on('connection', (socket) => {
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket));
});
const redis = await connectRedis(redisUrl, () => undefined);
await redis.subscribe(channel, (message) => {
  const buffer = Buffer.from(message);
  for (const socket of sockets) socket.send(buffer, { binary: false });
});
const address = server.address();
process.send?.({ kind: 'ready', port: typeof address === 'object' ? address?.port : undefined });
process.once('disconnect', () => process.exit(0));
