import { connect, createServer, type Socket } from 'node:net';

/** Stands between a program and an engine, sees every message that passes, and can be told to act on one of them. */
export interface TcpProxy extends AsyncDisposable {
  readonly port: number;
}

/** Forwards 127.0.0.1:<free port> to `target`; `onMessage` is called before each chunk goes on, in either direction. */
export async function openTcpProxy(
  target: { readonly host: string; readonly port: number },
  onMessage: () => void,
): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const join = (from: Socket, to: Socket): void => {
    sockets.add(from);
    from.on('data', (chunk) => {
      onMessage();
      to.write(chunk);
    });
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
    // A killed program resets its connections; that is what this proxy is for.
    from.on('error', () => to.destroy());
  };
  const server = createServer((client) => {
    const engine = connect(target.port, target.host);
    join(client, engine);
    join(engine, client);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('the proxy has no port');
  return {
    port: address.port,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

/** The same engine by way of a proxy. */
export function throughProxy(url: string, proxy: TcpProxy): string {
  const parsed = new URL(url);
  parsed.hostname = '127.0.0.1';
  parsed.port = String(proxy.port);
  parsed.searchParams.delete('replicaSet');
  if (parsed.protocol.startsWith('mongodb')) parsed.searchParams.set('directConnection', 'true');
  return parsed.toString();
}
