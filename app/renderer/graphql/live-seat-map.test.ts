import { describe, expect, it, vi } from 'vitest';
import type { SeatMapDelta, SeatMapState } from '#shared/domain/seat-map.ts';
import { createLiveSeatMap } from './live-seat-map.ts';

const snapshot = (version: number, packed: string, epoch = 'one'): SeatMapState => ({ epoch, version, packed });
const delta = (version: number, seat: number, state: string, epoch = 'one'): SeatMapDelta => ({
  epoch,
  version,
  seats: [seat],
  states: state,
});

interface Request {
  readonly resolve: (state: SeatMapState) => void;
  readonly reject: (error: Error) => void;
}

/** Lets everything run that is ready to run. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A live map whose snapshots the test hands out itself. */
function setUp() {
  const requests: Request[] = [];
  const states: SeatMapState[] = [];
  const onFailure = vi.fn();
  const map = createLiveSeatMap({
    fetchSnapshot: () => new Promise((resolve, reject) => requests.push({ resolve, reject })),
    onState: (state) => states.push(state),
    onFailure,
  });
  const answer = async (position: number, state: SeatMapState) => {
    requests[position]?.resolve(state);
    await turn();
  };
  return { map, requests, states, answer, onFailure };
}

describe('live seat map', () => {
  it('applies the changes that arrived while the snapshot was under way, and only those after it', async () => {
    const { map, states, answer } = setUp();
    map.refresh();
    map.receive(delta(4, 0, '3'));
    map.receive(delta(5, 1, '1'));
    map.receive(delta(6, 2, '2'));
    await answer(0, snapshot(5, '0100'));
    expect(states).toEqual([snapshot(6, '0120')]);
  });

  it('applies later changes at once', async () => {
    const { map, states, answer, requests } = setUp();
    map.refresh();
    await answer(0, snapshot(1, '00'));
    map.receive(delta(2, 1, '1'));
    expect(states.at(-1)).toEqual(snapshot(2, '01'));
    expect(requests).toHaveLength(1);
  });

  it('fetches a fresh snapshot after a gap', async () => {
    const { map, states, answer, requests } = setUp();
    map.refresh();
    await answer(0, snapshot(1, '00'));
    map.receive(delta(3, 1, '1'));
    expect(requests).toHaveLength(2);
    await answer(1, snapshot(3, '11'));
    expect(states.at(-1)).toEqual(snapshot(3, '11'));
  });

  it('fetches a fresh snapshot when the map was rebuilt under a new epoch', async () => {
    const { map, states, answer, requests } = setUp();
    map.refresh();
    await answer(0, snapshot(7, '00'));
    map.receive(delta(1, 1, '1', 'two'));
    expect(requests).toHaveLength(2);
    await answer(1, snapshot(1, '01', 'two'));
    expect(states.at(-1)?.epoch).toBe('two');
  });

  it('fetches once more, not three times, when it is asked three times during a fetch', async () => {
    const { map, answer, requests } = setUp();
    map.refresh();
    map.refresh();
    map.refresh();
    map.refresh();
    await answer(0, snapshot(1, '0'));
    expect(requests).toHaveLength(2);
    await answer(1, snapshot(1, '0'));
    expect(requests).toHaveLength(2);
  });

  it('never goes back to an older state of the same epoch', async () => {
    const { map, states, answer } = setUp();
    map.refresh();
    await answer(0, snapshot(5, '11'));
    map.refresh();
    await answer(1, snapshot(4, '00'));
    expect(states.at(-1)).toEqual(snapshot(5, '11'));
  });

  it('tells a failure and works again at the next refresh', async () => {
    const { map, states, answer, requests, onFailure } = setUp();
    map.refresh();
    requests[0]?.reject(new Error('away'));
    await turn();
    expect(onFailure).toHaveBeenCalledOnce();
    map.refresh();
    await answer(1, snapshot(2, '1'));
    expect(states).toEqual([snapshot(2, '1')]);
  });

  it('tells nothing after it was stopped', async () => {
    const { map, states, requests } = setUp();
    map.refresh();
    map.stop();
    requests[0]?.resolve(snapshot(1, '0'));
    await turn();
    map.receive(delta(2, 0, '1'));
    expect(states).toEqual([]);
  });
});
