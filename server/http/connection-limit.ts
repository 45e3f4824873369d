import type { Server } from 'node:http';

/** Drops connections of an address that has `most` open already: each costs memory, however slowly it speaks. */
export function limitConnections(server: Server, most: number): void {
  const open = new Map<string, number>();
  server.on('connection', (socket) => {
    const address = socket.remoteAddress;
    const others = address === undefined ? most : (open.get(address) ?? 0);
    if (address === undefined || others >= most) {
      socket.destroy();
      return;
    }
    open.set(address, others + 1);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
  });
}
