import { createClient, type Client } from 'graphql-ws';
import { QuietSocket } from './quiet-socket.ts';
import { applyDelta, type SeatMapDelta, type SeatMapState } from '#shared/domain/seat-map.ts';
import type { WatchReport } from '../dump.ts';
import { NoAnswer, type GraphQLLine } from './line.ts';

const changes = `subscription ($showtimeId: ID!) {
  change: seatMapChanged(showtimeId: $showtimeId) { epoch version seats states }
}`;
const snapshot = `query ($showtimeId: ID!) { map: seatMap(showtimeId: $showtimeId) { state { epoch version packed } } }`;

/** Versions of an epoch that are remembered to compare snapshots with. */
const mostRemembered = 500;

/** Watches a showtime as a screen does: hears changes, fetches the map when it missed one, and compares the two. */
export class Watcher {
  readonly #showtimeId: string;
  readonly #line: GraphQLLine;
  readonly #client: Client;
  readonly #report = { changes: 0, snapshots: 0, faults: [] as string[] };
  /** What the changes have made of the map, by version; of one epoch. */
  readonly #known = new Map<number, string>();
  #state: SeatMapState | undefined;
  #isOver = false;

  constructor(showtimeId: string, port: number, line: GraphQLLine) {
    this.#showtimeId = showtimeId;
    this.#line = line;
    this.#client = createClient({
      url: `ws://127.0.0.1:${port}/graphql`,
      webSocketImpl: QuietSocket,
      retryAttempts: Number.POSITIVE_INFINITY,
      shouldRetry: () => !this.#isOver,
      retryWait: () => new Promise((resolve) => void setTimeout(resolve, 100)),
      // What was told while nobody listened is missing.
      on: { connected: () => this.#forget() },
    });
    this.#client.subscribe<{ readonly change: SeatMapDelta }>(
      { query: changes, variables: { showtimeId } },
      {
        next: ({ data }) => data && this.#hear(data.change),
        error: () => undefined,
        complete: () => undefined,
      },
    );
  }

  /** Fetches the map and compares it with what the changes made of it. */
  async look(): Promise<void> {
    try {
      const request = { query: snapshot, variables: { showtimeId: this.#showtimeId } };
      const { data } = await this.#line.ask(request, {});
      const map = data?.['map'] as { readonly state: SeatMapState } | null | undefined;
      if (map) this.#compare(map.state);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
    }
  }

  async close(): Promise<WatchReport> {
    this.#isOver = true;
    await this.#client.dispose();
    return { showtimeId: this.#showtimeId, ...this.#report };
  }

  #hear(change: SeatMapDelta): void {
    this.#report.changes += 1;
    const outcome = this.#state && applyDelta(this.#state, change);
    if (outcome?.kind === 'applied') this.#remember(outcome.state);
    if (outcome?.kind === 'gap' || !outcome) {
      this.#forget();
      void this.look();
    }
  }

  #compare(fetched: SeatMapState): void {
    this.#report.snapshots += 1;
    const state = this.#state;
    if (state?.epoch !== fetched.epoch || fetched.version > state.version) {
      this.#forget();
      this.#remember(fetched);
      return;
    }
    const told = this.#known.get(fetched.version);
    if (told === undefined || told === fetched.packed) return;
    const version = `version ${fetched.version} of epoch ${fetched.epoch}`;
    this.#report.faults.push(`${version} is ${told} by its changes, and ${fetched.packed} when it is fetched.`);
  }

  #remember(state: SeatMapState): void {
    this.#state = state;
    this.#known.set(state.version, state.packed);
    this.#known.delete(state.version - mostRemembered);
  }

  #forget(): void {
    this.#state = undefined;
    this.#known.clear();
  }
}
