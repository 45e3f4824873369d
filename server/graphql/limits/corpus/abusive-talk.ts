/** What nobody honest says over a WebSocket, and the close code with which the socket ends. */
export interface AbusiveTalk {
  readonly name: string;
  /** Whether it is said before the socket was let in. */
  readonly isEarly?: boolean;
  /** One message after the other. */
  readonly messages: readonly (string | Buffer)[];
  /** 1006 where the server cuts the connection without a word. */
  readonly codes: readonly number[];
}

const init = '{"type":"connection_init"}';
const subscribe = (id: string, query = 'subscription { showtimesChanged(cinemaId: \\"x\\") { id } }') =>
  `{"id":"${id}","type":"subscribe","payload":{"query":"${query}"}}`;

/** Talk that ends a socket. */
export const abusiveTalk: readonly AbusiveTalk[] = [
  { name: 'a subscription before it said who it is', isEarly: true, messages: [subscribe('a')], codes: [4401] },
  { name: 'who it is, twice', messages: [init], codes: [4429] },
  {
    name: 'a forged token',
    isEarly: true,
    messages: ['{"type":"connection_init","payload":{"accessToken":"e30.e30.e30"}}'],
    codes: [4403],
  },
  { name: 'no JSON', messages: ['hello'], codes: [4400] },
  { name: 'JSON 10,000 levels deep', messages: [`${'['.repeat(10_000)}${']'.repeat(10_000)}`], codes: [4400] },
  { name: 'an unknown type', messages: ['{"type":"own"}'], codes: [4400] },
  {
    name: 'a subscription without a query',
    messages: ['{"id":"a","type":"subscribe","payload":{}}'],
    codes: [4400],
  },
  { name: 'a batch', messages: [`[${subscribe('a')}]`], codes: [4400] },
  { name: 'two subscriptions of one id', messages: [subscribe('a'), subscribe('a')], codes: [4409] },
  { name: 'a message of 100,000 characters', messages: ['x'.repeat(100_000)], codes: [1009, 1006] },
  { name: 'bytes', messages: [Buffer.from([0, 159, 146, 150])], codes: [4400] },
  {
    name: '500 messages at once',
    messages: Array.from({ length: 500 }, () => '{"type":"ping"}'),
    codes: [1013, 1006],
  },
];
