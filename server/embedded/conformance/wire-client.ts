import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { deserialize, serialize, type Document } from 'bson';

const HEADER_BYTES = 16;
const OP_MSG = 2013;

/** A bare connection that sends just what it is told, where a driver would add sessions, numbers and retries. */
export interface WireClient {
  send(command: Document): Promise<Document>;
  /** Cuts the connection, as a killed client's machine does. */
  cut(): void;
}

/** Connects to the first host of a `mongodb://` URL. One command at a time. */
export async function wireClient(url: string): Promise<WireClient> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port || 27017) });
  await once(socket, 'connect');
  return {
    async send(command) {
      socket.write(message(serialize(command)));
      const reply = await readMessage(socket);
      return deserialize(reply.subarray(HEADER_BYTES + 5));
    },
    cut: () => void socket.resetAndDestroy(),
  };
}

function message(body: Uint8Array): Buffer {
  const head = Buffer.alloc(HEADER_BYTES + 5);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(OP_MSG, 12);
  return Buffer.concat([head, body]);
}

async function readMessage(socket: Socket): Promise<Buffer> {
  let bytes: Buffer = Buffer.alloc(0);
  while (bytes.length < 4 || bytes.length < bytes.readInt32LE(0)) {
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    bytes = Buffer.concat([bytes, chunk]);
  }
  return bytes;
}
