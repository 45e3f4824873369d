import { createClient, type Client } from 'graphql-ws';
import { QuietSocket } from './quiet-socket.ts';
import {
  NoAnswer,
  patienceMs,
  type GraphQLAnswer,
  type GraphQLLine,
  type GraphQLRequest,
  type Manner,
} from './line.ts';

/** To an API over a WebSocket, which is opened again when it broke. It belongs to one client: it has a token. */
export class SocketLine implements GraphQLLine {
  readonly #client: Client;

  constructor(port: number, token: string) {
    this.#client = createClient({
      url: `ws://127.0.0.1:${port}/graphql`,
      webSocketImpl: QuietSocket,
      connectionParams: { accessToken: token },
      retryAttempts: 0,
      // Stays open between two requests.
      lazyCloseTimeout: 60_000,
      onNonLazyError: () => undefined,
    });
  }

  ask(request: GraphQLRequest, { cutAfterMs }: Manner): Promise<GraphQLAnswer> {
    return new Promise((resolve, reject) => {
      const giveUp = (reason: string): void => {
        this.#client.terminate();
        reject(new NoAnswer(reason));
      };
      const impatience = setTimeout(() => giveUp('no answer in time'), patienceMs);
      const cut = cutAfterMs === undefined ? undefined : setTimeout(() => giveUp('connection cut'), cutAfterMs);
      const settle = (settling: () => void): void => {
        clearTimeout(impatience);
        clearTimeout(cut);
        settling();
      };
      this.#client.subscribe(request, {
        next: (answer) => settle(() => resolve(answer as GraphQLAnswer)),
        error: (error) => settle(() => reject(new NoAnswer(reasonOf(error)))),
        complete: () => settle(() => reject(new NoAnswer('connection closed'))),
      });
    });
  }

  async close(): Promise<void> {
    await this.#client.dispose();
  }
}

/** graphql-ws tells of closed sockets by events, and of refused operations by lists. */
function reasonOf(error: unknown): string {
  if (error instanceof Error) return error.message;
  if (Array.isArray(error)) return JSON.stringify(error);
  return 'connection closed';
}
