import { applyDelta, type SeatMapDelta, type SeatMapState } from '#shared/domain/seat-map.ts';

export interface LiveSeatMapOptions {
  /** Fetches the whole state. Called once at a time. Rejects when the server is away. */
  readonly fetchSnapshot: () => Promise<SeatMapState>;
  /** Called with every new state, in order. */
  readonly onState: (state: SeatMapState) => void;
  /** Called when a snapshot could not be had; the next `refresh` tries again. */
  readonly onFailure: (error: unknown) => void;
}

export interface LiveSeatMap {
  /** Takes a change from the subscription, in the order of arrival. */
  receive(delta: SeatMapDelta): void;
  /** Fetches a fresh snapshot; asking again while one is under way costs at most one more. */
  refresh(): void;
  /** Ends it: nothing is called any more. */
  stop(): void;
}

/**
 * Keeps one seat map true: a snapshot plus the changes after it. Subscribe before the first `refresh`, so that no change
 * falls between the two; a gap in the versions or a new epoch fetches again.
 */
export function createLiveSeatMap({ fetchSnapshot, onState, onFailure }: LiveSeatMapOptions): LiveSeatMap {
  let state: SeatMapState | undefined;
  let early: SeatMapDelta[] = [];
  let isFetching = false;
  let isWantedAgain = false;
  let isStopped = false;

  /** Applies a change; false when only a snapshot helps. */
  function apply(delta: SeatMapDelta): boolean {
    if (!state) return false;
    const outcome = applyDelta(state, delta);
    if (outcome.kind === 'applied') state = outcome.state;
    return outcome.kind !== 'gap';
  }

  function adopt(snapshot: SeatMapState): void {
    const isOlder = state?.epoch === snapshot.epoch && snapshot.version < state.version;
    if (!isOlder) state = snapshot;
    const changes = early;
    early = [];
    if (!changes.every(apply)) isWantedAgain = true;
    if (state) onState(state);
  }

  async function fetchOnce(): Promise<void> {
    isFetching = true;
    isWantedAgain = false;
    try {
      const snapshot = await fetchSnapshot();
      if (!isStopped) adopt(snapshot);
    } catch (error) {
      isWantedAgain = false;
      if (!isStopped) onFailure(error);
    } finally {
      isFetching = false;
    }
    if (isWantedAgain && !isStopped) await fetchOnce();
  }

  function refresh(): void {
    if (isStopped) return;
    if (isFetching) isWantedAgain = true;
    else void fetchOnce();
  }

  return {
    refresh,
    receive(delta) {
      if (isStopped) return;
      if (isFetching) {
        early.push(delta);
        return;
      }
      const before = state;
      if (!apply(delta)) refresh();
      else if (state && state !== before) onState(state);
    },
    stop() {
      isStopped = true;
    },
  };
}
