import type { RawData, WebSocket } from 'ws';
import type { SessionId } from '#shared/domain/ids.ts';
import { TokenBucket } from '../../services/token-bucket.ts';

/** Messages that a client may send, pings of either kind too: at once, and each second in the long run. */
const messages = { capacity: 50, perSecond: 10 };

/** A client that leaves this much unread has stopped reading; in bytes. It fetches anew when it comes back. */
const mostUnread = 1_024 * 1_024;

/** Close codes after which our clients come back. */
export const closeCodes = {
  goingAway: 1001,
  tryAgainLater: 1013,
  /** The session has ended, or its token isn't taken: refresh it first. */
  forbidden: 4403,
} as const;

/** One client's socket, which ends itself when the client doesn't answer, doesn't read, or talks too much. */
export class LiveSocket {
  readonly socket: WebSocket;
  readonly address: string;
  /** The session of whoever speaks, once they said so, and when it ends by itself in ms since 1970. */
  session: { readonly id: SessionId; readonly endsAt: number } | undefined;
  readonly #bucket: TokenBucket | undefined;
  #hasAnswered = true;
  #isClosing = false;

  constructor(socket: WebSocket, address: string, isLimited: boolean) {
    this.socket = socket;
    this.address = address;
    this.#bucket = isLimited ? new TokenBucket(messages) : undefined;
    socket.on('pong', () => {
      this.#hasAnswered = true;
      this.#count();
    });
    socket.on('ping', () => this.#count());
    // What is wrong with its frames ends a socket by itself, and is no news.
    socket.on('error', () => undefined);
  }

  /** Calls for every message that is not one too many. */
  onMessage(listener: (text: string) => void): void {
    this.socket.on('message', (data: RawData) => {
      // We take nothing but whole messages, which ws gives as one buffer.
      if (this.#count()) listener((data as Buffer).toString('utf8'));
    });
  }

  /** Resolves when the message has left; at once when the socket is gone. */
  send(text: string): Promise<void> {
    const { socket } = this;
    if (socket.readyState !== socket.OPEN) return Promise.resolve();
    if (this.#isFull()) return Promise.resolve();
    return new Promise((resolve) => {
      socket.send(text, () => resolve());
    });
  }

  /** Asks for a sign of life; ends the socket when the last question was not answered. */
  ping(): void {
    if (!this.#hasAnswered) {
      this.socket.terminate();
      return;
    }
    if (this.#isFull() || this.socket.readyState !== this.socket.OPEN) return;
    this.#hasAnswered = false;
    this.socket.ping();
  }

  /** Asks the client to go; one that talks on is cut off. */
  close(code: number, reason: string): void {
    this.#isClosing = true;
    this.socket.close(code, reason);
  }

  #count(): boolean {
    if (this.#isClosing || this.#isFull()) {
      this.socket.terminate();
      return false;
    }
    if (!this.#bucket || this.#bucket.take(1, performance.now()) === 0) return true;
    this.close(closeCodes.tryAgainLater, 'Too many messages.');
    return false;
  }

  /** Whether the client has stopped reading; then the socket is ended. */
  #isFull(): boolean {
    if (this.socket.bufferedAmount <= mostUnread) return false;
    this.socket.terminate();
    return true;
  }
}
