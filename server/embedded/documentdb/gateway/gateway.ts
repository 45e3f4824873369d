import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { ClusterConnection } from '../cluster.ts';
import { serveClient } from './client-connection.ts';
import { createCursors } from './cursors.ts';
import { createExecutor } from './execute.ts';
import { openPostgres } from './postgres.ts';
import { REPLICA_SET } from './server-commands.ts';
import { createTransactions } from './transactions.ts';

/** Speaks MongoDB's wire protocol on 127.0.0.1 on behalf of a DocumentDB cluster. */
export interface Gateway {
  readonly url: string;
  close(): Promise<void>;
}

export interface GatewayOptions {
  readonly cluster: ClusterConnection;
  readonly port: number;
  /** Hears of what is a fault of the gateway itself. */
  readonly onFault: (fault: unknown) => void;
}

export async function openGateway({ cluster, port, onFault }: GatewayOptions): Promise<Gateway> {
  const postgres = openPostgres(cluster);
  const transactions = createTransactions(postgres);
  const cursors = createCursors(postgres);
  const address = `127.0.0.1:${port}`;
  const execute = createExecutor({ postgres, transactions, cursors, address }, onFault);
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true, keepAlive: true }, (socket) => {
    sockets.add(socket);
    // The loop that reads the socket hears of its errors.
    socket.on('error', () => {});
    socket.on('close', () => {
      sockets.delete(socket);
      transactions.leave(socket);
    });
    serveClient(socket, execute).catch(onFault);
  });
  await listen(server, port);
  return {
    url: `mongodb://${address}/?replicaSet=${REPLICA_SET}`,
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await transactions.close();
      cursors.close();
      await postgres.close();
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
}
