import { ApolloClient, gql } from '@apollo/client';
import { InMemoryCache } from '@apollo/client/cache';
import { ServerError } from '@apollo/client/errors';
import { ApolloLink } from '@apollo/client/link';
import { of, throwError } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPatienceLink } from './patience-link.ts';

const hold = gql`
  mutation Hold {
    hold
  }
`;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function refusal(status: number, headers: Readonly<Record<string, string>>): ServerError {
  return new ServerError('no', { response: new Response(null, { status, headers }), bodyText: '' });
}

/** A client whose server refuses so many requests before it takes one. */
function setUp(refusals: number, error: ServerError) {
  let requests = 0;
  const server = new ApolloLink(() => {
    requests += 1;
    return requests > refusals ? of({ data: { hold: 'done' } }) : throwError(() => error);
  });
  const client = new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.from([createPatienceLink(), server]),
  });
  const answer = client.mutate({ mutation: hold }).then(
    ({ data }) => data,
    () => 'refused',
  );
  return { answer, requests: () => requests };
}

describe('patience link', () => {
  it('waits as long as the server says, and sends the request again', async () => {
    const { answer, requests } = setUp(2, refusal(429, { 'retry-after': '2' }));
    await vi.advanceTimersByTimeAsync(1_900);
    expect(requests()).toBe(1);
    await vi.advanceTimersByTimeAsync(2_200);
    expect(requests()).toBe(3);
    expect(await answer).toEqual({ hold: 'done' });
  });

  it.each([
    ['a server that goes on refusing', 10, refusal(429, { 'retry-after': '1' }), 4],
    ['a wait that nobody at a counter has', 1, refusal(429, { 'retry-after': '60' }), 1],
    ['a server that doesn’t say when', 1, refusal(429, {}), 1],
    ['any other refusal', 1, refusal(500, { 'retry-after': '1' }), 1],
  ])('gives up with %s', async (_name, refusals, error, sent) => {
    const { answer, requests } = setUp(refusals, error);
    await vi.runAllTimersAsync();
    expect(await answer).toBe('refused');
    expect(requests()).toBe(sent);
  });
});
