import { connect, type Socket } from 'node:net';

/**
 * One kept-alive HTTP connection that sends one request after the other. It does as little as a client can, so that a
 * benchmark measures the server and not its own client.
 */
export class HttpConnection {
  readonly #socket: Socket;
  readonly #head: string;
  #received = '';
  #answered: ((body: string) => void) | undefined;

  private constructor(socket: Socket, port: number) {
    this.#socket = socket;
    this.#head = `POST /graphql HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\n`;
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => this.#receive(chunk));
  }

  static async open(port: number): Promise<HttpConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new HttpConnection(socket, port)));
      socket.once('error', reject);
    });
  }

  /** Sends a body and resolves with the answer's. */
  post(body: string, token: string | undefined): Promise<string> {
    const authorization = token === undefined ? '' : `Authorization: Bearer ${token}\r\n`;
    return new Promise((resolve) => {
      this.#answered = resolve;
      this.#socket.write(`${this.#head}${authorization}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #receive(chunk: string): void {
    this.#received += chunk;
    const headEnd = this.#received.indexOf('\r\n\r\n');
    if (headEnd < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(this.#received.slice(0, headEnd))?.[1] ?? Number.NaN);
    if (Number.isNaN(length)) throw new Error(`an answer without a length: ${this.#received.slice(0, headEnd)}`);
    if (this.#received.length < headEnd + 4 + length) return;
    const body = this.#received.slice(headEnd + 4, headEnd + 4 + length);
    this.#received = this.#received.slice(headEnd + 4 + length);
    this.#answered?.(body);
  }
}
