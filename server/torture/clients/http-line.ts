import { Agent, request as send, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  NoAnswer,
  patienceMs,
  type GraphQLAnswer,
  type GraphQLLine,
  type GraphQLRequest,
  type Manner,
} from './line.ts';

/** To an API over HTTP, on connections that are kept. */
export class HttpLine implements GraphQLLine {
  readonly #port: number;
  readonly #agent = new Agent({ keepAlive: true });

  constructor(port: number) {
    this.#port = port;
  }

  async ask(request: GraphQLRequest, { token, cutAfterMs }: Manner): Promise<GraphQLAnswer> {
    const body = JSON.stringify(request);
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    };
    const options = {
      host: '127.0.0.1',
      port: this.#port,
      path: '/graphql',
      method: 'POST',
      headers,
      agent: this.#agent,
    };
    const answer = await new Promise<string>((resolve, reject) => {
      const sent = send(options, (response: IncomingMessage) => void text(response).then(resolve, reject));
      const end = (reason: string): void => void sent.destroy(new NoAnswer(reason));
      const impatience = setTimeout(() => end('no answer in time'), patienceMs);
      const cut = cutAfterMs === undefined ? undefined : setTimeout(() => end('connection cut'), cutAfterMs);
      sent.on('error', reject);
      sent.on('close', () => {
        clearTimeout(impatience);
        clearTimeout(cut);
      });
      sent.end(body);
    }).catch((error: unknown) => {
      throw error instanceof NoAnswer ? error : new NoAnswer(error instanceof Error ? error.message : String(error));
    });
    return parse(answer);
  }

  close(): Promise<void> {
    this.#agent.destroy();
    return Promise.resolve();
  }
}

function parse(answer: string): GraphQLAnswer {
  try {
    return JSON.parse(answer) as GraphQLAnswer;
  } catch {
    throw new NoAnswer(`half an answer: ${answer.slice(0, 40)}`);
  }
}
