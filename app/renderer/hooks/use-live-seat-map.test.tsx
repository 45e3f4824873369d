import { ApolloClient, type DocumentNode } from '@apollo/client';
import { InMemoryCache } from '@apollo/client/cache';
import { ApolloLink } from '@apollo/client/link';
import { ApolloProvider } from '@apollo/client/react';
import { getOperationAST, OperationTypeNode } from 'graphql';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { of, Subject } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SeatMapState } from '#shared/domain/seat-map.ts';
import { useConnectionStore } from '../stores/connection-store.ts';
import { useLiveSeatMap } from './use-live-seat-map.ts';

/** A server with one seat map, which notes in which order it was asked. */
class FakeServer {
  readonly asked: string[] = [];
  readonly changes = new Subject<ApolloLink.Result>();
  state = { epoch: 'one', version: 1, packed: '000' };

  readonly link = new ApolloLink(({ operationName, query }) => {
    this.asked.push(operationName ?? '');
    if (isSubscription(query)) return this.changes;
    return of({ data: { seatMap: operationName === 'SeatMapLayout' ? this.layoutReply() : this.stateReply() } });
  });

  change(seats: readonly number[], states: string): void {
    const packed = this.state.packed.split('');
    seats.forEach((seat, position) => (packed[seat] = states.charAt(position)));
    this.state = { ...this.state, version: this.state.version + 1, packed: packed.join('') };
    this.changes.next({
      data: { seatMapChanged: { epoch: this.state.epoch, version: this.state.version, seats, states } },
    });
  }

  private stateReply() {
    return { layout: { id: 'room:1' }, state: { ...this.state, serverTime: '2026-11-21T18:42:00.000Z' } };
  }

  private layoutReply() {
    const screen = { left: 0, right: 3, bow: 0 };
    return { layout: { id: 'room:1', version: 1, width: 3, height: 1, screen, seats: [] } };
  }
}

function isSubscription(query: DocumentNode): boolean {
  return getOperationAST(query)?.operation === OperationTypeNode.SUBSCRIPTION;
}

function Probe({ onState }: { readonly onState: (state: SeatMapState) => void }) {
  const status = useLiveSeatMap('showtime', (_layout, state) => onState(state));
  return <p>{status}</p>;
}

/** Lets everything run that is ready to run. */
const turn = () => act(() => new Promise((resolve) => setTimeout(resolve)));

describe('live seat map hook', () => {
  let server: FakeServer;
  let states: SeatMapState[];
  let root: Root;

  beforeEach(async () => {
    (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
    useConnectionStore.setState(useConnectionStore.getInitialState(), true);
    server = new FakeServer();
    states = [];
    root = createRoot(document.body.appendChild(document.createElement('div')));
    const client = new ApolloClient({ cache: new InMemoryCache(), link: server.link });
    act(() =>
      root.render(
        <ApolloProvider client={client}>
          <Probe onState={(state) => states.push(state)} />
        </ApolloProvider>,
      ),
    );
    await turn();
    await turn();
  });
  afterEach(() => {
    act(() => root.unmount());
    document.body.replaceChildren();
  });

  it('subscribes before it fetches', () => {
    expect(server.asked[0]).toBe('SeatMapChanged');
    expect(server.asked[1]).toBe('SeatMapState');
    expect(states.at(-1)?.packed).toBe('000');
    expect(document.body.textContent).toBe('live');
  });

  it('paints every change', async () => {
    act(() => server.change([1], '1'));
    act(() => server.change([1, 2], '03'));
    await turn();
    expect(states.map(({ packed }) => packed)).toEqual(['000', '010', '003']);
  });

  it('fetches again after a reconnect, and sees what it missed', async () => {
    act(() => useConnectionStore.getState().connected());
    await turn();
    server.state = { epoch: 'two', version: 1, packed: '333' };
    act(() => useConnectionStore.getState().connected());
    await turn();
    expect(states.at(-1)).toMatchObject({ epoch: 'two', packed: '333' });
  });

  it('fetches the plan of a room only once', async () => {
    act(() => useConnectionStore.getState().connected());
    await turn();
    expect(server.asked.filter((name) => name === 'SeatMapLayout').length).toBeLessThanOrEqual(1);
    expect(server.asked.filter((name) => name === 'SeatMapState').length).toBeGreaterThanOrEqual(2);
  });

  it('ends the subscription with the screen', () => {
    expect(server.changes.observed).toBe(true);
    act(() => root.unmount());
    expect(server.changes.observed).toBe(false);
  });
});
